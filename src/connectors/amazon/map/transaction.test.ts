import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderLedgerFact } from '@/core/model/facts';
import { transactionSchema, type Breakdown } from '../schema';
import { partsOf } from './breakdowns';
import { mapTransaction } from './transaction';

type Json = Record<string, unknown>;

const money = (currencyAmount: number, currencyCode = 'USD') => ({ currencyAmount, currencyCode });
const part = (breakdownType: string, amount: number, breakdowns: Json[] | null = null): Json => ({
  breakdownType,
  breakdownAmount: money(amount),
  breakdowns,
});

const REFUND_ITEM = {
  description: 'Soy Candle, Cedar & Fig',
  totalAmount: money(-49.08),
  breakdowns: [
    part('ProductCharges', -59.98, [part('OurPricePrincipal', -59.98)]),
    part('Promo', 4, [part('OurPriceDiscount', 4)]),
    part('Shipping', -5.99, [part('ShippingPrincipal', -5.99)]),
    part('Tax', -4.48, [part('OurPriceTax', -4.48)]),
    part('MarketplaceWithheldTax', 4.48, [part('MarketplaceFacilitatorTax-Principal', 4.48)]),
    part('AmazonFees', 12.89, [
      part('Commission', 8.9),
      part('RefundCommission', -2),
      part('ShippingChargeback', 5.99, [part('Base', 4.99), part('Tax', 1)]),
    ]),
  ],
  contexts: [{ contextType: 'ProductContext', asin: 'B0CANDLE01', sku: 'AMZ-JC031-FBA', quantityShipped: 2 }],
};

const REFUND = {
  transactionId: 't-1',
  transactionType: 'Refund',
  transactionStatus: 'RELEASED',
  description: 'Refund Order',
  postedDate: '2026-03-09T05:00:00Z',
  totalAmount: money(-49.08),
  relatedIdentifiers: [{ relatedIdentifierName: 'ORDER_ID', relatedIdentifierValue: '112-7654321-0000042' }],
  items: [REFUND_ITEM],
  breakdowns: [part('Sales', -61.97), part('Expenses', 12.89)],
  contexts: null,
};

const map = (change: Json): OrderLedgerFact | null =>
  mapTransaction(transactionSchema.parse({ ...REFUND, ...change }), 'America/Los_Angeles');
const told = (fact: OrderLedgerFact | null): string[] =>
  (fact?.entries ?? []).map(
    ({ kind, amountMinor, quantity, productExternalId }) => `${kind} ${amountMinor} ${quantity} ${productExternalId ?? '-'}`,
  );

describe('a transaction of an order', () => {
  it('that gives money back is a return, dated by its posting, with shipping and fees apart', () => {
    const fact = map({});
    expect(told(fact)).toEqual(['RETURN -5598 -2 AMZ-JC031-FBA', 'SHIPPING -599 0 AMZ-JC031-FBA', 'FEE 1289 0 AMZ-JC031-FBA']);
    expect(fact).toMatchObject({ orderExternalId: '112-7654321-0000042', scope: 'transaction:t-1', currency: 'USD' });
    expect(fact?.entries[0]?.processed.local).toBe('2026-03-08T22:00:00');
  });

  it('gives back tax that the seller owed', () => {
    const breakdowns = REFUND_ITEM.breakdowns.filter(({ breakdownType }) => breakdownType !== 'MarketplaceWithheldTax');
    const item = { ...REFUND_ITEM, breakdowns, totalAmount: money(-53.56) };
    expect(told(map({ totalAmount: money(-53.56), items: [item] }))).toContain('TAX -448 0 AMZ-JC031-FBA');
  });

  it('that gives something out of goodwill takes no units back', () => {
    const item = {
      ...REFUND_ITEM,
      totalAmount: money(-13.23),
      breakdowns: [part('Goodwill', -13.23, [part('GoodwillPrincipal', -13.23)])],
    };
    expect(told(map({ totalAmount: money(-13.23), items: [item] }))).toEqual(['RETURN -1323 0 AMZ-JC031-FBA']);
  });

  it('that is a shipment tells what it costs: the order tells what was sold', () => {
    const item = {
      ...REFUND_ITEM,
      totalAmount: money(35.51),
      breakdowns: [
        part('Tax', 4.48, [part('OurPriceTax', 4), part('ShippingTax', 0.48)]),
        part('ProductCharges', 59.98, [part('OurPricePrincipal', 59.98)]),
        part('MarketplaceWithheldTax', -4.48, [
          part('MarketplaceFacilitatorTax-Principal', -4),
          part('MarketplaceFacilitatorTax-Shipping', -0.48),
        ]),
        part('AmazonFees', -24.47, [
          part('FBAPerUnitFulfillmentFee', -15.47, [part('Base', -12.38), part('Tax', -3.09)]),
          part('Commission', -9, [part('Base', -9)]),
        ]),
      ],
    };
    expect(told(map({ transactionType: 'Shipment', totalAmount: money(35.51), items: [item] }))).toEqual(['FEE -2447 0 AMZ-JC031-FBA']);
  });

  it('keeps its scope when it is deferred first, and is not told again by its release', () => {
    const related = (name: string, value: string) => [
      ...REFUND.relatedIdentifiers,
      { relatedIdentifierName: name, relatedIdentifierValue: value },
    ];
    const deferred = map({ transactionStatus: 'DEFERRED' });
    const after = map({ transactionStatus: 'DEFERRED_RELEASED', relatedIdentifiers: related('RELEASE_TRANSACTION_ID', 't-2') });
    expect(after).toEqual(deferred);
    expect(map({ transactionId: 't-2', relatedIdentifiers: related('DEFERRED_TRANSACTION_ID', 't-1') })).toBeNull();
  });
});

