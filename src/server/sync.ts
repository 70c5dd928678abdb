import type { AppConfig, Connector, Session, Tokens } from '@/connectors/kit/contract';
import { createHttp } from '@/connectors/kit/http';
import { createTokenSource } from '@/connectors/kit/token-source';
import { AppError } from '@/core/errors';
import type { Vault } from '@/platform/vault';
import type { Database } from '@/store/client';
import { readSecret, writeSecret } from '@/store/connection-secrets';
import { sharedLimiter } from '@/store/rate-buckets';
import { beat, commitPage, endRun, takeConnection, type SyncedConnection } from '@/store/sync-connections';
import { runSync, type SyncReport, type SyncRequest } from '@/sync/run-sync';

export interface SyncDeps {
  db: Database;
  vault: Vault;
  connectors: readonly Connector[];
  /** Credentials of the marketplace's app, and its addresses for this connection. @throws AppError when it is not configured. */
  configOf(connection: { marketplace: string; baseUrl: string | null }): AppConfig;
  now(): Date;
  sleep(ms: number): Promise<void>;
  random(): number;
  fetch: typeof fetch;
}

/** Sync one connection. @returns null when somebody else is at it, it is paused, or it cannot be synced. */
export async function syncConnection(
  deps: SyncDeps,
  { workspaceId, connectionId, reason, ...request }: { workspaceId: string; connectionId: string; reason: string } & SyncRequest,
): Promise<SyncReport | null> {
  const { db } = deps;
  const taken = await takeConnection(db, { workspaceId, connectionId, reason, now: deps.now() });
  if (!taken) return null;
  const { lease, connection } = taken;
  const connector = deps.connectors.find(({ id }) => id === connection.marketplace);
  if (!connector) throw new AppError('not_supported', `${connection.name} cannot be synced.`, { remedy: 'Import its files instead.' });
  const ports = {
    commit: (page: Pick<Parameters<typeof commitPage>[2], 'stream' | 'batch' | 'state' | 'notices'>) =>
      commitPage(db, lease, { ...page, connection, now: deps.now() }),
    beat: () => beat(db, lease, deps.now()),
    end: (end: Omit<Parameters<typeof endRun>[2], 'now'>) => endRun(db, lease, { ...end, now: deps.now() }),
    now: () => deps.now(),
    sleep: (ms: number) => deps.sleep(ms),
  };
  return runSync(connector, { connection, session: sessionOf(deps, connector, connection), ports }, request);
}

/** What a connector calls its marketplace with, for one connection. */
export function sessionOf(deps: SyncDeps, connector: Connector, connection: SyncedConnection): Session {
  const { db, vault } = deps;
  const config = deps.configOf(connection);
  const key = { workspaceId: connection.workspaceId, connectionId: connection.id, name: 'tokens' as const };
  const tokens = createTokenSource({
    title: connection.name,
    auth: connector.auth,
    config,
    read: async () => toTokens(await readSecret(db, vault, key), connection.name),
    write: (next) => writeSecret(db, vault, { ...key, plain: JSON.stringify(next) }),
    fetch: deps.fetch,
    now: deps.now,
  });
  const limiter = sharedLimiter(db, { account: connection.id, rules: connector.limits, now: deps.now });
  const { fetch: send, sleep, random } = deps;
  const judge = connector.judge?.bind(connector);
  const http = createHttp({
    title: connection.name,
    config,
    auth: connector.auth,
    tokens,
    limiter,
    fetch: send,
    sleep,
    random,
    ...(judge ? { judge } : {}),
  });
  const { accountId, timeZone, currency } = connection;
  return { http, accountId, timeZone, currency, now: deps.now };
}

function toTokens(text: string | null, title: string): Tokens {
  if (text === null) throw new AppError('authorization_lost', `${title} is not signed in.`, { remedy: 'Connect the account again.' });
  const { expiresAt, refreshExpiresAt, ...tokens } = JSON.parse(text) as Tokens & {
    expiresAt: string | null;
    refreshExpiresAt: string | null;
  };
  const toDate = (at: string | null): Date | null => (at === null ? null : new Date(at));
  return { ...tokens, expiresAt: toDate(expiresAt), refreshExpiresAt: toDate(refreshExpiresAt) };
}
