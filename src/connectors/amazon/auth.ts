import { z } from 'zod';
import { AppError } from '@/core/errors';
import type { AppConfig, Auth, TokenRequest, Tokens } from '../kit/contract';
import { authorizationLost } from '../kit/http';
import { apiHostOf, centralHostOf, typedPlace } from './regions';

export const TITLE = 'Amazon';

/** Amazon asks every caller to name itself so. */
const USER_AGENT = 'ShopIQ/1.0 (Language=TypeScript)';

/** Ids of sellers: capital letters and digits. */
const SELLER = /^[A-Z0-9]{8,20}$/;

/**
 * Login with Amazon. What an app may read is agreed on between its developer and Amazon as roles, not asked for here. The
 * refresh token stays the same; there is no address where a permission is taken back: the seller does it in Seller Central.
 */
export const auth: Auth = {
  scopes: [],
  usesPkce: false,
  shopHost: (typed) => apiHostOf(typedPlace(typed)),
  shopField: { label: 'Amazon marketplace you sell at', hint: 'Like amazon.com or amazon.de' },
  callback: { code: 'spapi_oauth_code', account: 'selling_partner_id' },
  authorizeUrl(config, { state, shop }) {
    const url = new URL(config.authorizeUrl);
    // A sandbox has one page for all.
    if (shop !== undefined && url.protocol === 'https:') url.hostname = centralHostOf(typedPlace(shop));
    // "amzn1.sp.solution.…?version=beta" for an app that is a draft: Amazon wants to be told.
    const [id = '', more] = (config.applicationId ?? config.clientId).split('?');
    url.search = new URLSearchParams(more).toString();
    url.searchParams.set('application_id', id);
    url.searchParams.set('redirect_uri', config.redirectUrl);
    url.searchParams.set('state', state);
    return url.href;
  },
  checkCallback(_config, query) {
    if (SELLER.test(query.get('selling_partner_id') ?? '')) return;
    throw new AppError('invalid_input', 'The answer from Amazon does not say whose account it is for.', {
      field: 'selling_partner_id',
      remedy: 'Connect the account again from the start.',
    });
  },
  exchange: (config, { code }) => tokenRequest(config, { grant_type: 'authorization_code', code }),
  refresh: (config, refreshToken) => tokenRequest(config, { grant_type: 'refresh_token', refresh_token: refreshToken }),
  readTokens,
  revoke: null,
  headers: (_config, { accessToken }) => ({
    'x-amz-access-token': accessToken,
    'x-amz-date': stampOf(new Date()),
    'user-agent': USER_AGENT,
  }),
};

/** 20260310T153000Z */
const stampOf = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

function tokenRequest(config: AppConfig, grant: Record<string, string>): TokenRequest {
  return {
    url: config.tokenUrl,
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...grant, client_id: config.clientId, client_secret: config.clientSecret }).toString(),
  };
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).nullish(),
});

function readTokens(body: unknown, now: Date): Tokens {
  const { success, data } = tokenSchema.safeParse(body);
  if (!success) throw authorizationLost(TITLE);
  return {
    accessToken: data.access_token,
    expiresAt: new Date(now.getTime() + data.expires_in * 1000),
    refreshToken: data.refresh_token ?? null,
    // Sellers renew their permission once a year, counted from when they gave it; no answer says when that was.
    refreshExpiresAt: null,
    scopes: [],
  };
}
