import type { ReactNode } from 'react';
import type { AccountView } from '@/server/connections';
import { cn } from '@/ui/cn';

const REASONS: Readonly<Record<string, string>> = {
  person: 'By hand',
  schedule: 'By schedule',
  question: 'For a question',
  webhook: 'After a message',
};
const STATES: Readonly<Record<string, string>> = {
  running: 'running',
  done: 'done',
  paused: 'goes on later',
  failed: 'failed',
  lost: 'cut off, went on later',
};

/** The last syncs of an account, folded in. */
export function RunHistory({ runs, locale }: { runs: AccountView['runs']; locale: string }): ReactNode {
  if (runs.length === 0) return null;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const count = new Intl.NumberFormat(locale);
  return (
    <details className="min-w-0 text-sm">
      <summary className="cursor-pointer text-muted">History</summary>
      <div className="mt-2 overflow-x-auto rounded-lg border border-border" tabIndex={0} role="group" aria-label="History">
        <table className="tabular w-full min-w-max">
          <thead className="text-xs text-muted">
            <tr>
              {['Started', 'Why', 'How it ended', 'Orders changed', 'To know'].map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={cn('px-3 py-1.5 font-normal', name === 'Orders changed' ? 'text-right' : 'text-left')}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id} className="border-t border-border align-top">
                <td className="px-3 py-1.5">{time.format(new Date(run.startedAt))}</td>
                <td className="px-3 py-1.5">{REASONS[run.reason] ?? run.reason}</td>
                <td className="px-3 py-1.5">{STATES[run.state] ?? run.state}</td>
                <td className="px-3 py-1.5 text-right">{count.format(run.orders)}</td>
                <td className="max-w-80 px-3 py-1.5 whitespace-normal text-muted">
                  {[run.errorText, ...run.notices.map(({ text, count: times }) => (times > 1 ? `${text} (${times} times)` : text))]
                    .filter(Boolean)
                    .join(' ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
