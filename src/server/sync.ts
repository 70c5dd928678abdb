import type { AppConfig, Connector, Session, Tokens } from '@/connectors/kit/contract';
import { createHttp } from '@/connectors/kit/http';
import { createTokenSource } from '@/connectors/kit/token-source';
import { AppError, isAppError } from '@/core/errors';
import { marketplaceName } from '@/core/model/marketplaces';
import { dueIfLost, nextDue } from '@/core/sync/schedule';
import { isPastLeft, UNREAD } from '@/core/sync/stream-plan';
import type { Vault } from '@/platform/vault';
import { setDue } from '@/store/account-schedule';
import type { Database } from '@/store/client';
import { readSecret, writeSecret } from '@/store/connection-secrets';
import { readDaySums, readOrdersOn } from '@/store/day-sums';
import { sharedLimiter } from '@/store/rate-buckets';
import { beat, commitPage, endRun, takeConnection, type SyncedConnection } from '@/store/sync-connections';
import { zoneOf } from '@/store/workspaces';
import { isTaken, runSync, type SyncReport, type SyncRequest } from '@/sync/run-sync';
import type { SyncPorts } from '@/sync/sync-ports';

/** Longer waits for a vendor's limits are told to the run: its lease is 90 seconds, and it may read something else meanwhile. */
const PATIENCE_MS = 30_000;

export interface AppCredentials {
  clientId: string;
  clientSecret: string;
  /** What deliveries are signed with, where it is not the client secret. */
  webhookSecret?: string;
  /** What the consent page knows the app by, where it is not the client id. */
  applicationId?: string;
}

export interface SyncDeps {
  db: Database;
  vault: Vault;
  connectors: readonly Connector[];
  /** Credentials of the app at a marketplace; null when it is not configured. */
  credentialsOf(marketplace: string, baseUrl: string | null): AppCredentials | null;
  /** Our own address, where marketplaces send sellers back to. */
  publicUrl: string;
  now(): Date;
  sleep(ms: number): Promise<void>;
  random(): number;
  fetch: typeof fetch;
}

/** Sync one connection. @returns null when somebody else is at it or took it over, it is paused, or it cannot be synced. */
export async function syncConnection(
  deps: SyncDeps,
  { workspaceId, connectionId, reason, ...request }: { workspaceId: string; connectionId: string; reason: string } & SyncRequest,
): Promise<SyncReport | null> {
  const { db } = deps;
  const taken = await takeConnection(db, { workspaceId, connectionId, reason, now: deps.now() });
  if (!taken) return null;
  const { lease, connection } = taken;
  await setDue(db, connectionId, dueIfLost(deps.now()));
  const connector = connectorOf(deps, connection.marketplace);
  const ports: SyncPorts = {
    commit: (page) => commitPage(db, lease, { ...page, connection, now: deps.now() }),
    daySums: (period) => readDaySums(db, connection, period),
    ordersOn: (day) => readOrdersOn(db, connection, day),
    beat: () => beat(db, lease, deps.now()),
    end: async ({ retryAt = null, needsSeller = false, ...end }) => {
      const now = deps.now();
      await endRun(db, lease, { ...end, retryAt, needsSeller, now });
      const timeZone = await zoneOf(db, workspaceId);
      const { cadenceMinutes, streams, openedAt } = connection;
      const isLeft =
        request.until === 'fresh' && connector.streams.some((each) => isPastLeft(each, streams.get(each.id) ?? UNREAD, openedAt));
      // What a question had read is fresh; its past is still waited for.
      const state = end.state === 'done' && isLeft ? 'paused' : end.state;
      await setDue(db, connectionId, nextDue({ state, now, cadenceMinutes, timeZone, retryAt, needsSeller }));
    },
    now: () => deps.now(),
    sleep: (ms) => deps.sleep(ms),
  };
  try {
    return await runSync(connector, { connection, session: sessionOf(deps, connector, connection), ports }, request);
  } catch (error) {
    // Paused, disconnected, or thought dead and taken over: what was read is kept, and whoever has it now goes on.
    if (isAppError(error) && isTaken(error)) return null;
    throw error;
  }
}

