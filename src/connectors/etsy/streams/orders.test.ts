import { afterEach, describe, expect, it } from 'vitest';
import { merged, readToEnd, withFaults } from '~/tests/support/connector-session';
import { APP, openShop, type OpenShop } from '~/tests/support/etsy-shop';
import { failures, noticesOf } from '~/tests/support/pages';
import type { Page, Stream } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, OrderFact } from '@/core/model/facts';
import { financesStream } from './finances';
import { ordersStream } from './orders';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX'];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let at: OpenShop;
const open = async (...options: Parameters<typeof openShop>): Promise<void> => {
  at = await openShop(...options);
};
afterEach(() => at.sandbox.close());

const read = (faults: Partial<Faults> = {}, { stream = ordersStream, window = at.window } = {}): Promise<Page[]> =>
  withFaults(at.sandbox, faults, () => readToEnd(stream, at, { window, mode: 'delta' }));

const since = (ms: number) => ({ from: new Date(at.clock.now().getTime() - ms), to: new Date(at.clock.now().getTime() + HOUR_MS) });

/** What changed since the newest stamp that was read, as the sync asks for it. */
function readOn(stream: Stream, pages: readonly Page[], faults: Partial<Faults> = {}): Promise<Page[]> {
  const newest = Math.max(...pages.map((page) => page.newest?.getTime() ?? 0));
  const window = { from: new Date(newest - stream.overlapMs), to: new Date(at.clock.now().getTime() + HOUR_MS) };
  return read(faults, { stream, window });
}

const ledgerOf = (...pages: Page[][]) => ledgerLines(merged(pages.flat()).orders, KINDS);

/** The seller pays a unit of an order back; the receipt's stamp stays where it was. */
function payBackSilently(isAsked: (fact: OrderFact, updatedAt: Date) => boolean): OrderFact {
  const found = at.shop
    .byUpdate()
    .find(
      ({ fact, updatedAt }) =>
        fact.status === 'delivered' && fact.ledger.every(({ kind }) => kind !== 'RETURN') && isAsked(fact, updatedAt),
    );
  if (!found) throw new Error('no such order');
  at.vendor.refund(found.fact.externalId, { item: '1', units: 1, now: at.clock.now(), isSilent: true });
  expect(at.shop.order(found.fact.externalId)?.updatedAt).toEqual(found.updatedAt);
  return found.fact;
}

/** An order of many lines, some of which came back, with tax, wrapping and a coupon. */
function largeOrder(now: Date, lines: number): OrderFact {
  const momentAt = (hours: number) => momentFromInstant(new Date(now.getTime() - hours * HOUR_MS), 'Europe/Berlin');
  const ledger: LedgerFact[] = [];
  const add = (kind: LedgerKind, amountMinor: bigint, { item = null as string | null, quantity = 0, hours = 500 } = {}): void => {
    const moment = momentAt(hours);
    ledger.push({
      sourceEventId: `${ledger.length}`,
      kind,
      amountMinor,
      quantity,
      itemExternalId: item,
      occurred: moment,
      processed: moment,
    });
  };
  const items = Array.from({ length: lines }, (_, index) => ({
    externalId: `${index + 1}`,
    productExternalId: `${1_700_000_000 + index}`,
    title: `Part ${index}`,
    quantity: 2,
    unitPriceMinor: 1000n,
  }));
  for (const { externalId: item } of items) {
    add('SALE', 2000n, { item, quantity: 2 });
    add('DISCOUNT', -101n, { item });
  }
  add('TAX', 1234n);
  add('SHIPPING', 790n);
  add('SALE', 500n);
  for (const item of ['1', '2', '3']) add('RETURN', -949n, { item, quantity: -1, hours: 400 - Number(item) * 24 });
  add('TAX', -61n, { item: '1', hours: 376 });
  return {
    externalId: '3299999999',
    status: 'approved',
    sourceStatus: 'paid',
    currency: 'EUR',
    ordered: momentAt(500),
    items,
    ledger,
    payments: [{ externalId: '1', method: 'cc', amountMinor: 1n, paid: momentAt(500) }],
    shipments: [],
    sourceVersion: BigInt(momentAt(100).at.getTime()),
  };
}

