import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { configFor } from '../kit/config-for';
import type { AppConfig } from '../kit/contract';
import { auth, SCOPES } from './auth';

const config: AppConfig = configFor(
  {
    clientId: 'client-1',
    clientSecret: 'hush',
    baseUrl: 'https://{shop}',
    authorizeUrl: 'https://{shop}/admin/oauth/authorize',
    tokenUrl: 'https://{shop}/admin/oauth/access_token',
    redirectUrl: 'https://shopiq.example/api/connections/callback',
  },
  'demo.myshopify.com',
);

/** The published algorithm's value for the secret "hush". */
const VECTOR =
  'code=0907a61c0c8d55e99db179b68161bc00&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvZGVtbw&shop=demo.myshopify.com&state=0.6784241404160823&timestamp=1337178173';
const HMAC = '813a3fd17f7cac01f4ea8c97e5596ada78d8f60ac823561d8ed157003df10e1c';
const THEN = new Date(1337178173_000);

const check = (query: string, now = THEN): void => auth.checkCallback?.(config, new URLSearchParams(query), now);
const signed = (query: string): string => `${query}&hmac=${createHmac('sha256', 'hush').update(query).digest('hex')}`;

describe('the way back from Shopify', () => {
  it('is accepted by its signature, in whatever order its values come', () => {
    expect(() => check(`hmac=${HMAC}&${VECTOR}`)).not.toThrow();
    expect(() => check([...VECTOR.split('&').reverse(), `hmac=${HMAC}`].join('&'))).not.toThrow();
    expect(() => check(`${VECTOR}&hmac=${HMAC}`, new Date(THEN.getTime() + 89_000))).not.toThrow();
  });

  it.each([
    ['another state', `${VECTOR.replace('0.678', '0.679')}&hmac=${HMAC}`],
    ['a value besides', `${VECTOR}&hmac=${HMAC}&x=1`],
    ['no signature', VECTOR],
    ['half a signature', `${VECTOR}&hmac=${HMAC.slice(0, 32)}`],
    ['a shop elsewhere', signed('code=1&shop=demo.myshopify.com.evil.example&state=1&timestamp=1337178173')],
    ['no time', signed('code=1&shop=demo.myshopify.com&state=1')],
  ])('is refused with %s', (_name, query) => {
    expect(() => check(query)).toThrow();
  });

  it('is refused when it is old or from the future', () => {
    expect(() => check(`${VECTOR}&hmac=${HMAC}`, new Date(THEN.getTime() + 91_000))).toThrow(/too long/);
    expect(() => check(`${VECTOR}&hmac=${HMAC}`, new Date(THEN.getTime() - 91_000))).toThrow(/too long/);
  });
});

describe('the shop a seller types', () => {
  it.each([
    ['Juniper-And-Clay', 'juniper-and-clay.myshopify.com'],
    [' https://demo.myshopify.com/admin ', 'demo.myshopify.com'],
  ])('%s', (typed, host) => {
    expect(auth.shopHost?.(typed)).toBe(host);
  });

  it.each(['', 'demo.myshopify.com.evil.example', 'localhost:3000', 'demo@evil.example', '-demo', 'https://'])('%s is none', (typed) => {
    expect(() => auth.shopHost?.(typed)).toThrow(/not the address/);
  });
});

describe('tokens', () => {
  const now = new Date('2026-03-10T15:30:00Z');

  it('expire when Shopify says, or never', () => {
    const body = {
      access_token: 'a',
      scope: 'read_orders,read_products',
      expires_in: 3600,
      refresh_token: 'r',
      refresh_token_expires_in: 7_776_000,
    };
    expect(auth.readTokens(body, now)).toEqual({
      accessToken: 'a',
      expiresAt: new Date('2026-03-10T16:30:00Z'),
      refreshToken: 'r',
      refreshExpiresAt: new Date('2026-06-08T15:30:00Z'),
      scopes: ['read_orders', 'read_products'],
    });
    expect(auth.readTokens({ access_token: 'a', scope: '' }, now)).toMatchObject({ expiresAt: null, refreshToken: null, scopes: [] });
  });

  it('are lost when the answer has none', () => {
    expect(() => auth.readTokens({ error: 'invalid_grant' }, now)).toThrow(/no longer accepts/);
  });

  it('are asked for at the shop, by address and body', () => {
    const url = new URL(auth.authorizeUrl(config, { state: 's-1', codeChallenge: '' }));
    expect(`${url.origin}${url.pathname}`).toBe('https://demo.myshopify.com/admin/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client-1',
      scope: SCOPES.join(','),
      redirect_uri: config.redirectUrl,
      state: 's-1',
    });
    const exchange = auth.exchange(config, { code: 'c', codeVerifier: '', query: new URLSearchParams() });
    expect(exchange.url).toBe('https://demo.myshopify.com/admin/oauth/access_token');
    expect(JSON.parse(exchange.body ?? '')).toEqual({ client_id: 'client-1', client_secret: 'hush', code: 'c', expiring: '1' });
    expect(JSON.parse(auth.refresh(config, 'r').body ?? '')).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'r' });
  });
});