describe('a transaction of the account', () => {
  const own = { relatedIdentifiers: [] };

  it('is a document of its own, as a whole where its items are only a part of it', () => {
    const items = [{ ...REFUND_ITEM, totalAmount: money(-6.18), breakdowns: [part('FBAStorageFee', -6.18)] }];
    const fact = map({
      ...own,
      transactionType: 'ServiceFee',
      totalAmount: money(-126.09),
      items,
      breakdowns: [part('Expenses', -126.09, [part('AmazonFees', -126.09)])],
    });
    expect(fact).toMatchObject({ orderExternalId: 'account:t-1', scope: 'transaction:t-1' });
    expect(told(fact)).toEqual(['FEE -12609 0 AMZ-JC031-FBA']);
  });

  it('may name its product and tell its amounts only as a whole', () => {
    const items = [{ ...REFUND_ITEM, breakdowns: null, totalAmount: money(6.22) }];
    const breakdowns = [part('Expenses', 6.22, [part('FBAInventoryReimbursement', 6.22)])];
    const fact = map({ ...own, transactionType: 'FBAInventoryReimbursement', totalAmount: money(6.22), items, breakdowns });
    expect(told(fact)).toEqual(['ADJUSTMENT 622 0 AMZ-JC031-FBA']);
  });

  it.each([
    ['Adjustment', 'ReserveDebit'],
    ['Transfer', 'FundTransfer'],
  ])('that only moves money has no entries: %s', (transactionType, name) => {
    expect(map({ ...own, transactionType, totalAmount: money(17_856.1), items: [], breakdowns: [part(name, 17_856.1)] })?.entries).toEqual(
      [],
    );
  });

  it('of an unknown kind counts as an adjustment, without breakdowns too', () => {
    expect(told(map({ ...own, transactionType: 'NeverSeen', items: null, breakdowns: null }))).toEqual(['ADJUSTMENT -4908 0 -']);
  });

  it('in yen has no decimals, and large amounts are exact', () => {
    const yen = { breakdownType: 'AmazonFees', breakdownAmount: money(-12_609, 'JPY') };
    const fact = map({ ...own, transactionType: 'ServiceFee', totalAmount: money(-12_609, 'JPY'), items: [], breakdowns: [yen] });
    expect([fact?.currency, ...told(fact)]).toEqual(['JPY', 'FEE -12609 0 -']);
    expect(told(map({ ...own, transactionType: 'X', totalAmount: money(90_071_992_547.41), items: [], breakdowns: [] }))).toEqual([
      'ADJUSTMENT 9007199254741 0 -',
    ]);
  });

  it('in two currencies makes no sense', () => {
    const breakdowns = [{ breakdownType: 'AmazonFees', breakdownAmount: money(1, 'EUR') }];
    expect(() => map({ ...own, items: [], breakdowns })).toThrow(RangeError);
  });
});

const names = fc.constantFrom(
  'Sales',
  'ProductCharges',
  'OurPriceTax',
  'AmazonFees',
  'ShippingPrincipal',
  'Promo',
  'ReserveDebit',
  'Unheard',
);
const cents = fc.integer({ min: -100_000, max: 100_000 });
const { tree } = fc.letrec<{ tree: Breakdown }>((tie) => ({
  tree: fc.record({
    breakdownType: names,
    breakdownAmount: fc.option(
      cents.map((minor) => ({ amount: (minor / 100).toFixed(2), currencyCode: 'USD' })),
      { nil: null },
    ),
    breakdowns: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.array(tie('tree'), { maxLength: 3 })),
  }),
}));

describe('amounts of any form', () => {
  it('are told wholly, whatever their parts are called and add up to', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), cents, (breakdowns, total) => {
        const parts = partsOf(breakdowns, { minor: BigInt(total), currency: 'USD' });
        expect(Object.values(parts).reduce((sum, minor) => sum + minor, 0n)).toBe(BigInt(total));
      }),
      { numRuns: 500 },
    );
  });
});