describe('orders of a seeded shop whose vendor fails', () => {
  it.each(failures(6))('come to the known ledger: it %s', async (_name, faults) => {
    await open({}, faults.timeout ? { timeoutMs: 600 } : {});
    const pages = await read(faults);
    expect(merged(pages).orders.length).toBeGreaterThan(100);
    expect(ledgerOf(pages)).toEqual(at.shop.ledger(KINDS));
    expect(noticesOf(pages)).toEqual([]);
    expect(pages.length).toBeGreaterThan(9);
    if (faults.expire) expect(at.tokens.renewals).toBeGreaterThan(0);
  });

  it('come to the known ledger when refunds happen meanwhile that move their stamps', async () => {
    await open();
    const before = at.shop.ledger(KINDS);
    const window = since(10_000 * DAY_MS);
    const pages = await read({ drift: 2 }, { window });
    expect(at.shop.ledger(KINDS)).not.toEqual(before);
    expect(ledgerOf(pages, await readOn(ordersStream, pages))).toEqual(at.shop.ledger(KINDS));
  });

  it('are refused, not guessed, when a field is gone that was always there', async () => {
    await open();
    await expect(read({ schema: 'less' })).rejects.toMatchObject({ code: 'source_changed' });
  });

  it('need the permission to read them', async () => {
    await open({ app: { ...APP, grants: ['listings_r', 'shops_r'] } });
    await expect(read()).rejects.toMatchObject({ code: 'scope_missing' });
  });

  it('have every line of a large order, also where the list cuts it, and are said to be short where Etsy says so', async () => {
    await open();
    at.shop.add(largeOrder(at.clock.now(), 40));
    const pages = await read({ truncate: 5 });
    expect(ledgerOf(pages)).toEqual(at.shop.ledger(KINDS));
    expect(merged(pages).orders.find(({ externalId }) => externalId === '3299999999')).toMatchObject({
      items: { length: 40 },
      status: 'approved',
    });
    expect(noticesOf(pages)).toEqual([]);
  });

  it('go on at the cursor after a restart, with nothing lost', async () => {
    await open();
    const request = { window: at.window, mode: 'backfill' } as const;
    const pages: Page[] = [];
    for (let cursor: string | null = '', first = true; cursor !== null; first = false) {
      const asked = { ...request, cursor: first ? null : cursor };
      const page: Page = await ordersStream.read(at.session, asked);
      // Each page is asked for twice: the first answer was lost with the process.
      expect(await ordersStream.read(at.session, asked)).toEqual(page);
      pages.push(page);
      cursor = page.next;
    }
    expect(ledgerOf(pages)).toEqual(at.shop.ledger(KINDS));
  });
});

describe('refunds that leave the stamp of their order alone', () => {
  it('are not in what changed', async () => {
    await open();
    const pages = await read();
    payBackSilently(() => true);
    expect(ledgerOf(pages, await readOn(ordersStream, pages))).not.toEqual(at.shop.ledger(KINDS));
  });

  it('are found when the trailing days are read again', async () => {
    await open();
    const pages = await read();
    const days = (ordersStream.rescanDays ?? 0) * DAY_MS;
    payBackSilently((_, updatedAt) => at.clock.now().getTime() - updatedAt.getTime() < days);
    expect(ledgerOf(pages, await read({}, { window: since(days) }))).toEqual(at.shop.ledger(KINDS));
  });

  it('of however old an order are found by the ledger of the payment account', async () => {
    await open();
    const pages = await read();
    const month = since(31 * DAY_MS - HOUR_MS);
    const entries = await read({}, { stream: financesStream, window: month });
    const old = payBackSilently((_, updatedAt) => at.clock.now().getTime() - updatedAt.getTime() > 200 * DAY_MS);
    const found = await readOn(financesStream, entries);
    expect(merged(found).orders.map(({ externalId }) => externalId)).toContain(old.externalId);
    expect(ledgerOf(pages, found)).toEqual(at.shop.ledger(KINDS));
  });

  it('and happen while both are read are found by the next reading', async () => {
    await open();
    const pages = await read({ drift: 3, silentRefunds: true });
    const later = await read({}, { stream: financesStream, window: since(DAY_MS) });
    expect(merged(later).orders.length).toBeGreaterThan(2);
    expect(ledgerOf(pages, later)).toEqual(at.shop.ledger(KINDS));
  });
});
