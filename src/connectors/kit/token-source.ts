import { AppError } from '@/core/errors';
import type { AppConfig, Auth, TokenRequest, Tokens } from './contract';
import { authorizationLost, unavailable, type TokenSource } from './http';

/** Tokens are renewed this long before they end, so that no request is sent with one that ends on its way. */
const MARGIN_MS = 120_000;

export interface TokenDeps {
  title: string;
  auth: Auth;
  config: AppConfig;
  read: () => Promise<Tokens>;
  /** Called before new tokens are used: a vendor that rotates them takes the old ones no more. */
  write: (tokens: Tokens) => Promise<void>;
  fetch: typeof fetch;
  now: () => Date;
}

/** Tokens of a connection, renewed in time by one caller, whoever else asks meanwhile. */
export function createTokenSource(deps: TokenDeps): TokenSource {
  let renewing: Promise<Tokens> | null = null;
  const renew = (refused: Tokens): Promise<Tokens> => {
    renewing ??= renewOnce(deps, refused).finally(() => {
      renewing = null;
    });
    return renewing;
  };
  return {
    async current() {
      const tokens = await deps.read();
      const isEnding = tokens.expiresAt !== null && tokens.expiresAt.getTime() - MARGIN_MS <= deps.now().getTime();
      return isEnding && tokens.refreshToken !== null ? renew(tokens) : tokens;
    },
    renew,
  };
}

async function renewOnce({ title, auth, config, read, write, fetch: send, now }: TokenDeps, refused: Tokens): Promise<Tokens> {
  const stored = await read();
  // Somebody was faster.
  if (stored.accessToken !== refused.accessToken) return stored;
  if (stored.refreshToken === null) throw authorizationLost(title);
  const answer = await requestTokens(title, auth.refresh(config, stored.refreshToken), send);
  const renewed = auth.readTokens(answer, now());
  // An answer without a refresh token leaves the one that was sent good (RFC 6749, 6).
  const refreshToken = renewed.refreshToken ?? stored.refreshToken;
  const tokens = { ...renewed, refreshToken, scopes: renewed.scopes.length > 0 ? renewed.scopes : stored.scopes };
  await write(tokens);
  return tokens;
}

/**
 * Ask the token endpoint. Its errors never hold what was sent.
 * @throws AppError authorization_lost when it refuses, source_unavailable when it does not answer.
 */
export async function requestTokens(title: string, { url, method, headers, body }: TokenRequest, send: typeof fetch): Promise<unknown> {
  const answer = await send(url, { method, headers, body, redirect: 'error', signal: AbortSignal.timeout(20_000) }).catch((): null => null);
  if (answer === null || answer.status >= 500 || answer.status === 429) throw unavailable(title);
  if (!answer.ok) throw authorizationLost(title);
  return answer.json().catch(() => {
    throw new AppError('source_changed', `${title} answered a sign-in with something that is no JSON.`, {
      retry: 'later',
      remedy: 'Try again later.',
    });
  });
}
