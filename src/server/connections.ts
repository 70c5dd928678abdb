import { CONNECTORS } from '@/connectors/registry';
import type { Connector, ShopField } from '@/connectors/kit/contract';
import { marketplaceName } from '@/core/model/marketplaces';
import { readConnectionHealth, type ConnectionHealth } from '@/store/connection-health';
import { listConnections } from '@/store/connections';
import type { Container } from './container';
import { syncConnection } from './sync';

/** An account as the page shows it. Dates are ISO texts. */
export interface AccountView extends Omit<ConnectionHealth, 'scopes' | 'streams' | 'openedAt'> {
  marketplaceName: string;
  /** Streams in the order they are read, each with how much of its past is there. */
  streams: { id: string; share: number | null; isMissing: boolean }[];
  /** What the vendor does not offer, with the reason. */
  notOffered: string[];
}

/** A marketplace that can be connected. */
export interface MarketplaceView {
  id: string;
  name: string;
  /** What the seller is asked for first; null for nothing. */
  shopField: ShopField | null;
  /** The app is set up on this server. */
  isConfigured: boolean;
}

/** An account whose data came from files: nobody can be asked for what is new. */
export interface FileView {
  id: string;
  name: string;
  marketplaceName: string;
  /** ISO text; null when an import did not end. */
  importedAt: Date | null;
}

/** Everything a workspace holds orders of, and what can be connected. */
export interface AccountsView {
  accounts: AccountView[];
  files: FileView[];
  marketplaces: MarketplaceView[];
}

export async function readAccounts({ db, sync, clock }: Container, workspaceId: string): Promise<AccountsView> {
  const health = await readConnectionHealth(db, workspaceId, clock.now());
  const all = await listConnections(db, workspaceId);
  return {
    files: all.flatMap(({ isSynced, id, name, marketplace, lastSyncAt }) =>
      isSynced ? [] : [{ id, name, marketplaceName: marketplaceName(marketplace), importedAt: lastSyncAt }],
    ),
    accounts: health.flatMap((account) => {
      const connector = CONNECTORS.find(({ id }) => id === account.marketplace);
      return connector ? [toView(connector, account, clock.now())] : [];
    }),
    marketplaces: CONNECTORS.map(({ id, auth }) => ({
      id,
      name: marketplaceName(id),
      shopField: auth.shopField ?? null,
      isConfigured: sync.credentialsOf(id, null) !== null,
    })),
  };
}

function toView(
  { streams, notOffered }: Connector,
  { scopes, openedAt, streams: read, ...account }: ConnectionHealth,
  now: Date,
): AccountView {
  const shareOf = (id: string): number | null => {
    const state = read.find(({ stream }) => stream === id);
    if (!state?.refreshedAt) return 0;
    if (!state.readFrom || !openedAt) return null;
    const whole = now.getTime() - openedAt.getTime();
    return whole <= 0 ? 1 : Math.min(1, (now.getTime() - state.readFrom.getTime()) / whole);
  };
  return {
    ...account,
    marketplaceName: marketplaceName(account.marketplace),
    streams: streams.map((stream) => ({
      id: stream.id,
      share: shareOf(stream.id),
      isMissing: stream.scopes.some((scope) => !scopes.includes(scope)),
    })),
    notOffered: Object.values(notOffered),
  };
}

/** A sync from the page has as long as a past of years needs; it goes on where it was when the server is stopped. */
const BUDGET_MS = 6 * 3_600_000;

/** Sync an account behind an answer that was already given. */
export async function syncBehind({ sync, settle, logger }: Container, key: { workspaceId: string; connectionId: string }): Promise<void> {
  await syncConnection(sync, { ...key, reason: 'person', until: 'complete', budgetMs: BUDGET_MS, staleMs: 0 })
    .then(() => settle(key.workspaceId))
    .catch((error: unknown) => logger.error({ err: error, connectionId: key.connectionId }, 'a sync ended with an error'));
}
