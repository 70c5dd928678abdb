import { describe, expect, it } from 'vitest';
import { auth } from './auth';
import { apiHostOf, centralHostOf, PLACES, typedPlace } from './regions';

const CONFIG = {
  clientId: 'amzn1.application-oa2-client.1',
  clientSecret: 'hush & hush',
  applicationId: 'amzn1.sp.solution.1',
  baseUrl: 'https://sellingpartnerapi-eu.amazon.com',
  authorizeUrl: 'https://sellercentral.amazon.com/apps/authorize/consent',
  tokenUrl: 'https://api.amazon.com/auth/o2/token',
  redirectUrl: 'https://shopiq.example/api/connections/amazon/callback',
};
const NOW = new Date('2026-03-10T12:00:00Z');

describe('signing in to Amazon', () => {
  it('begins at the Seller Central of the marketplace', () => {
    const url = new URL(auth.authorizeUrl(CONFIG, { state: 's 1', codeChallenge: '', shop: 'amazon.in' }));
    expect(url.origin + url.pathname).toBe('https://sellercentral.amazon.in/apps/authorize/consent');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      application_id: 'amzn1.sp.solution.1',
      redirect_uri: CONFIG.redirectUrl,
      state: 's 1',
    });
  });

  it('says of an app that is a draft that it is one', () => {
    const config = { ...CONFIG, applicationId: 'amzn1.sp.solution.1?version=beta' };
    const { searchParams } = new URL(auth.authorizeUrl(config, { state: 's', codeChallenge: '' }));
    expect([searchParams.get('application_id'), searchParams.get('version')]).toEqual(['amzn1.sp.solution.1', 'beta']);
  });

  it('comes back with whose account it is, or is refused', () => {
    const back = (seller: string) => () => auth.checkCallback?.(CONFIG, new URLSearchParams({ selling_partner_id: seller }), NOW);
    expect(back('A3TH9S8BH6GOGM')).not.toThrow();
    expect(back('')).toThrow(/whose account/);
    expect(back('../items')).toThrow(/whose account/);
  });

  it('exchanges the code and renews tokens by form', () => {
    const exchange = auth.exchange(CONFIG, { code: 'c+1', codeVerifier: '', query: new URLSearchParams() });
    expect(exchange).toMatchObject({
      url: CONFIG.tokenUrl,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const client = { client_id: CONFIG.clientId, client_secret: CONFIG.clientSecret };
    expect(Object.fromEntries(new URLSearchParams(exchange.body ?? ''))).toEqual({
      grant_type: 'authorization_code',
      code: 'c+1',
      ...client,
    });
    const renewal = new URLSearchParams(auth.refresh(CONFIG, 'Atzr|1').body ?? '');
    expect(Object.fromEntries(renewal)).toEqual({ grant_type: 'refresh_token', refresh_token: 'Atzr|1', ...client });
  });

  it('reads tokens that last an hour', () => {
    const tokens = auth.readTokens({ access_token: 'Atza|1', refresh_token: 'Atzr|1', token_type: 'bearer', expires_in: 3600 }, NOW);
    expect(tokens).toEqual({
      accessToken: 'Atza|1',
      refreshToken: 'Atzr|1',
      expiresAt: new Date('2026-03-10T13:00:00Z'),
      refreshExpiresAt: null,
      scopes: [],
    });
    expect(() => auth.readTokens({ error: 'invalid_grant' }, NOW)).toThrow(/permission/);
  });

  it('signs requests with the token, the time and its own name', () => {
    const headers = auth.headers(CONFIG, {
      accessToken: 'Atza|1',
      refreshToken: null,
      expiresAt: null,
      refreshExpiresAt: null,
      scopes: [],
    });
    expect(headers).toEqual({
      'x-amz-access-token': 'Atza|1',
      'x-amz-date': expect.stringMatching(/^\d{8}T\d{6}Z$/) as string,
      'user-agent': expect.stringMatching(/^ShopIQ\/[\d.]+ \(Language=TypeScript\)$/) as string,
    });
  });
});

describe('the marketplace a seller types', () => {
  it.each([
    ['amazon.com', 'US', 'sellingpartnerapi-na.amazon.com', 'sellercentral.amazon.com'],
    [' https://www.amazon.co.uk/ ', 'GB', 'sellingpartnerapi-eu.amazon.com', 'sellercentral-europe.amazon.com'],
    ['uk', 'GB', 'sellingpartnerapi-eu.amazon.com', 'sellercentral-europe.amazon.com'],
    ['DE', 'DE', 'sellingpartnerapi-eu.amazon.com', 'sellercentral-europe.amazon.com'],
    ['sellercentral.amazon.co.jp', 'JP', 'sellingpartnerapi-fe.amazon.com', 'sellercentral.amazon.co.jp'],
  ])('%s', (typed, country, api, central) => {
    const place = typedPlace(typed);
    expect([place.country, apiHostOf(place), centralHostOf(place), auth.shopHost?.(typed)]).toEqual([country, api, central, api]);
  });

  it.each(['', 'amazon', 'amazon.com.evil.example', 'atlantis'])('"%s" is none', (typed) => {
    expect(() => typedPlace(typed)).toThrow(expect.objectContaining({ code: 'invalid_input', field: 'shop' }));
  });

  it('is known once by its id, its country and its domain', () => {
    for (const key of ['id', 'country', 'domain'] as const) expect(new Set(PLACES.map((place) => place[key])).size).toBe(PLACES.length);
  });
});
