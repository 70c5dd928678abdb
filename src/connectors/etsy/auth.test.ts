import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AppConfig } from '../kit/contract';
import { auth, SCOPES } from './auth';
import { etsy } from './connector';

const config: AppConfig = {
  ...etsy.addresses,
  clientId: 'keystring-1',
  clientSecret: 'hush',
  redirectUrl: 'https://shopiq.example/api/connections/etsy/callback',
};
const now = new Date('2026-03-10T15:30:00Z');

describe('signing in', () => {
  it('asks the seller with a challenge of the verifier', () => {
    // RFC 7636, appendix B.
    const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
    expect(codeChallenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
    const url = new URL(auth.authorizeUrl(config, { state: 's-1', codeChallenge }));
    expect(`${url.origin}${url.pathname}`).toBe('https://www.etsy.com/oauth/connect');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'keystring-1',
      redirect_uri: config.redirectUrl,
      scope: SCOPES.join(' '),
      state: 's-1',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    });
  });

  it('exchanges the code with its verifier, and renews with the refresh token, as forms without the secret', () => {
    const exchange = auth.exchange(config, { code: 'c', codeVerifier: 'v', query: new URLSearchParams() });
    expect(exchange).toMatchObject({ url: 'https://api.etsy.com/v3/public/oauth/token', method: 'POST' });
    expect(exchange.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(exchange.body ?? ''))).toEqual({
      grant_type: 'authorization_code',
      client_id: 'keystring-1',
      redirect_uri: config.redirectUrl,
      code: 'c',
      code_verifier: 'v',
    });
    const refresh = new URLSearchParams(auth.refresh(config, 'r 1+').body ?? '');
    expect(Object.fromEntries(refresh)).toEqual({ grant_type: 'refresh_token', client_id: 'keystring-1', refresh_token: 'r 1+' });
  });

  it('keeps the token that comes with a renewal, for ninety days', () => {
    const body = { access_token: '12.a', token_type: 'Bearer', expires_in: 3600, refresh_token: '12.r' };
    expect(auth.readTokens(body, now)).toEqual({
      accessToken: '12.a',
      expiresAt: new Date('2026-03-10T16:30:00Z'),
      refreshToken: '12.r',
      refreshExpiresAt: new Date('2026-06-08T15:30:00Z'),
      scopes: [],
    });
    expect(() => auth.readTokens({ error: 'invalid_grant' }, now)).toThrow(/no longer accepts/);
  });

  it('sends both parts of the key with each request', () => {
    expect(auth.headers(config, auth.readTokens({ access_token: 'a', expires_in: 1, refresh_token: 'r' }, now))).toEqual({
      'x-api-key': 'keystring-1:hush',
      authorization: 'Bearer a',
    });
  });
});
