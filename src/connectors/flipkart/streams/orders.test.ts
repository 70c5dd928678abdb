import { afterEach, describe, expect, it } from 'vitest';
import { merged, readToEnd, withFaults } from '~/tests/support/connector-session';
import { openShop, type OpenShop } from '~/tests/support/flipkart-shop';
import { failures, noticesOf, withParts } from '~/tests/support/pages';
import type { Page } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { ledgerLines, type LedgerLine } from '@/connectors/kit/sandbox/shop';
import type { LedgerKind } from '@/core/model/facts';
import { ordersStream } from './orders';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let at: OpenShop;
const open = async (...options: Parameters<typeof openShop>): Promise<void> => {
  at = await openShop(...options);
};
afterEach(() => at.sandbox.close());

const read = (faults: Partial<Faults> = {}, window = at.window): Promise<Page[]> =>
  withFaults(at.sandbox, faults, () => readToEnd(ordersStream, at, { window, mode: 'delta' }));

/** What changed since the newest stamp that was read, as the sync asks for it. */
function readOn(pages: readonly Page[]): Promise<Page[]> {
  const newest = Math.max(...pages.map((page) => page.newest?.getTime() ?? 0));
  return read({}, { from: new Date(newest - ordersStream.overlapMs), to: new Date(at.clock.now().getTime() + HOUR_MS) });
}

/** What a store holds of these pages: orders with the lists of their returns. */
const ledgerOf = (...pages: Page[][]): LedgerLine[] => ledgerLines(withParts(merged(pages.flat())), KINDS);

describe('orders of a seeded shop whose vendor fails', () => {
  it.each(failures(25))('come to the known ledger: it %s', async (_name, faults) => {
    await open({ pageSize: 12 }, faults.timeout ? { timeoutMs: 400 } : {});
    const pages = await read(faults);
    const lines = ledgerOf(pages);
    expect(lines).toEqual(at.shop.ledger(KINDS));
    const countOf = (kind: LedgerKind): number => lines.filter((line) => line.kind === kind).length;
    expect([countOf('SALE') > 200, countOf('RETURN') > 30, countOf('SHIPPING') > 2]).toEqual([true, true, true]);
    expect(noticesOf(pages)).toEqual([]);
    expect(pages.length).toBeGreaterThan(20);
    if (faults.expire) expect(at.tokens.renewals).toBeGreaterThan(0);
  });

  it.each([1, 2, 5])('come to the known ledger when goods come back meanwhile, after every page: %i', async (drift) => {
    await open({ pageSize: 12 });
    const before = at.shop.ledger(KINDS);
    const pages = await read({ drift });
    expect(at.shop.ledger(KINDS)).not.toEqual(before);
    expect(ledgerOf(pages, await readOn(pages))).toEqual(at.shop.ledger(KINDS));
  });

  it('come to it also when the shipments of what comes back keep their stamps', async () => {
    await open({ pageSize: 12 });
    const before = at.shop.ledger(KINDS);
    const pages = await read({ drift: 2, silentRefunds: true });
    expect(at.shop.ledger(KINDS)).not.toEqual(before);
    expect(ledgerOf(pages, await readOn(pages))).toEqual(at.shop.ledger(KINDS));
  });

  it('are refused, not guessed, when a field is gone that was always there', async () => {
    await open();
    await expect(read({ schema: 'less' })).rejects.toMatchObject({ code: 'source_changed' });
  });

  it('go on at the cursor after a restart, with nothing lost', async () => {
    await open({ pageSize: 12 });
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

  it('of which more changed in one second than a page holds are followed page by page', async () => {
    await open({ pageSize: 5 });
    const together = new Date(at.clock.now().getTime() - DAY_MS);
    const touched = at.shop.byCreation().filter(({ fact }) => fact.status === 'delivered');
    for (const { fact } of touched.slice(0, 23)) at.shop.touch(fact.externalId, together);
    const pages = await read();
    expect(ledgerOf(pages)).toEqual(at.shop.ledger(KINDS));
    const read23 = merged(pages).orders.filter(({ sourceVersion }) => sourceVersion === BigInt(together.getTime()));
    expect(read23).toHaveLength(23);
  });
});

describe('what is in an order', () => {
  it('is the order of all its shipments, with what was sold instead of what came back', async () => {
    await open();
    const { orders } = merged(await read());
    const exchanged = at.shop.byCreation().find(({ fact }) => fact.items.some(({ externalId }) => externalId.startsWith('exchange')));
    const many = at.shop.byCreation().find(({ fact }) => fact.items.length > 2 && fact.status === 'delivered');
    for (const found of [exchanged, many]) {
      const order = orders.find(({ externalId }) => externalId === found?.fact.externalId);
      expect(order?.items.map(({ title }) => title).sort()).toEqual(found?.fact.items.map(({ title }) => title).sort());
      expect(order?.shipments.length).toBeGreaterThan(1);
      expect(order).toMatchObject({ shipRegion: found?.fact.shipRegion, shipCity: found?.fact.shipCity, customerExternalId: null });
      expect(order?.shipments[0]?.carrier).toBe(found?.fact.shipments[0]?.carrier);
    }
  });

  it('stands at the state all of it has reached', async () => {
    await open();
    const { orders } = merged(await read());
    const stateOf = new Map(orders.map(({ externalId, status }) => [externalId, status]));
    const names: Record<string, string> = { pending: 'approved' };
    for (const { fact } of at.shop.byCreation())
      expect([fact.externalId, stateOf.get(fact.externalId)]).toEqual([fact.externalId, names[fact.status] ?? fact.status]);
    expect(new Set(stateOf.values())).toEqual(new Set(['processing', 'shipped', 'delivered', 'canceled', 'returned']));
  });
});

describe('orders of a kind that Flipkart does not show', () => {
  it('are said to be missing, and all else is read: those it packs and sends itself', async () => {
    await open({ refuses: ['FBF'] });
    const pages = await read();
    expect(new Set(noticesOf(pages))).toEqual(new Set([expect.stringMatching(/does not list orders that it packs/)]));
    const returned = new Set(
      at.shop.byCreation().flatMap(({ fact }) => (fact.ledger.some(({ kind }) => kind === 'RETURN') ? [fact.externalId] : [])),
    );
    const known = new Set(merged(pages).orders.map(({ externalId }) => externalId));
    const missing = at.shop.byCreation().filter(({ fact }) => !known.has(fact.externalId) && !returned.has(fact.externalId));
    const share = missing.length / at.shop.byCreation().length;
    expect([share > 0.1, share < 0.25]).toEqual([true, true]);
  });

  it('are said to be missing, and all else is read: those that were canceled', async () => {
    await open({ refuses: ['buyerCancellation'] });
    const pages = await read();
    // Canceled orders that Flipkart packed itself are of that kind.
    expect(noticesOf(pages)).toEqual([
      expect.stringMatching(/does not list .*buyerCancellation/),
      expect.stringMatching(/does not list orders that it packs/),
    ]);
    const known = new Set(merged(pages).orders.map(({ externalId }) => externalId));
    const missing = at.shop.byCreation().filter(({ fact }) => !known.has(fact.externalId));
    expect(missing.length).toBeGreaterThan(2);
    expect(new Set(missing.map(({ fact }) => fact.status))).toEqual(new Set(['canceled']));
  });
});
