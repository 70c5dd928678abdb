import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { configFor } from '@/connectors/kit/config-for';
import type { AppConfig, Connector, Tokens } from '@/connectors/kit/contract';
import { requestTokens } from '@/connectors/kit/token-source';
import { AppError } from '@/core/errors';
import { marketplaceName } from '@/core/model/marketplaces';
import { connectionIdOf } from '@/store/fact-ids';
import { writeSecret } from '@/store/connection-secrets';
import { saveConnection } from '@/store/manage-connections';
import { appConfigOf, connectorOf, sessionWith, type SyncDeps } from './sync';

/** What is remembered of a connecting seller between leaving and coming back; sealed, in a cookie of their browser. */
const pendingSchema = z.object({
  workspaceId: z.string(),
  marketplace: z.string(),
  state: z.string(),
  codeVerifier: z.string(),
  /** Address of the API where it is the shop's own. */
  baseUrl: z.string().nullable(),
  until: z.number(),
});

/** Who is slower than this begins again. */
const PATIENCE_MS = 15 * 60_000;
const CONTEXT = 'a connection being made';

/** Holds what is remembered, in the browser of whoever began. */
export const PENDING_COOKIE = 'shopiq-connect';

/**
 * Where the seller agrees, and what to remember until they come back.
 * @throws AppError not_supported, invalid_env when the app is not configured, invalid_input for a shop that is none.
 */
export function beginConnection(
  deps: SyncDeps,
  { workspaceId, marketplace, shop, baseUrl = null }: { workspaceId: string; marketplace: string; shop?: string; baseUrl?: string | null },
): { url: string; pending: string } {
  const connector = connectorOf(deps, marketplace);
  const ownUrl = baseUrl ?? shopUrlOf(connector, shop);
  const config = appConfigOf(deps, { marketplace, baseUrl: ownUrl });
  const state = randomBytes(24).toString('base64url');
  const codeVerifier = randomBytes(48).toString('base64url');
  // RFC 7636, 4.2: S256.
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const until = deps.now().getTime() + PATIENCE_MS;
  const pending = deps.vault.seal(JSON.stringify({ workspaceId, marketplace, state, codeVerifier, baseUrl: ownUrl, until }), CONTEXT);
  const asked = { state, codeChallenge, ...(shop === undefined ? {} : { shop }) };
  return { url: connector.auth.authorizeUrl(config, asked), pending };
}

/**
 * The seller came back: check that it is the same one, get tokens, ask whose account they are for, and keep it.
 * @throws AppError invalid_input when the way back does not belong to the way there, authorization_lost when the seller declined.
 */
export async function finishConnection(
  deps: SyncDeps,
  { pending, query, workspaceId }: { pending: string; query: URLSearchParams; workspaceId: string },
): Promise<{ connectionId: string; name: string }> {
  const begun = pendingSchema.parse(JSON.parse(deps.vault.open(pending, CONTEXT)));
  const { marketplace, baseUrl, codeVerifier } = begun;
  const title = marketplaceName(marketplace);
  const isSame = begun.workspaceId === workspaceId && begun.state === query.get('state') && begun.until >= deps.now().getTime();
  if (!isSame)
    throw new AppError('invalid_input', `This way back from ${title} does not belong to a way there, or took too long.`, {
      field: 'state',
      remedy: 'Connect the account again from the start.',
    });
  const connector = connectorOf(deps, marketplace);
  const config = appConfigOf(deps, { marketplace, baseUrl });
  const { callback } = connector.auth;
  const code = query.get(callback?.code ?? 'code');
  if (code === null)
    throw new AppError('authorization_lost', `You did not agree at ${title}, so nothing was connected.`, {
      remedy: 'Connect it again and agree.',
    });
  connector.auth.checkCallback?.(config, query, deps.now());
  const answer = await requestTokens(title, connector.auth.exchange(config, { code, codeVerifier, query }), deps.fetch);
  const tokens = connector.auth.readTokens(answer, deps.now());
  const accountId = callback ? (query.get(callback.account) ?? '') : '';
  return keep(deps, { connector, config, tokens, accountId, workspaceId, baseUrl });
}

async function keep(
  deps: SyncDeps,
  {
    connector,
    config,
    tokens,
    accountId,
    workspaceId,
    baseUrl,
  }: { connector: Connector; config: AppConfig; tokens: Tokens; accountId: string; workspaceId: string; baseUrl: string | null },
): Promise<{ connectionId: string; name: string }> {
  const { db, vault } = deps;
  let current = tokens;
  const session = sessionWith(deps, connector, {
    // Nothing is known of the account yet: its limits are those of the app.
    connection: {
      id: `${workspaceId} ${connector.id}`,
      name: marketplaceName(connector.id),
      accountId,
      timeZone: 'UTC',
      currency: 'USD',
    },
    config,
    read: async () => current,
    write: async (next) => {
      current = next;
    },
  });
  const { id, ...account } = await connector.identify(session);
  const scopes = account.scopes.length > 0 ? account.scopes : current.scopes;
  const connectionId = connectionIdOf({ workspaceId, marketplace: connector.id, accountId: id });
  await saveConnection(db, workspaceId, { ...account, marketplace: connector.id, accountId: id, scopes, baseUrl, now: deps.now() });
  await writeSecret(db, vault, { workspaceId, connectionId, name: 'tokens', plain: JSON.stringify({ ...current, scopes }) });
  return { connectionId, name: account.name };
}

/** The shop's own address, where the marketplace has one for each. */
function shopUrlOf({ id, auth, addresses }: Connector, shop: string | undefined): string | null {
  if (!auth.shopHost) return null;
  if (shop === undefined || shop.trim() === '')
    throw new AppError('invalid_input', `${marketplaceName(id)} needs to know your shop.`, {
      field: 'shop',
      remedy: `Give this: ${auth.shopField?.label ?? 'the address you sign in to'}.`,
    });
  const blank = { clientId: '', clientSecret: '', redirectUrl: '', ...addresses };
  return configFor(blank, auth.shopHost(shop)).baseUrl;
}
