import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../kit/contract';
import { webhooks } from './webhook';

const NOW = new Date('2026-03-10T15:30:00Z');

function deliver(topic: string, body: string, { family = 'x-shopify-', ...headers }: Record<string, string> = {}): Delivery {
  const bytes = new TextEncoder().encode(body);
  return {
    headers: {
      [`${family}topic`]: topic,
      [`${family}shop-domain`]: 'juniper-and-clay.myshopify.com',
      [`${family}webhook-id`]: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      [`${family}hmac-sha256`]: createHmac('sha256', 'hush').update(bytes).digest('base64'),
      ...headers,
    },
    body: bytes,
    url: 'https://shopiq.example/api/webhooks/shopify',
    method: 'POST',
  };
}
const verify = (delivery: Delivery, secret = 'hush'): boolean => webhooks.verify({ secret, now: NOW }, delivery);

describe('signatures of deliveries', () => {
  // The value of the published algorithm for this key and these bytes.
  const vector = deliver('orders/create', '{"id":820982911946154508,"total_price":"403.00"}', {
    'x-shopify-hmac-sha256': 'gHDQy76+38chKmG/hW2suoASSgJPriCh7sYbzaB7OQI=',
  });

  it('hold for the known vector', () => {
    expect(verify(vector)).toBe(true);
  });

  it('hold under the newer names of the headers', () => {
    expect(verify(deliver('orders/create', '{}', { family: 'shopify-' }))).toBe(true);
  });

  it('fail for another byte, another key, another length and none', () => {
    const { body } = vector;
    expect(verify({ ...vector, body: Uint8Array.from(body, (byte, index) => (index === 9 ? byte ^ 1 : byte)) })).toBe(false);
    expect(verify(vector, 'hush!')).toBe(false);
    expect(verify({ ...vector, headers: { 'x-shopify-hmac-sha256': 'gHDQ' } })).toBe(false);
    expect(verify({ ...vector, headers: {} })).toBe(false);
  });
});

describe('what deliveries are about', () => {
  it.each([
    ['orders/updated', '{"id":1}', { kind: 'changed', streams: ['orders'] }],
    ['refunds/create', '{"id":1}', { kind: 'changed', streams: ['orders', 'finances'] }],
    ['products/update', '{"id":1}', { kind: 'changed', streams: ['products'] }],
    ['inventory_levels/update', '{}', { kind: 'changed', streams: ['inventory'] }],
    ['orders/delete', '{"id":820982911946154508}', { kind: 'deleted', order: '820982911946154508' }],
    ['app/uninstalled', '{"id":1}', { kind: 'revoked' }],
    [
      'customers/redact',
      '{"shop_id":1,"customer":{"id":9007199254740993,"email":"a@b.example"}}',
      { kind: 'erase', customer: '9007199254740993' },
    ],
    ['customers/data_request', '{"customer":{"id":207119551}}', { kind: 'disclose', customer: '207119551' }],
    ['shop/redact', '{"shop_id":954889}', { kind: 'erase', customer: null }],
    ['themes/publish', '{"id":1}', { kind: 'ignored' }],
  ] as const)('%s', (topic, body, means) => {
    expect(webhooks.parse(deliver(topic, body))).toEqual({
      deliveryId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      topic,
      accountId: 'juniper-and-clay',
      means,
    });
  });

  it.each([
    ['a body that is cut off', deliver('orders/delete', '{"id":82098')],
    ['a body without the id', deliver('orders/delete', '{}')],
    ['no person', deliver('customers/redact', '{"shop_id":1}')],
    [
      'no topic',
      { ...deliver('orders/create', '{}'), headers: { 'x-shopify-webhook-id': '1', 'x-shopify-shop-domain': 'a.myshopify.com' } },
    ],
  ])('%s is refused', (_name, delivery) => {
    expect(() => webhooks.parse(delivery)).toThrow(/not understood/);
  });
});
