import type { ReactNode } from 'react';
import type { PendingChange } from '@/agent/chat-message';
import { Button } from '@/ui/button';

export interface ApprovalProps {
  changes: readonly PendingChange[];
  isBusy: boolean;
  /** Only the last answer of a thread can still be decided. */
  isLast: boolean;
  onDecide(isApproved: boolean): void;
}

/** What an answer would change, exactly, and the two buttons that decide it. */
export function Approval({ changes, isBusy, isLast, onDecide }: ApprovalProps): ReactNode {
  return (
    <section aria-label="Waiting for your approval" className="grid gap-3 rounded-xl border border-border bg-surface p-4">
      {changes.map(({ title, lines }) => (
        <div key={title} className="grid gap-1">
          <h3 className="font-semibold">{title}</h3>
          {lines.map((line) => (
            <p key={line} className="text-muted wrap-anywhere">
              {line}
            </p>
          ))}
        </div>
      ))}
      {isLast ? (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={isBusy} onClick={() => onDecide(true)}>
            Approve
          </Button>
          <Button disabled={isBusy} onClick={() => onDecide(false)}>
            Not now
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted">The thread has gone on; ask again to have it done.</p>
      )}
    </section>
  );
}
