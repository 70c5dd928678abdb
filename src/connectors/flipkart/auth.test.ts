import { describe, expect, it } from 'vitest';
import type { AppConfig } from '../kit/contract';
import { auth } from './auth';
import { flipkart } from './connector';

const config: AppConfig = {
  ...flipkart.addresses,
  clientId: 'app-1',
  clientSecret: 'hush',
  redirectUrl: 'https://shopiq.example/api/connections/flipkart/callback',
};
const now = new Date('2026-03-10T15:30:00Z');
const BASIC = `Basic ${Buffer.from('app-1:hush').toString('base64')}`;

const partsOf = (address: string) => {
  const { origin, pathname, searchParams } = new URL(address);
  return { at: `${origin}${pathname}`, query: Object.fromEntries(searchParams) };
};

describe('signing in', () => {
  it('asks the seller for the one scope there is', () => {
    expect(partsOf(auth.authorizeUrl(config, { state: 's-1', codeChallenge: 'not used' }))).toEqual({
      at: 'https://api.flipkart.net/oauth-service/oauth/authorize',
      query: { client_id: 'app-1', redirect_uri: config.redirectUrl, response_type: 'code', scope: 'Seller_Api', state: 's-1' },
    });
  });

  it('asks for tokens with GET, and shows the secret of the app in no address', () => {
    const exchange = auth.exchange(config, { code: 'c-1', codeVerifier: '', query: new URLSearchParams({ state: 's-1' }) });
    const refresh = auth.refresh(config, 'r-1');
    expect([exchange, refresh].map(({ method, body, headers }) => [method, body, headers['authorization']])).toEqual([
      ['GET', null, BASIC],
      ['GET', null, BASIC],
    ]);
    expect(partsOf(exchange.url)).toEqual({
      at: 'https://api.flipkart.net/oauth-service/oauth/token',
      query: { redirect_uri: config.redirectUrl, grant_type: 'authorization_code', state: 's-1', code: 'c-1' },
    });
    expect(partsOf(refresh.url).query).toEqual({ redirect_uri: config.redirectUrl, grant_type: 'refresh_token', refresh_token: 'r-1' });
    expect(exchange.url + refresh.url).not.toContain('hush');
  });

  it('reads when tokens end, with and without one to renew them', () => {
    const body = { access_token: 'a-1', token_type: 'bearer', expires_in: 5_184_000, scope: 'Seller_Api' };
    expect(auth.readTokens({ ...body, refresh_token: 'r-1' }, now)).toEqual({
      accessToken: 'a-1',
      expiresAt: new Date('2026-05-09T15:30:00Z'),
      refreshToken: 'r-1',
      refreshExpiresAt: new Date('2026-09-06T15:30:00Z'),
      scopes: ['Seller_Api'],
    });
    expect(auth.readTokens(body, now)).toMatchObject({ refreshToken: null, refreshExpiresAt: null });
    expect(() => auth.readTokens({ error: 'unauthorized' }, now)).toThrow(/Flipkart/);
  });
});
