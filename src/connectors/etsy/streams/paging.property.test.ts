import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FAULTS } from '@/connectors/kit/sandbox/faults';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import type { Page, Session } from '@/connectors/kit/contract';
import { momentFromInstant } from '@/core/model/calendar';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import { answer } from '../sandbox/routes';
import { ordersStream } from './orders';

const START = Date.parse('2026-03-01T00:00:00Z');
const HOUR_MS = 3_600_000;
const END = START + 10 * HOUR_MS;

const idOf = (index: number): string => String(3_200_000_000 + index);

function orderAt(index: number, hour: number): OrderFact {
  const ordered = momentFromInstant(new Date(START), 'UTC');
  const booked = { occurred: ordered, processed: ordered };
  return {
    externalId: idOf(index),
    status: 'approved',
    sourceStatus: 'paid',
    currency: 'EUR',
    ordered,
    items: [{ externalId: '1', productExternalId: '17', title: 'Mug', quantity: 1, unitPriceMinor: 2000n }],
    ledger: [{ sourceEventId: 'sale', kind: 'SALE', amountMinor: 2000n, quantity: 1, itemExternalId: '1', ...booked }],
    payments: [],
    shipments: [],
    sourceVersion: BigInt(START + hour * HOUR_MS),
  };
}

/** An order that changes, null for the one the page ended with, so many seconds after what changed before. */
const change = fc.record({ order: fc.option(fc.nat(), { freq: 2 }), after: fc.integer({ min: 0, max: 3 }) });

/** Orders that last changed in one of few hours, many in the same second, and what changes after each page. */
const scene = fc.record({
  hours: fc.oneof(
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 40 }),
    // All at once, as when the seller marks a day's parcels as sent.
    fc.integer({ min: 4, max: 14 }).map((count) => Array.from({ length: count }, () => 0)),
  ),
  most: fc.integer({ min: 3, max: 6 }),
  inclusive: fc.boolean(),
  changes: fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 12 }),
});

/** Requests answered by the sandbox itself, without a network between. */
function sessionOn(shop: SandboxShop, { most, inclusive }: { most: number; inclusive: boolean }): Session {
  const view = { shop, scopes: ['transactions_r'], faults: { ...NO_FAULTS, inclusive }, most, charges: [] };
  return {
    accountId: shop.account.id,
    timeZone: 'UTC',
    currency: 'EUR',
    now: () => new Date(END),
    http: {
      send: ({ path, query = {} }) => {
        const given = Object.entries(query).map(([name, value]) => [name, String(value)]);
        const reply = answer(view, { path: path.replace('/v3/application', ''), query: new URLSearchParams(given) });
        return Promise.resolve({ ...reply, headers: new Headers() });
      },
    },
  };
}

describe('a list of receipts that change while it is read', () => {
  it('is known in its last state once what changed is read as well, however many have one stamp', async () => {
    let pagesRead = 0;
    await fc.assert(
      fc.asyncProperty(scene, async ({ hours, most, inclusive, changes }) => {
        const account = { id: '1', name: 'S', timeZone: 'UTC', currency: 'EUR', openedAt: new Date(START), scopes: [] };
        const shop = new SandboxShop(account, { ...emptyBatch(), orders: hours.map((hour, index) => orderAt(index, hour)) });
        const session = sessionOn(shop, { most, inclusive });
        const seen = new Map<string, bigint>();
        let newest = 0;
        const readAll = async (from: number, afterPage: (last: string | undefined) => void): Promise<void> => {
          const window = { from: new Date(from), to: new Date(END) };
          for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
            const page: Page = await ordersStream.read(session, { window, cursor, mode: 'delta' });
            for (const { externalId, sourceVersion } of page.facts.orders) seen.set(externalId, sourceVersion);
            newest = Math.max(newest, page.newest?.getTime() ?? 0);
            cursor = page.next;
            pagesRead += 1;
            afterPage(page.facts.orders.at(-1)?.externalId);
          }
        };
        const left = [...changes];
        let now = START + 5 * HOUR_MS;
        await readAll(START, (last) => {
          for (const { order, after } of left.shift() ?? []) {
            now += after * 1000;
            shop.touch(order === null && last !== undefined ? last : idOf((order ?? 0) % hours.length), new Date(now));
          }
        });
        // Far less than the hours between: what was passed over in the past is not made up for.
        await readAll(newest - ordersStream.overlapMs, () => {});
        expect(seen).toEqual(new Map(hours.map((_, index) => [idOf(index), BigInt(shop.order(idOf(index))?.updatedAt.getTime() ?? 0)])));
      }),
      { numRuns: 250 },
    );
    expect(pagesRead).toBeGreaterThan(1500);
  });
});
