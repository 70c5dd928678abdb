import { describe, expect, it } from 'vitest';
import type { OrderFact } from '@/core/model/facts';
import type { Order } from '../schema';
import { CANDLES, lineWith, ORDER, orderWith } from './order.fixture';
import { mapOrder } from './order';

const ACCOUNT = { timeZone: 'America/Los_Angeles', currency: 'USD' };

function map(order: Order): OrderFact {
  const fact = mapOrder(order, ACCOUNT);
  if (!fact) throw new Error('no order');
  return fact;
}

const told = ({ ledger }: OrderFact): string[] =>
  ledger.map(({ kind, amountMinor, quantity, processed }) => `${processed.local.slice(0, 10)} ${kind} ${amountMinor} ${quantity}`);

const breakdowns = (...list: [type: string, amount: string, details?: [subtype: string, amount: string][]][]) => ({
  breakdowns: list.map(([type, amount, details]) => ({
    type,
    subtotal: { amount, currencyCode: 'USD' },
    ...(details
      ? { detailedBreakdowns: details.map(([subtype, value]) => ({ subtype, value: { amount: value, currencyCode: 'USD' } })) }
      : {}),
  })),
});

describe('an order', () => {
  it('is what was sold, on the day of the order where the account is; tax that Amazon collects is nobody’s', () => {
    const fact = map(orderWith({}));
    // Before eight in the morning in London it is the day before in California.
    expect(told(fact)).toEqual(['2026-03-07 SALE 5998 2', '2026-03-07 DISCOUNT -400 0', '2026-03-07 SHIPPING 599 0']);
    expect(fact).toMatchObject({
      externalId: '112-7654321-0000042',
      name: '112-7654321-0000042',
      status: 'shipped',
      sourceStatus: 'SHIPPED',
      currency: 'USD',
      sourceVersion: BigInt(Date.parse('2026-03-09T18:00:00Z')),
      shipments: [],
      payments: [],
    });
    expect(fact.items).toEqual([
      {
        externalId: '81234567890121',
        productExternalId: 'AMZ-JC031-FBA',
        title: 'Soy Candle, Cedar & Fig',
        sku: 'AMZ-JC031-FBA',
        quantity: 2,
        unitPriceMinor: 2999n,
      },
    ]);
    expect(fact.ledger[0]).toMatchObject({ itemExternalId: '81234567890121', productExternalId: 'AMZ-JC031-FBA' });
    expect(fact).not.toHaveProperty('customerExternalId');
  });

  it('has tax that the seller owes', () => {
    expect(told(map(lineWith({ tax: {} })))).toContain('2026-03-07 TAX 496 0');
  });

  it('has discounts with either sign', () => {
    const minus = map(lineWith({ proceeds: breakdowns(['ITEM', '59.98'], ['DISCOUNT', '-4.00']) }));
    expect(told(minus)).toEqual(['2026-03-07 SALE 5998 2', '2026-03-07 DISCOUNT -400 0']);
  });

  it('whose parcel is sent free of charge has neither shipping nor a discount for it', () => {
    const proceeds = breakdowns(
      ['ITEM', '59.98'],
      ['SHIPPING', '5.99'],
      [
        'DISCOUNT',
        '-9.99',
        [
          ['SHIPPING', '-5.99'],
          ['ITEM', '-4.00'],
        ],
      ],
    );
    expect(told(map(lineWith({ proceeds })))).toEqual(['2026-03-07 SALE 5998 2', '2026-03-07 DISCOUNT -400 0']);
  });

  it('has wrapping as a sale of no units, tips when they are charged, and other charges apart', () => {
    const proceeds = breakdowns(['ITEM', '59.98'], ['GIFT_WRAP', '3.99'], ['COD_FEE', '1.00'], ['OTHER', '0.50']);
    const tips = { breakdowns: [tip('2.00', 'FINALIZED'), tip('5.00', 'PENDING')] };
    expect(told(map(lineWith({ proceeds }, { proceeds: tips })))).toEqual([
      '2026-03-07 SALE 5998 2',
      '2026-03-07 SALE 399 0',
      '2026-03-07 ADJUSTMENT 150 0',
      '2026-03-07 TIP 200 0',
    ]);
  });

  it('in a country whose prices contain the tax has them without it', () => {
    const proceeds = breakdowns(
      ['ITEM', '119.00'],
      ['SHIPPING', '5.95'],
      [
        'TAX',
        '19.95',
        [
          ['ITEM', '19.00'],
          ['SHIPPING', '0.95'],
        ],
      ],
    );
    const german = { salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1PA6795UKMFR9' } };
    expect(told(map(lineWith({ proceeds, tax: {} }, german)))).toEqual([
      '2026-03-07 SALE 10000 2',
      '2026-03-07 SHIPPING 500 0',
      '2026-03-07 TAX 1995 0',
    ]);
    // Where Amazon pays it on, it is no less contained in them.
    expect(told(map(lineWith({ proceeds }, german)))).toEqual(['2026-03-07 SALE 10000 2', '2026-03-07 SHIPPING 500 0']);
  });

  it('in yen has no decimals', () => {
    const yen = (amount: string) => ({ amount, currencyCode: 'JPY' });
    const line = {
      quantityOrdered: 2,
      product: { ...CANDLES.product, price: { unitPrice: yen('6980') } },
      proceeds: { breakdowns: [{ type: 'ITEM', subtotal: yen('13960') }] },
    };
    const fact = map(lineWith(line, { salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1VC38T7YXB528' } }));
    expect([fact.currency, fact.ledger[0]?.amountMinor, fact.items[0]?.unitPriceMinor]).toEqual(['JPY', 13_960n, 6980n]);
  });

  it.each(['PENDING', 'PENDING_AVAILABILITY'])('that is %s is no sale, also of nothing', (fulfillmentStatus) => {
    const line = { product: { asin: 'B0CANDLE01', title: 'Candle', sellerSku: 'X' }, proceeds: undefined };
    const fact = map(
      lineWith(line, {
        fulfillment: { fulfillmentStatus },
        proceeds: undefined,
        salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1F83G8C2ARO7P' },
      }),
    );
    expect(fact).toMatchObject({ status: 'pending', ledger: [], items: [], currency: 'GBP' });
    // What is stated already may change until the payment is authorized.
    expect(map(orderWith({ fulfillment: { fulfillmentStatus } }))).toMatchObject({ ledger: [], items: [] });
  });

  it('has the price of a unit where that of the line is not told', () => {
    expect(told(map(lineWith({ proceeds: {} })))).toEqual(['2026-03-07 SALE 5998 2']);
  });

  it('that is canceled was sold and went back, on the day it last changed', () => {
    const fact = map(orderWith({ fulfillment: { fulfillmentStatus: 'CANCELLED' } }));
    expect(fact.status).toBe('canceled');
    expect(told(fact)).toEqual([
      '2026-03-07 SALE 5998 2',
      '2026-03-07 DISCOUNT -400 0',
      '2026-03-07 SHIPPING 599 0',
      '2026-03-09 RETURN -5598 -2',
      '2026-03-09 SHIPPING -599 0',
    ]);
  });

  it('that was canceled before it had prices was never sold', () => {
    const line = { quantityOrdered: 0, product: { asin: 'B0CANDLE01' }, proceeds: undefined };
    const fact = map(lineWith(line, { fulfillment: { fulfillmentStatus: 'CANCELLED' } }));
    expect(fact).toMatchObject({ status: 'canceled', ledger: [], items: [] });
  });

  it('that replaces another, or is of another shop of the seller, is none of this marketplace', () => {
    const replacement = [{ orderId: '112-1', associationType: 'REPLACEMENT_ORIGINAL_ID' }];
    expect(mapOrder(orderWith({ associatedOrders: replacement }), ACCOUNT)).toBeNull();
    expect(mapOrder(orderWith({ salesChannel: { channelName: 'NON_AMAZON' } }), ACCOUNT)).toBeNull();
    const exchange = [{ orderId: '112-1', associationType: 'EXCHANGE_ORIGINAL_ID' }];
    expect(told(map(orderWith({ associatedOrders: exchange })))).toHaveLength(3);
  });

  it.each([
    ['UNSHIPPED', 'processing'],
    ['PARTIALLY_SHIPPED', 'processing'],
    ['SHIPPED', 'shipped'],
    ['UNFULFILLABLE', 'unavailable'],
    ['SOMETHING_NEW', 'approved'],
  ])('that is %s is %s', (fulfillmentStatus, status) => {
    expect(map(orderWith({ fulfillment: { fulfillmentStatus } }))).toMatchObject({ status, sourceStatus: fulfillmentStatus });
  });

  it('that the seller sends is delivered when all its parcels are', () => {
    const parcel = (id: string, status: string) => ({
      packageReferenceId: id,
      carrier: 'UPS',
      shipTime: '2026-03-08T20:00:00Z',
      packageStatus: { status },
    });
    const fulfillment = { ...ORDER.fulfillment, deliverByWindow: { latestDateTime: '2026-03-12T06:59:59Z' } };
    const order = (...packages: object[]): OrderFact => map(orderWith({ fulfillment, packages }));
    const fact = order(parcel('1', 'DELIVERED'), parcel('2', 'IN_TRANSIT'), parcel('3', 'CANCELLED'));
    expect(fact.status).toBe('shipped');
    expect(
      fact.shipments.map(({ externalId, carrier, shipped, promised }) => [externalId, carrier, shipped?.local, promised?.local]),
    ).toEqual([
      ['1', 'UPS', '2026-03-08T13:00:00', '2026-03-11T23:59:59'],
      ['2', 'UPS', '2026-03-08T13:00:00', '2026-03-11T23:59:59'],
    ]);
    expect(order(parcel('1', 'DELIVERED'), parcel('2', 'DELIVERED')).status).toBe('delivered');
  });

  it('tells how it was paid, where Amazon does', () => {
    const payment = { paymentExecutions: [{ paymentMethod: 'Pix', paymentAmount: { amount: '61.97', currencyCode: 'USD' } }] };
    expect(map(orderWith({ payment })).payments).toMatchObject([{ externalId: '1', method: 'Pix', amountMinor: 6197n }]);
  });

  it('with amounts in two currencies makes no sense', () => {
    const proceeds = { breakdowns: [...CANDLES.proceeds.breakdowns, { type: 'OTHER', subtotal: { amount: '1.00', currencyCode: 'EUR' } }] };
    expect(() => map(lineWith({ proceeds }))).toThrow(RangeError);
  });
});

const tip = (amount: string, status: string) => ({ type: 'DELIVERY_TIP', status, subtotal: { amount, currencyCode: 'USD' } });
