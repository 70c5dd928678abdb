'use client';

import { useState, type ReactNode } from 'react';
import type { AccountView } from '@/server/connections';
import { formatAgo } from '@/ui/answer/freshness';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { useNow } from '@/ui/use-now';
import { RunHistory } from './run-history';
import type { AccountAction } from './use-accounts';

interface AccountCardProps {
  account: AccountView;
  locale: string;
  isManager: boolean;
  onAct(action: AccountAction): void;
  onDisconnect(removesData: boolean): void;
}

const STATES: Readonly<Record<AccountView['status'], string>> = {
  connected: 'Connected',
  paused: 'Paused',
  error: 'Needs you',
  disconnected: 'Disconnected',
};

/** Names of streams as sellers say them. */
const STREAMS: Readonly<Record<string, string>> = {
  products: 'Products',
  inventory: 'Stock',
  customers: 'Customers',
  orders: 'Orders',
  finances: 'Fees',
  payouts: 'Payouts',
  reviews: 'Reviews',
};

/** An account: how fresh it is, how much of its past is there, what is wrong and what to do. */
export function AccountCard({ account, locale, isManager, onAct, onDisconnect }: AccountCardProps): ReactNode {
  const nowMs = useNow();
  const { status, isSyncing, lastSyncAt, errorText, errorRemedy, notOffered } = account;
  const state = isSyncing ? 'Reading' : STATES[status];
  const since = lastSyncAt === null ? 'Not synced yet' : `Synced ${nowMs === null ? '' : formatAgo(String(lastSyncAt), nowMs)}`;
  return (
    <article className="grid min-w-0 gap-4 rounded-xl border border-border bg-surface p-5">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 font-semibold wrap-anywhere">{account.name}</h2>
        <p className="text-sm text-muted">
          {account.marketplaceName} · {state} · {since}
        </p>
      </header>
      {errorText && (
        <Notice tone={status === 'error' ? 'negative' : 'warning'} title={errorText}>
          {errorRemedy}
        </Notice>
      )}
      <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {account.streams.map(({ id, share, isMissing }) => (
          <li key={id} className="grid gap-1 text-sm">
            <div className="flex justify-between gap-3">
              <span>{STREAMS[id] ?? id}</span>
              <span className="tabular text-muted">{isMissing ? 'not permitted' : progressLabel(share)}</span>
            </div>
            <div
              role="progressbar"
              aria-label={STREAMS[id] ?? id}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round((isMissing ? 0 : (share ?? 1)) * 100)}
              className="h-1.5 overflow-hidden rounded-full bg-hover"
            >
              <div
                className="h-full rounded-full bg-accent transition-[width]"
                style={{ width: `${(isMissing ? 0 : (share ?? 1)) * 100}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
      {notOffered.length > 0 && <p className="text-sm text-muted">{notOffered.join(' ')}</p>}
      <RunHistory runs={account.runs} locale={locale} />
      {isManager && <Actions account={account} onAct={onAct} onDisconnect={onDisconnect} />}
    </article>
  );
}

/** How much of a stream's past is there; null for what is listed whole each time. */
function progressLabel(share: number | null): string {
  if (share === null || share >= 1) return 'complete';
  return share === 0 ? 'waiting' : `${Math.floor(share * 100)} % of the past`;
}

function Actions({
  account: { name, status, isSyncing },
  onAct,
  onDisconnect,
}: Pick<AccountCardProps, 'account' | 'onAct' | 'onDisconnect'>): ReactNode {
  const [isEnding, setEnding] = useState(false);
  const end = (removesData: boolean): void => {
    setEnding(false);
    onDisconnect(removesData);
  };
  return (
    <div className="flex flex-wrap gap-2">
      {status === 'paused' ? (
        <Button size="sm" onClick={() => onAct('resume')}>
          Go on
        </Button>
      ) : (
        <>
          <Button size="sm" disabled={isSyncing || status === 'disconnected'} onClick={() => onAct('sync')}>
            Sync now
          </Button>
          <Button size="sm" disabled={status === 'disconnected'} onClick={() => onAct('pause')}>
            Pause
          </Button>
        </>
      )}
      <Button size="sm" variant="quiet" disabled={isSyncing || status !== 'connected'} onClick={() => onAct('again')}>
        Read again from the start
      </Button>
      <Button size="sm" variant="danger" onClick={() => setEnding(true)}>
        Disconnect
      </Button>
      <Dialog
        open={isEnding}
        onOpenChange={setEnding}
        title={`Disconnect ${name}?`}
        description="The permission is forgotten here at once. What was read can stay, or be removed with every figure it is part of."
      >
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={() => setEnding(false)}>Cancel</Button>
          <Button onClick={() => end(false)}>Disconnect, keep the data</Button>
          <Button variant="danger" onClick={() => end(true)}>
            Disconnect and remove everything
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
