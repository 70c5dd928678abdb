'use client';

import { BellRing, CircleCheck, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AlertView } from '@/server/alerts-view';
import { Button } from '@/ui/button';

/** Members named; the others are counted. */
const MOST_NAMED = 5;

export interface AlertCardProps {
  alert: AlertView;
  locale: string;
  timeZone: string;
  onPause(isPaused: boolean): void;
  onRemove(): void;
  onEdit(): void;
  /** Show what was told, by the id of its event. */
  onShow(eventId: string): void;
}

/** An alert: its limit, how it stands, what it told. */
export function AlertCard({ alert, locale, timeZone, onPause, onRemove, onEdit, onShow }: AlertCardProps): ReactNode {
  const { what, period, ways, isPaused, raised, events, checkedAt, problem } = alert;
  const at = (moment: Date | string): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(moment));
  return (
    <li className="grid min-w-0 gap-3 rounded-xl border border-border bg-surface p-4">
      <div className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 font-semibold wrap-anywhere">{what}</h2>
        <span className="text-sm text-muted">{[period, ...ways.map((way) => `by ${way}`)].join(', ')}</span>
      </div>
      <Standing alert={alert} />
      {problem !== null && <p className="text-sm text-negative wrap-anywhere">Could not be checked: {problem}</p>}
      {events.length > 0 && (
        <ul className="grid gap-1 text-sm">
          {events.map(({ id, key, kind, value, at: moment }) => (
            <li key={id}>
              <button type="button" className="text-left underline-offset-2 hover:underline" onClick={() => onShow(id)}>
                {at(moment)}: {key === '' ? '' : `${key} `}
                {kind === 'raised' ? 'passed the limit' : 'back'} at <span className="tabular">{value}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={onEdit}>
          Change
        </Button>
        <Button size="sm" variant="quiet" onClick={() => onPause(!isPaused)}>
          {isPaused ? 'Go on' : 'Pause'}
        </Button>
        <Button size="sm" variant="danger" onClick={onRemove}>
          Delete
        </Button>
        <span className="text-sm text-muted">
          {isPaused ? 'Paused.' : checkedAt ? `Checked ${at(checkedAt)}.` : raised.length === 0 ? 'Not checked yet.' : ''}
        </span>
      </div>
    </li>
  );
}

function Standing({ alert }: { alert: AlertView }): ReactNode {
  const { raised, checkedAt, reading } = alert;
  if (raised.length === 0 && !checkedAt) return null;
  const now = reading.value === null ? '' : ` Now ${reading.value}.`;
  const isUnknown = reading.known === 0;
  const [Icon, tone] =
    raised.length > 0 ? [BellRing, 'text-warning'] : isUnknown ? [CircleHelp, 'text-muted'] : [CircleCheck, 'text-positive'];
  return (
    <p className="flex items-start gap-2 text-sm wrap-anywhere">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      {isUnknown
        ? `${raised.length > 0 ? beyond(raised) : ''} Not known now: there is nothing to tell it from.`
        : raised.length > 0
          ? `${beyond(raised)}${now}`
          : `Within its limit.${now}`}
    </p>
  );
}

function beyond(raised: AlertView['raised']): string {
  const names = raised.flatMap(({ key }) => (key === '' ? [] : [key]));
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return names.length === 0 ? 'Beyond its limit.' : `Beyond its limit: ${names.slice(0, MOST_NAMED).join(', ')}${rest}.`;
}
