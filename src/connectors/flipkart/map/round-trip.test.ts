import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderDraft } from '~/tests/support/order-draft';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import type { LedgerFact, LedgerKind, OrderFact } from '@/core/model/facts';
import { asShipmentsTell } from '../sandbox/restate';
import { toReturns, toShipments } from '../sandbox/to-shipments';
import { returnSchema, shipmentSchema } from '../schema';
import { linesOf } from './lines';
import { gapOf, mapOrder } from './order';
import { mapReturn } from './return';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const ZONE = 'Asia/Kolkata';

const lineSeed = fc.record({
  units: fc.integer({ min: 1, max: 4 }),
  price: fc.bigInt({ min: 200n, max: 99_999n }),
  discountPercent: fc.integer({ min: 0, max: 90 }),
  /** Hours after the order, and units, of a return. */
  back: fc.option(fc.record({ hours: fc.integer({ min: 1, max: 2000 }), units: fc.integer({ min: 1, max: 4 }) })),
  /** Sent out later, so many hours after the order. */
  addedAfter: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 4 }),
});

const orderSeed = fc.record({
  second: fc.integer({ min: 0, max: 63_000_000 }),
  lines: fc.array(lineSeed, { minLength: 1, maxLength: 5 }),
  shipping: fc.bigInt({ min: 0n, max: 2500n }),
  tax: fc.bigInt({ min: 0n, max: 2500n }),
  fee: fc.bigInt({ min: 0n, max: 900n }),
  canceledAfter: fc.option(fc.integer({ min: 1, max: 48 }), { freq: 4 }),
});
type OrderSeed = typeof orderSeed extends fc.Arbitrary<infer T> ? T : never;

/** An order with all that a marketplace can tell. */
function toFact(seed: OrderSeed): OrderFact {
  const draft = new OrderDraft({ second: seed.second, zone: ZONE });
  const { canceledAfter } = seed;
  for (const [index, { units, price, discountPercent, back, addedAfter }] of seed.lines.entries()) {
    const item = draft.addItem({ units, price, productPrefix: 'P' });
    const hours = index === 0 || canceledAfter !== null ? 0 : (addedAfter ?? 0);
    const gross = price * BigInt(units);
    const discount = hours === 0 ? (gross * BigInt(discountPercent)) / 100n : 0n;
    draft.add('SALE', gross, { hours, quantity: units, item });
    draft.add('DISCOUNT', -discount, { item });
    const gone =
      canceledAfter === null ? back && { hours: hours + back.hours, units: Math.min(units, back.units) } : { hours: canceledAfter, units };
    if (gone)
      draft.add('RETURN', -(((gross - discount) * BigInt(gone.units)) / BigInt(units)), { hours: gone.hours, quantity: -gone.units, item });
  }
  draft.add('TAX', seed.tax);
  draft.add('FEE', -seed.fee);
  draft.add('SHIPPING', seed.shipping);
  if (canceledAfter !== null) draft.add('SHIPPING', -seed.shipping, { hours: canceledAfter });
  return draft.toFact({
    externalId: 'OD000430000000007',
    status: canceledAfter === null ? 'delivered' : 'canceled',
    sourceStatus: '',
    currency: 'INR',
  });
}

/** The order as it is read from what the sandbox writes: its own ledger and those of its returns. */
function readBack(fact: OrderFact): { ledger: LedgerFact[]; gap: ReturnType<typeof gapOf> } {
  const written = { fact, updatedAt: fact.ordered.at };
  const shipments = toShipments(written, 'LOC1').map((shipment) => shipmentSchema.parse(JSON.parse(JSON.stringify(shipment))));
  const record = { id: fact.externalId, shipments, addresses: new Map() };
  const lines = linesOf(fact.externalId, shipments);
  const returns = toReturns(written, 'LOC1').map((node) => {
    const back = returnSchema.parse(node);
    const line = lines.find(({ item }) => item.orderItemId === back.orderItemId);
    if (!line) throw new Error('a return of no line');
    return mapReturn(back, { line, source: 'customer_return', timeZone: ZONE });
  });
  return { ledger: [...mapOrder(record, ZONE).order.ledger, ...returns.flatMap(({ entries }) => entries)], gap: gapOf(record) };
}

describe('random orders written as Flipkart writes them', () => {
  it('are read with the same ledger, units included, and add up to what they state', () => {
    let lines = 0;
    fc.assert(
      fc.property(orderSeed, (seed) => {
        const fact = asShipmentsTell(toFact(seed));
        const { ledger, gap } = readBack(fact);
        const expected = ledgerLines([fact], KINDS);
        lines += expected.length;
        expect(ledgerLines([{ ...fact, ledger }], KINDS)).toEqual(expected);
        expect(gap).toBeNull();
      }),
      { numRuns: 500 },
    );
    expect(lines).toBeGreaterThan(1500);
  });

  it('come to what the seller gets and the tax, whatever was discounted', () => {
    fc.assert(
      fc.property(orderSeed, (seed) => {
        const fact = toFact({ ...seed, canceledAfter: null, lines: seed.lines.map((line) => ({ ...line, back: null })) });
        const { ledger } = readBack(asShipmentsTell(fact));
        const sumOf = (entries: readonly LedgerFact[], kinds: readonly LedgerKind[]): bigint =>
          entries.reduce((sum, { kind, amountMinor }) => (kinds.includes(kind) ? sum + amountMinor : sum), 0n);
        expect(sumOf(ledger, ['SALE'])).toBe(sumOf(fact.ledger, ['SALE', 'DISCOUNT', 'TAX']));
        expect(sumOf(ledger, ['SHIPPING'])).toBe(seed.shipping);
      }),
    );
  });
});
