import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import type { Page, Session } from '@/connectors/kit/contract';
import { momentFromInstant } from '@/core/model/calendar';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import { answer } from '../sandbox/routes';
import { ordersStream } from './orders';

const START = Date.parse('2026-03-01T00:00:00Z');
const HOUR_MS = 3_600_000;
const END = START + 80 * HOUR_MS;
/** While the first reading takes place. */
const MEANWHILE = START + 20 * HOUR_MS;

const idOf = (index: number): string => `OD${430_000_000_000 + index}`;

function orderAt(index: number, hour: number): OrderFact {
  const ordered = momentFromInstant(new Date(START), 'Asia/Kolkata');
  const booked = { occurred: ordered, processed: ordered };
  return {
    externalId: idOf(index),
    status: 'delivered',
    sourceStatus: 'DELIVERED',
    currency: 'INR',
    ordered,
    items: [{ externalId: '1', productExternalId: 'P17', title: 'Mug', quantity: 2, unitPriceMinor: 20_000n }],
    ledger: [{ sourceEventId: 'sale', kind: 'SALE', amountMinor: 40_000n, quantity: 2, itemExternalId: '1', ...booked }],
    payments: [],
    shipments: [],
    sourceVersion: BigInt(START + hour * HOUR_MS),
  };
}

/** An order that changes, null for the one the page ended with, or of which a unit comes back, so many quarters of an hour later. */
const change = fc.record({
  order: fc.option(fc.nat(), { freq: 2 }),
  after: fc.integer({ min: 0, max: 3 }),
  isReturn: fc.boolean(),
});

/** Orders that last changed in one of few hours, so that many have one stamp, and what changes after each page. */
const scene = fc.record({
  hours: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 40 }),
  most: fc.integer({ min: 3, max: 6 }),
  inclusive: fc.boolean(),
  changes: fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 20 }),
});

/** Requests answered by the sandbox itself, without a network between. */
function sessionOn(shop: SandboxShop, { most, inclusive }: { most: number; inclusive: boolean }): Session {
  const view = { shop, faults: { inclusive, truncate: 0 }, most, refuses: [] };
  return {
    accountId: shop.account.id,
    timeZone: 'Asia/Kolkata',
    currency: 'INR',
    now: () => new Date(MEANWHILE),
    http: {
      send: ({ method = 'GET', path, query = {}, body }) => {
        const given = Object.entries(query).map(([name, value]) => [name, String(value)]);
        const asked = { method, path: path.replace('/sellers', ''), query: new URLSearchParams(given), body: JSON.stringify(body ?? null) };
        return Promise.resolve({ ...answer(view, asked), headers: new Headers() });
      },
    },
  };
}

/** Orders that change together have one stamp only where no more than a page of them do: beyond that, see `rescanDays`. */
const holdsOnAPage = (hours: readonly number[], most: number): boolean =>
  hours.every((hour) => hours.filter((other) => other === hour).length < most);

describe('lists of shipments and returns that change while they are read', () => {
  it('are known in their last state once what changed is read as well', async () => {
    let pagesRead = 0;
    let returnsSeen = 0;
    await fc.assert(
      fc.asyncProperty(scene, async ({ hours, most, inclusive, changes }) => {
        fc.pre(holdsOnAPage(hours, most - 1));
        const account = { id: 'LOC1', name: 'S', timeZone: 'Asia/Kolkata', currency: 'INR', openedAt: new Date(START), scopes: [] };
        const shop = new SandboxShop(account, { ...emptyBatch(), orders: hours.map((hour, index) => orderAt(index, hour)) });
        const session = sessionOn(shop, { most, inclusive });
        const seen = new Map<string, bigint>();
        const returned = new Set<string>();
        let newest = 0;
        const readAll = async (from: number, afterPage: (last: string | undefined) => void): Promise<void> => {
          const window = { from: new Date(from), to: new Date(END) };
          for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
            const page: Page = await ordersStream.read(session, { window, cursor, mode: 'delta' });
            for (const { externalId, sourceVersion } of page.facts.orders) seen.set(externalId, sourceVersion);
            for (const { orderExternalId, entries } of page.facts.orderLedgers) if (entries.length > 0) returned.add(orderExternalId);
            newest = Math.max(newest, page.newest?.getTime() ?? 0);
            cursor = page.next;
            pagesRead += 1;
            afterPage(page.facts.orders.at(-1)?.externalId);
          }
        };
        const left = [...changes];
        let now = MEANWHILE;
        await readAll(START, (last) => {
          for (const { order, after, isReturn } of left.shift() ?? []) {
            now += 1 + after * (HOUR_MS / 4);
            const id = order === null && last !== undefined ? last : idOf((order ?? 0) % hours.length);
            const isWhole = shop.order(id)?.fact.ledger.every(({ kind }) => kind !== 'RETURN') ?? false;
            if (isReturn && isWhole) shop.refund(id, { item: '1', units: 1, at: new Date(now) });
            else shop.touch(id, new Date(now));
          }
        });
        await readAll(newest - ordersStream.overlapMs, () => {});
        const orders = hours.map((_, index) => shop.order(idOf(index)));
        expect(seen).toEqual(new Map(orders.map((order) => [order?.fact.externalId, BigInt(order?.updatedAt.getTime() ?? 0)])));
        const back = orders.filter((order) => order?.fact.ledger.some(({ kind }) => kind === 'RETURN'));
        expect(returned).toEqual(new Set(back.map((order) => order?.fact.externalId)));
        returnsSeen += returned.size;
      }),
      { numRuns: 200 },
    );
    expect(pagesRead).toBeGreaterThan(3000);
    expect(returnsSeen).toBeGreaterThan(300);
  });
});
