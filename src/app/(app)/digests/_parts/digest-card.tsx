'use client';

import type { ReactNode } from 'react';
import type { DigestsView } from '@/server/digests-view';
import { Button } from '@/ui/button';

type Digest = DigestsView['digests'][number];

export interface DigestCardProps {
  digest: Digest;
  sections: DigestsView['sections'];
  locale: string;
  timeZone: string;
  onEdit(): void;
  onPreview(): void;
  onPause(isPaused: boolean): void;
}

/** A digest: what it tells, when it comes, what came of the last one. */
export function DigestCard({ digest, sections, locale, timeZone, onEdit, onPreview, onPause }: DigestCardProps): ReactNode {
  const { settings, isPaused, nextAt, last, when, unsubscribedAt } = digest;
  const at = (moment: Date | string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(moment));
  const titles = settings.sections.map((section) =>
    section.kind === 'question' ? `“${section.question}”` : (sections.find(({ id }) => id === section.id)?.title ?? section.id),
  );
  const ways = [...(settings.byEmail ? ['by e-mail'] : []), ...(settings.slackChannel === null ? [] : ['in Slack'])];
  return (
    <li className="grid min-w-0 gap-3 rounded-xl border border-border bg-surface p-4">
      <div className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 font-semibold wrap-anywhere">{settings.name}</h2>
        <span className="text-sm text-muted">{[when, ...ways].join(', ')}</span>
      </div>
      <p className="text-sm wrap-anywhere">{titles.join(' · ')}</p>
      <p className="text-sm text-muted">
        {isPaused ? 'Paused.' : nextAt ? `Comes next ${at(nextAt)}.` : 'Goes nowhere: choose e-mail or Slack.'}
        {unsubscribedAt && ' You unsubscribed from its e-mails.'}
        {last && ` Last: ${last.outcome === 'sent' ? 'made' : 'skipped'} for ${at(last.dueAt)}.${last.note === '' ? '' : ` ${last.note}`}`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={onPreview}>
          Preview
        </Button>
        <Button size="sm" onClick={onEdit}>
          Change
        </Button>
        <Button size="sm" variant="quiet" onClick={() => onPause(!isPaused)}>
          {isPaused ? 'Go on' : 'Pause'}
        </Button>
      </div>
    </li>
  );
}
