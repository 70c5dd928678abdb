import { expect, it } from 'vitest';
import { CONNECTORS } from '@/connectors/registry';
import { createVault } from '@/platform/vault';
import type { Database } from '@/store/client';
import { beginConnection } from './connect';
import { appConfigOf, type SyncDeps } from './sync';

const DEPS: SyncDeps = {
  db: {} as Database,
  vault: createVault('a secret of at least thirty-two characters'),
  connectors: CONNECTORS,
  credentialsOf: () => ({ clientId: 'client', clientSecret: 'hush', applicationId: 'app' }),
  publicUrl: 'https://shopiq.example',
  now: () => new Date('2026-03-10T12:00:00Z'),
  sleep: async () => {},
  random: () => 0.5,
  fetch,
};

it('the page where a seller agrees is that of the shop or of the marketplace', () => {
  const pageOf = (marketplace: string, shop: string): string => {
    const { origin, pathname } = new URL(beginConnection(DEPS, { workspaceId: 'w', marketplace, shop }).url);
    return origin + pathname;
  };
  expect(pageOf('shopify', 'juniper')).toBe('https://juniper.myshopify.com/admin/oauth/authorize');
  expect(pageOf('amazon', 'amazon.de')).toBe('https://sellercentral-europe.amazon.com/apps/authorize/consent');
  expect(pageOf('amazon', 'US')).toBe('https://sellercentral.amazon.com/apps/authorize/consent');
  expect(() => pageOf('amazon', '')).toThrow(/know your shop/);
});

it.each([
  ['shopify', 'https://juniper.myshopify.com', 'https://juniper.myshopify.com', 'https://juniper.myshopify.com/admin/oauth/access_token'],
  ['amazon', 'https://sellingpartnerapi-fe.amazon.com', 'https://sellingpartnerapi-fe.amazon.com', 'https://api.amazon.com/auth/o2/token'],
  ['amazon', 'http://127.0.0.1:4001', 'http://127.0.0.1:4001', 'http://127.0.0.1:4001/auth/o2/token'],
])('addresses of %s at %s', (marketplace, own, baseUrl, tokenUrl) => {
  expect(appConfigOf(DEPS, { marketplace, baseUrl: own })).toMatchObject({ baseUrl, tokenUrl, applicationId: 'app' });
});
