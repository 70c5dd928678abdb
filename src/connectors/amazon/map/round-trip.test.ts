import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderDraft } from '~/tests/support/order-draft';
import { ledgerLines, SandboxShop } from '@/connectors/kit/sandbox/shop';
import { emptyBatch, type LedgerKind, type OrderFact } from '@/core/model/facts';
import { splitExchanges } from '../sandbox/exchanges';
import { toVendorOrder } from '../sandbox/to-order';
import { transactionsOf } from '../sandbox/to-transactions';
import { orderSchema, transactionSchema } from '../schema';
import { mapOrder } from './order';
import { mapTransaction } from './transaction';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE', 'ADJUSTMENT'];
const NOW = new Date('2026-03-10T12:00:00Z');
const INCLUDED = ['PROCEEDS', 'TAX', 'FULFILLMENT', 'PACKAGES', 'PAYMENT'];

const minor = (max: number) => fc.bigInt({ min: 0n, max: BigInt(max) });

const lineSeed = fc.record({
  units: fc.integer({ min: 1, max: 4 }),
  price: fc.bigInt({ min: 200n, max: 99_999n }),
  discountPercent: fc.integer({ min: 0, max: 90 }),
  /** Hours after the order, units, and tax, of a return. */
  back: fc.option(fc.record({ hours: fc.integer({ min: 1, max: 2000 }), units: fc.integer({ min: 1, max: 4 }), tax: minor(900) })),
  /** Sent out in exchange. */
  isSentLater: fc.boolean(),
});

const orderSeed = fc.record({
  zone: fc.constantFrom('America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'),
  currency: fc.constantFrom('USD', 'JPY', 'EUR'),
  second: fc.integer({ min: 0, max: 30_000_000 }),
  lines: fc.array(lineSeed, { minLength: 1, maxLength: 4 }),
  /** Hours after the order, of what is sent out in exchange. */
  sentAfter: fc.option(fc.integer({ min: 1, max: 500 })),
  shipping: minor(2500),
  tax: fc.option(minor(2500)),
  wrap: minor(900),
  fee: minor(9000),
  goodwill: fc.option(fc.record({ hours: fc.integer({ min: 1, max: 2000 }), amount: minor(2000) })),
  shippingBack: fc.option(fc.integer({ min: 1, max: 2000 })),
  feeBack: fc.option(fc.record({ hours: fc.integer({ min: 1, max: 2000 }), amount: minor(900) })),
  canceledAfter: fc.option(fc.integer({ min: 1, max: 48 }), { freq: 4 }),
});
type OrderSeed = typeof orderSeed extends fc.Arbitrary<infer T> ? T : never;

class Draft extends OrderDraft {
  private readonly seed: OrderSeed;

  constructor(seed: OrderSeed) {
    super(seed);
    this.seed = seed;
  }

  addLine(
    { units, price, discountPercent, back, isSentLater }: OrderSeed['lines'][number],
    { isFirst, hasTax }: { isFirst: boolean; hasTax: boolean },
  ): void {
    const item = this.addItem({ units, price, productPrefix: 'B00', sku: `SKU-${this.items.length + 1}` });
    const hours = isFirst || !isSentLater || this.seed.canceledAfter !== null ? 0 : (this.seed.sentAfter ?? 0);
    const gross = price * BigInt(units);
    const discount = hours === 0 ? (gross * BigInt(discountPercent)) / 100n : 0n;
    this.add('SALE', gross, { hours, quantity: units, item });
    this.add('DISCOUNT', -discount, { item });
    // What was sent out in exchange is an order of its own by then.
    if (!back || hours > 0 || this.seed.canceledAfter !== null) return;
    const gone = Math.min(units, back.units);
    this.add('RETURN', -(((gross - discount) * BigInt(gone)) / BigInt(units)), { hours: back.hours, quantity: -gone, item });
    if (hasTax) this.add('TAX', -back.tax, { hours: back.hours, item });
  }

  /** Everything goes back, as it does before it was sent. */
  cancel(hours: number): void {
    const sold = this.ledger.slice();
    for (const { kind, amountMinor, quantity, itemExternalId: item = null } of sold)
      this.add(kind === 'SALE' || kind === 'DISCOUNT' ? 'RETURN' : kind, -amountMinor, { hours, quantity: -quantity, item });
  }
}

function toFact(seed: OrderSeed): OrderFact {
  const draft = new Draft(seed);
  const hasTax = seed.tax !== null && seed.tax > 0n;
  for (const [index, line] of seed.lines.entries()) draft.addLine(line, { isFirst: index === 0, hasTax });
  draft.add('TAX', seed.tax ?? 0n);
  draft.add('SHIPPING', seed.shipping);
  draft.add('SALE', seed.wrap);
  draft.add('FEE', -seed.fee);
  if (seed.canceledAfter !== null) draft.cancel(seed.canceledAfter);
  else {
    if (seed.goodwill) draft.add('RETURN', -seed.goodwill.amount, seed.goodwill);
    if (seed.shippingBack !== null) draft.add('SHIPPING', -seed.shipping, { hours: seed.shippingBack });
    if (seed.feeBack) draft.add('FEE', seed.feeBack.amount, seed.feeBack);
  }
  return draft.toFact({
    externalId: `112-0000000-000000${seed.second % 10}`,
    status: seed.canceledAfter === null ? 'shipped' : 'canceled',
    sourceStatus: 'shipped',
    currency: seed.currency,
    sourceVersion: BigInt(draft.at(seed.canceledAfter ?? 0).at.getTime()),
  });
}

/** An order as Amazon tells it: by the order, and by the transactions of the account. */
function throughAmazon(shop: SandboxShop, zone: string): OrderFact[] {
  return shop.byCreation().flatMap((order) => {
    const vendor = orderSchema.parse(toVendorOrder(order, { included: INCLUDED }));
    const mapped = mapOrder(vendor, { timeZone: zone, currency: 'GBP' });
    if (!mapped) return [];
    const transactions = transactionsOf(order.fact, NOW).map(({ item }) => mapTransaction(transactionSchema.parse(item), zone));
    const entries = transactions.flatMap((fact) => (fact?.orderExternalId === mapped.externalId ? fact.entries : []));
    return [{ ...mapped, ledger: [...mapped.ledger, ...entries] }];
  });
}

describe('random orders written as Amazon writes them', () => {
  it('are read with the same ledger, units included, from the order and the account together', () => {
    let lines = 0;
    fc.assert(
      fc.property(orderSeed, (seed) => {
        const account = { id: 'A2SELLER', name: 'S', timeZone: seed.zone, currency: seed.currency, openedAt: new Date(0), scopes: [] };
        const shop = new SandboxShop(account, { ...emptyBatch(), orders: [toFact(seed)] });
        splitExchanges(shop);
        const expected = shop.ledger(KINDS);
        lines += expected.length;
        expect(ledgerLines(throughAmazon(shop, seed.zone), KINDS)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
    expect(lines).toBeGreaterThan(2500);
  });
});
