import { z } from 'zod';
import type { AppConfig, Auth, TokenRequest, Tokens } from '../kit/contract';
import { authorizationLost } from '../kit/http';

export const TITLE = 'Flipkart';

/** The one scope there is. */
export const SCOPES = ['Seller_Api'] as const;

/** Refresh tokens are good for so long; the answer does not say it. */
const REFRESH_MS = 180 * 86_400_000;

/**
 * Authorization code flow, without PKCE. Tokens are asked for with GET, the app's credentials in a header. Flipkart has no
 * address where a permission is taken back: the seller does it in their account.
 */
export const auth: Auth = {
  scopes: SCOPES,
  usesPkce: false,
  authorizeUrl: (config, { state }) =>
    withQuery(config.authorizeUrl, {
      client_id: config.clientId,
      redirect_uri: config.redirectUrl,
      response_type: 'code',
      scope: SCOPES.join(' '),
      state,
    }),
  exchange: (config, { code, query }) => tokenRequest(config, { grant_type: 'authorization_code', state: query.get('state') ?? '', code }),
  refresh: (config, refreshToken) => tokenRequest(config, { grant_type: 'refresh_token', refresh_token: refreshToken }),
  readTokens,
  revoke: null,
  headers: (_config, tokens) => ({ authorization: `Bearer ${tokens.accessToken}` }),
};

function tokenRequest(config: AppConfig, grant: Record<string, string>): TokenRequest {
  const credentials = Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64');
  return {
    url: withQuery(config.tokenUrl, { redirect_uri: config.redirectUrl, ...grant }),
    method: 'GET',
    headers: { accept: 'application/json', authorization: `Basic ${credentials}` },
    body: null,
  };
}

function withQuery(address: string, query: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  // Absent where the one before stays good.
  refresh_token: z.string().min(1).nullish(),
  scope: z.string().nullish(),
});

function readTokens(body: unknown, now: Date): Tokens {
  const { success, data } = tokenSchema.safeParse(body);
  if (!success) throw authorizationLost(TITLE);
  const refreshToken = data.refresh_token ?? null;
  return {
    accessToken: data.access_token,
    expiresAt: new Date(now.getTime() + data.expires_in * 1000),
    refreshToken,
    refreshExpiresAt: refreshToken === null ? null : new Date(now.getTime() + REFRESH_MS),
    scopes: data.scope ? data.scope.split(/[\s,]+/) : [],
  };
}
