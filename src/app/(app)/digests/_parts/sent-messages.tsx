'use client';

import type { ReactNode } from 'react';
import type { DigestsView } from '@/server/digests-view';
import { cn } from '@/ui/cn';

type Message = DigestsView['messages'][number];

const STATES: Readonly<Record<Message['state'], string>> = {
  queued: 'waits',
  sending: 'is being sent',
  sent: 'sent',
  kept: 'kept here',
  failed: 'could not be sent',
};

/** What was sent or is kept, the newest first; each opens as a mail program shows it. */
export function SentMessages({
  messages,
  locale,
  timeZone,
  onOpen,
}: {
  messages: readonly Message[];
  locale: string;
  timeZone: string;
  onOpen(id: string): void;
}): ReactNode {
  if (messages.length === 0) return null;
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (
    <section className="grid min-w-0 gap-3">
      <h2 className="font-semibold">Messages</h2>
      <ul className="grid min-w-0 divide-y divide-border overflow-hidden rounded-xl border border-border bg-surface">
        {messages.map(({ id, subject, state, createdAt, channel, errorText }) => (
          <li key={id} className="min-w-0">
            <button
              type="button"
              className="grid w-full min-w-0 gap-x-6 gap-y-0.5 px-4 py-2.5 text-left -outline-offset-2 hover:bg-hover sm:grid-cols-[1fr_auto] sm:items-baseline"
              onClick={() => onOpen(id)}
            >
              <span className="min-w-0 wrap-anywhere">{subject}</span>
              <span className={cn('text-sm', state === 'failed' ? 'text-negative' : 'text-muted')}>
                {channel === 'slack' ? 'Slack, ' : ''}
                {STATES[state]}, {at.format(new Date(createdAt))}
              </span>
              {errorText !== null && <span className="text-sm text-negative wrap-anywhere sm:col-span-2">{errorText}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
