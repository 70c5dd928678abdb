import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../kit/contract';
import { webhooks } from './webhook';

/** The vendor's own sample. */
const APP_ID = '6113ca4a-fe05-11e4-a322-1697f925ec7b';
const SECRET = '669a57f4-fe05-11e4-a322-1697f925ec7b';
const URL_ = 'http://seller.api.pilotseller.com/notify/fki';
const DATE = 'Tue, 19 May 2015 09:02:15 GMT';
const SIGNED = 'FKLOGIN NjExM2NhNGEtZmUwNS0xMWU0LWEzMjItMTY5N2Y5MjVlYzdiOjgzNzYyYWJkODdiNDFlNjZkZGQ1ODMyMGE0ZTgwMzI1MWU3MmI3NzY=';
const THEN = new Date('2015-05-19T09:02:15Z');
const BODY = '{"eventType":"shipment_created","source":"flipkart","timestamp":"2015-05-19T14:32:15+05:30","shipmentId":"s-1"}';

const deliver = (change: Partial<Delivery> = {}): Delivery => ({
  headers: { x_date: DATE, x_authorization: SIGNED },
  body: new TextEncoder().encode(BODY),
  url: URL_,
  method: 'POST',
  ...change,
});
const verify = (delivery: Delivery, { secret = SECRET, now = THEN } = {}): boolean => webhooks.verify({ secret, now }, delivery);
const sign = (text: string): string => {
  const hash = createHash('sha1').update(text).digest('hex');
  return `FKLOGIN ${Buffer.from(`${APP_ID}:${hash}`).toString('base64')}`;
};

describe('signatures of notifications', () => {
  it('hold for the sample of the vendor, and for one over the date as it stands in the header', () => {
    expect(verify(deliver())).toBe(true);
    expect(verify(deliver({ headers: { x_date: DATE, x_authorization: sign(`${DATE}${URL_}POST${SECRET}`) } }))).toBe(true);
  });

  it('fail for another address, method, time, secret and none', () => {
    expect(verify(deliver({ url: `${URL_}?account=LOC2` }))).toBe(false);
    expect(verify(deliver({ method: 'PUT' }))).toBe(false);
    expect(verify(deliver({ headers: { x_date: 'Tue, 19 May 2015 09:02:16 GMT', x_authorization: SIGNED } }))).toBe(false);
    expect(verify(deliver(), { secret: 'another' })).toBe(false);
    for (const stated of ['', 'FKLOGIN', 'FKLOGIN AAAA', SIGNED.replace('FKLOGIN', 'Basic'), sign('').slice(0, 40)])
      expect(verify(deliver({ headers: { x_date: DATE, x_authorization: stated } }))).toBe(false);
    expect(verify(deliver({ headers: {} }))).toBe(false);
    expect(verify(deliver({ headers: { x_date: 'yesterday', x_authorization: SIGNED } }))).toBe(false);
  });

  it('hold for a week, as a delivery is tried again until it is taken', () => {
    expect(verify(deliver(), { now: new Date('2015-05-26T09:02:15Z') })).toBe(true);
    expect(verify(deliver(), { now: new Date('2015-05-26T09:02:16Z') })).toBe(false);
    expect(verify(deliver(), { now: new Date('2015-05-19T08:57:15Z') })).toBe(true);
    expect(verify(deliver(), { now: new Date('2015-05-19T08:57:14Z') })).toBe(false);
  });
});

describe('what a notification asks for', () => {
  const AT = 'https://shopiq.example/api/webhooks/flipkart?account=LOC1';
  const parse = (body: string, url = AT) => webhooks.parse(deliver({ body: new TextEncoder().encode(body), url }));

  it('is to read orders, of the account its address names', () => {
    for (const topic of webhooks.topics)
      expect(parse(JSON.stringify({ eventType: topic }))).toMatchObject({
        topic,
        accountId: 'LOC1',
        means: { kind: 'changed', streams: ['orders'] },
      });
    expect(parse('{"eventType":"SHIPMENT_CREATED"}')).toMatchObject({ topic: 'shipment_created', means: { kind: 'changed' } });
    expect(parse('{"eventType":"price_changed"}')).toMatchObject({ means: { kind: 'ignored' } });
  });

  it('counts once, however often it comes', () => {
    expect(parse(BODY).deliveryId).toBe(parse(BODY).deliveryId);
    expect(parse(BODY).deliveryId).not.toBe(parse(BODY.replace('s-1', 's-2')).deliveryId);
  });

  it('is not guessed', () => {
    for (const body of ['', 'null', '[]', '{"event":"x"}', '{"eventType":""}']) expect(() => parse(body)).toThrow(/not understood/);
    expect(() => parse(BODY, URL_)).toThrow(/not understood/);
  });
});