/** What a connector calls its marketplace with, for one connection. */
function sessionOf(deps: SyncDeps, connector: Connector, connection: SyncedConnection): Session {
  const { db, vault } = deps;
  const key = { workspaceId: connection.workspaceId, connectionId: connection.id, name: 'tokens' as const };
  return sessionWith(deps, connector, {
    connection,
    config: appConfigOf(deps, connection),
    read: async () => toTokens(await readSecret(db, vault, key), connection.name),
    write: (next) => writeSecret(db, vault, { ...key, plain: JSON.stringify(next) }),
  });
}

/** The same with tokens kept anywhere: an account that is being connected has none in the store. */
export function sessionWith(
  deps: SyncDeps,
  connector: Connector,
  account: {
    connection: Pick<SyncedConnection, 'id' | 'name' | 'accountId' | 'timeZone' | 'currency'>;
    config: AppConfig;
    read: () => Promise<Tokens>;
    write: (tokens: Tokens) => Promise<void>;
  },
): Session {
  const { fetch: send, sleep, random, now } = deps;
  const { connection, config, read, write } = account;
  const { name: title, accountId, timeZone, currency } = connection;
  const { auth, limits } = connector;
  const judge = connector.judge?.bind(connector);
  const http = createHttp({
    title,
    config,
    auth,
    tokens: createTokenSource({ title, auth, config, read, write, fetch: send, now }),
    limiter: sharedLimiter(deps.db, { account: connection.id, rules: limits, now }),
    fetch: send,
    sleep,
    random,
    patienceMs: PATIENCE_MS,
    ...(judge ? { judge } : {}),
  });
  return { http, accountId, timeZone, currency, now };
}

/** @throws AppError not_supported for a marketplace that can only be imported. */
export function connectorOf({ connectors }: Pick<SyncDeps, 'connectors'>, marketplace: string): Connector {
  const connector = connectors.find(({ id }) => id === marketplace);
  if (connector) return connector;
  throw new AppError('not_supported', `${marketplaceName(marketplace)} cannot be synced.`, {
    field: 'marketplace',
    remedy: 'Import its files instead.',
  });
}

/** The app at a marketplace, with the addresses of one account. @throws AppError invalid_env when it is not configured. */
export function appConfigOf(deps: SyncDeps, { marketplace, baseUrl }: { marketplace: string; baseUrl: string | null }): AppConfig {
  const credentials = deps.credentialsOf(marketplace, baseUrl);
  if (!credentials) {
    const name = marketplace.toUpperCase().replaceAll('-', '_');
    throw new AppError('invalid_env', `The app for ${marketplaceName(marketplace)} is not set up here.`, {
      field: `${name}_CLIENT_ID`,
      remedy: `Set ${name}_CLIENT_ID and ${name}_CLIENT_SECRET; .env.example says where they come from.`,
    });
  }
  const { addresses } = connectorOf(deps, marketplace);
  // The vendor's own host stands where the shop does; all of a sandbox is at its one address.
  const host = baseUrl?.startsWith('https://') ? new URL(baseUrl).host : null;
  const own = (address: string): string => {
    if (baseUrl === null) return address;
    if (host !== null) return address.replaceAll('{shop}', host);
    return new URL(new URL(address.replace('{shop}', 'shop')).pathname, baseUrl).href;
  };
  return {
    ...credentials,
    baseUrl: baseUrl ?? addresses.baseUrl,
    authorizeUrl: own(addresses.authorizeUrl),
    tokenUrl: own(addresses.tokenUrl),
    redirectUrl: `${deps.publicUrl}/api/connect/${marketplace}/callback`,
  };
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
