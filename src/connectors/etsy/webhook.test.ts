import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../kit/contract';
import { webhooks } from './webhook';

const SECRET = 'whsec_ZXRzeS1lbmRwb2ludC1zZWNyZXQtMzItYnl0ZXMhISE=';
const BODY =
  '{"event_type":"order.paid","resource_url":"https://api.etsy.com/v3/application/shops/123456/receipts/234567890","shop_id":"123456"}';
/** The value of the published algorithm for this secret, id, time and body. */
const SIGNATURE = 'BWa1m6qI8WkPcqORKOFQppv29FhNr1RRt0rlMB/G4WQ=';
const THEN = new Date(1_700_000_000_000);

const deliver = (signature: string, { body = BODY, ...headers }: Record<string, string> = {}): Delivery => ({
  headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': '1700000000', 'webhook-signature': signature, ...headers },
  body: new TextEncoder().encode(body),
  url: 'https://shopiq.example/api/webhooks/etsy',
  method: 'POST',
});
const verify = (delivery: Delivery, { secret = SECRET, now = THEN } = {}): boolean => webhooks.verify({ secret, now }, delivery);
const sign = (signed: string): string =>
  createHmac('sha256', Buffer.from(SECRET.slice('whsec_'.length), 'base64'))
    .update(signed)
    .digest('base64');

describe('signatures of deliveries', () => {
  it('hold for the known vector, with or without the name of their version, and among others', () => {
    for (const stated of [SIGNATURE, `v1,${SIGNATURE}`, `v1,${'A'.repeat(43)}= v1,${SIGNATURE}`, `v2,AAAA ${SIGNATURE} v1,`])
      expect(verify(deliver(stated))).toBe(true);
    expect(verify(deliver(SIGNATURE), { secret: SECRET.replace('whsec_', '') })).toBe(true);
  });

  it('fail for another byte, id, time, secret, length and none', () => {
    expect(verify(deliver(SIGNATURE, { body: BODY.replace('123456', '123457') }))).toBe(false);
    expect(verify(deliver(SIGNATURE, { 'webhook-id': 'msg_2' }))).toBe(false);
    expect(verify(deliver(SIGNATURE, { 'webhook-timestamp': '1700000001' }))).toBe(false);
    expect(verify(deliver(SIGNATURE), { secret: 'whsec_AAAA' })).toBe(false);
    for (const stated of ['', 'v1,', 'BWa1', ` v1,${SIGNATURE.slice(0, 20)}`]) expect(verify(deliver(stated))).toBe(false);
    expect(verify({ ...deliver(SIGNATURE), headers: {} })).toBe(false);
  });

  it('hold for all tries of a delivery, which go on for more than a day, and not for ever or ahead of time', () => {
    const at = (minutes: number): boolean => verify(deliver(SIGNATURE), { now: new Date(THEN.getTime() + minutes * 60_000) });
    expect([at(0), at(27 * 60 + 36), at(-4)]).toEqual([true, true, true]);
    expect([at(28 * 60 + 1), at(-6)]).toEqual([false, false]);
    expect(verify(deliver(`v1,${sign(`msg_1.soon.${BODY}`)}`, { 'webhook-timestamp': 'soon' }))).toBe(false);
  });
});

describe('what deliveries are about', () => {
  const changed = { kind: 'changed', streams: ['orders', 'finances'] };

  it.each([
    ['order.paid', BODY, changed],
    ['order.canceled', '{"event_type":"order.canceled","shop_id":123456}', changed],
    ['order.shipped', '{"event_type":"order.shipped","shop_id":"123456"}', changed],
    [
      'order.paid',
      '{"event_type":"ORDER_PAID","event_id":"e","created_at":1,"data":{"shop_id":123456,"receipt_id":9007199254740993}}',
      changed,
    ],
    ['shop.renamed', '{"event_type":"shop.renamed","shop_id":"123456"}', { kind: 'ignored' }],
  ])('%s', (topic, body, means) => {
    expect(webhooks.parse(deliver('', { body }))).toEqual({ deliveryId: 'msg_1', topic, accountId: '123456', means });
  });

  it.each([
    ['a body that is cut off', deliver('', { body: BODY.slice(0, 40) })],
    ['no shop', deliver('', { body: '{"event_type":"order.paid"}' })],
    ['a shop that is none', deliver('', { body: '{"event_type":"order.paid","shop_id":"../1"}' })],
    ['no id', { ...deliver(''), headers: {} }],
  ])('%s is refused', (_name, delivery) => {
    expect(() => webhooks.parse(delivery)).toThrow(/not understood/);
  });
});
