import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '@/core/errors';
import type { AppConfig, Auth, TokenRequest, Tokens } from '../kit/contract';
import { authorizationLost } from '../kit/http';
import { API_PATH, UNINSTALL } from './documents';

export const TITLE = 'Shopify';

/** `read_all_orders` needs Shopify's approval: without it only the orders of the last 60 days are shown. */
export const SCOPES = [
  'read_orders',
  'read_all_orders',
  'read_products',
  'read_inventory',
  'read_locations',
  'read_customers',
  'read_shopify_payments_accounts',
  'read_shopify_payments_payouts',
] as const;

const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Callbacks older than this are refused; the vendor's own library allows as much. */
const CALLBACK_AGE_MS = 90_000;

/** Authorization code flow with expiring offline tokens, whose refresh token changes with each use. */
export const auth: Auth = {
  scopes: SCOPES,
  usesPkce: false,
  shopHost,
  shopField: { label: 'Address of your Shopify shop', hint: 'The one that ends in .myshopify.com' },
  authorizeUrl(config, { state }) {
    const url = new URL(config.authorizeUrl);
    url.searchParams.set('client_id', config.clientId);
    url.searchParams.set('scope', SCOPES.join(','));
    url.searchParams.set('redirect_uri', config.redirectUrl);
    url.searchParams.set('state', state);
    return url.href;
  },
  checkCallback,
  exchange: (config, { code }) => tokenRequest(config, { code, expiring: '1' }),
  refresh: (config, refreshToken) => tokenRequest(config, { grant_type: 'refresh_token', refresh_token: refreshToken }),
  readTokens,
  revoke: (config, tokens) => ({
    url: `${config.baseUrl.replace(/\/$/, '')}${API_PATH}`,
    method: 'POST',
    headers: { ...JSON_HEADERS, ...auth.headers(config, tokens) },
    body: JSON.stringify({ query: UNINSTALL }),
  }),
  headers: (_config, tokens) => ({ 'x-shopify-access-token': tokens.accessToken }),
};

const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

function shopHost(typed: string): string {
  const name = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  const host = name.includes('.') ? name : `${name}.myshopify.com`;
  if (SHOP_DOMAIN.test(host)) return host;
  throw new AppError('invalid_input', `"${typed.trim()}" is not the address of a Shopify shop.`, {
    field: 'shop',
    remedy: 'Give the address that ends in .myshopify.com; Shopify shows it under Settings, Domains.',
  });
}

function tokenRequest(config: AppConfig, grant: Record<string, string>): TokenRequest {
  return {
    url: config.tokenUrl,
    method: 'POST',
    headers: JSON_HEADERS,
    body: JSON.stringify({ client_id: config.clientId, client_secret: config.clientSecret, ...grant }),
  };
}

/** Signature over all other parameters, sorted; the shop; and the age, so that an old address cannot be used again. */
function checkCallback(config: AppConfig, query: URLSearchParams, now: Date): void {
  const signed = [...query]
    .filter(([name]) => name !== 'hmac')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const expected = createHmac('sha256', config.clientSecret).update(signed).digest();
  const stated = Buffer.from(query.get('hmac') ?? '', 'hex');
  const isSigned = stated.length === expected.length && timingSafeEqual(stated, expected);
  const ageMs = now.getTime() - Number(query.get('timestamp')) * 1000;
  // A number that is missing gives NaN, which is not within the limit either.
  const isFresh = Math.abs(ageMs) <= CALLBACK_AGE_MS;
  if (isSigned && isFresh && SHOP_DOMAIN.test(query.get('shop') ?? '')) return;
  throw new AppError('invalid_input', isSigned ? 'The way back from Shopify took too long.' : 'The answer does not come from Shopify.', {
    field: isSigned ? 'timestamp' : 'hmac',
    remedy: 'Connect the shop again from the start.',
  });
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  scope: z.string(),
  // Apps made by a merchant for one shop have tokens that do not expire; then these are absent.
  expires_in: z.number().positive().nullish(),
  refresh_token: z.string().min(1).nullish(),
  refresh_token_expires_in: z.number().positive().nullish(),
});

function readTokens(body: unknown, now: Date): Tokens {
  const { success, data } = tokenSchema.safeParse(body);
  if (!success) throw authorizationLost(TITLE);
  const after = (seconds: number | null | undefined): Date | null =>
    seconds === null || seconds === undefined ? null : new Date(now.getTime() + seconds * 1000);
  return {
    accessToken: data.access_token,
    expiresAt: after(data.expires_in),
    refreshToken: data.refresh_token ?? null,
    refreshExpiresAt: after(data.refresh_token_expires_in),
    scopes: data.scope.split(',').filter((scope) => scope !== ''),
  };
}
