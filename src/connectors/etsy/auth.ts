import { z } from 'zod';
import type { AppConfig, Auth, TokenRequest, Tokens } from '../kit/contract';
import { authorizationLost } from '../kit/http';

export const TITLE = 'Etsy';

/** Receipts and the payment account, listings with their stock, and whose shop it is. */
export const SCOPES = ['transactions_r', 'listings_r', 'shops_r'] as const;

/** Refresh tokens are good for so long; the answer does not say it. */
const REFRESH_MS = 90 * 86_400_000;

/**
 * Authorization code flow with PKCE. The refresh token changes with each use. Etsy has no address where a permission is
 * taken back: the seller does it in their account.
 */
export const auth: Auth = {
  scopes: SCOPES,
  usesPkce: true,
  authorizeUrl(config, { state, codeChallenge }) {
    const url = new URL(config.authorizeUrl);
    const query = {
      response_type: 'code',
      client_id: config.clientId,
      redirect_uri: config.redirectUrl,
      scope: SCOPES.join(' '),
      state,
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  },
  exchange: (config, { code, codeVerifier }) =>
    tokenRequest(config, { grant_type: 'authorization_code', redirect_uri: config.redirectUrl, code, code_verifier: codeVerifier }),
  refresh: (config, refreshToken) => tokenRequest(config, { grant_type: 'refresh_token', refresh_token: refreshToken }),
  readTokens,
  revoke: null,
  // Both parts of the key: since January 2026 the first alone is refused.
  headers: (config, tokens) => ({
    'x-api-key': `${config.clientId}:${config.clientSecret}`,
    authorization: `Bearer ${tokens.accessToken}`,
  }),
};

function tokenRequest(config: AppConfig, grant: Record<string, string>): TokenRequest {
  return {
    url: config.tokenUrl,
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: config.clientId, ...grant }).toString(),
  };
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
});

/** The answer names no scopes: those that are known stay, `identify` tells the first. */
function readTokens(body: unknown, now: Date): Tokens {
  const { success, data } = tokenSchema.safeParse(body);
  if (!success) throw authorizationLost(TITLE);
  return {
    accessToken: data.access_token,
    expiresAt: new Date(now.getTime() + data.expires_in * 1000),
    refreshToken: data.refresh_token,
    refreshExpiresAt: new Date(now.getTime() + REFRESH_MS),
    scopes: [],
  };
}
