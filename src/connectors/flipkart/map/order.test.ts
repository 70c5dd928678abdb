import { describe, expect, it } from 'vitest';
import type { OrderFact } from '@/core/model/facts';
import { shipmentSchema } from '../schema';
import { ITEM, SHIPMENT, shipmentOf } from './order.fixture';
import { gapOf, mapOrder } from './order';

const ID = ITEM.orderId;
const ZONE = 'Asia/Kolkata';

const orderOf = (...shipments: ReturnType<typeof shipmentOf>[]): OrderFact =>
  mapOrder({ id: ID, shipments, addresses: new Map() }, ZONE).order;
const linesOf = ({ ledger }: OrderFact): string[] =>
  ledger.map(({ kind, amountMinor, quantity, processed }) => `${processed.local.slice(0, 10)} ${kind} ${amountMinor} ${quantity}`);

describe('an order of one shipment', () => {
  it('is sold at what the seller gets, to the paisa and on the Indian day; what Flipkart gives off is its own', () => {
    const { order, products } = mapOrder(
      {
        id: ID,
        shipments: [shipmentSchema.parse(SHIPMENT)],
        addresses: new Map([
          [
            SHIPMENT.shipmentId,
            {
              shipmentId: SHIPMENT.shipmentId,
              deliveryAddress: { city: 'Surat', state: 'Gujarat' },
              subShipments: [{ courierDetails: { deliveryDetails: { vendorName: 'Ekart' } } }],
            },
          ],
        ]),
      },
      ZONE,
    );
    expect(linesOf(order)).toEqual(['2026-01-31 SALE 90450 2', '2026-01-31 SHIPPING 4900 0']);
    expect(order).toMatchObject({
      externalId: ID,
      status: 'delivered',
      sourceStatus: 'DELIVERED',
      currency: 'INR',
      ordered: { at: new Date('2026-01-31T18:21:34Z'), local: '2026-01-31T23:51:34' },
      customerExternalId: null,
      shipCountry: 'IN',
      shipRegion: 'Gujarat',
      shipCity: 'Surat',
      items: [
        {
          externalId: '12248267400772201',
          productExternalId: 'LSTWATF2DCK8GH5NZPPU5TH3H',
          sku: 'WATCH-1213',
          quantity: 2,
          unitPriceMinor: 45_225n,
        },
      ],
      payments: [{ method: 'cod', amountMinor: 94_350n, paid: null }],
      shipments: [{ externalId: SHIPMENT.shipmentId, carrier: 'Ekart', shipped: null, delivered: null }],
      sourceVersion: BigInt(Date.parse('2026-02-05T10:14:12Z')),
    });
    expect(products).toEqual([]);
  });

  it('that was prepaid was paid with the order', () => {
    expect(orderOf(shipmentOf([{ paymentType: 'PREPAID' }])).payments).toEqual([
      {
        externalId: '1',
        method: 'prepaid',
        amountMinor: 94_350n,
        paid: expect.objectContaining({ local: '2026-01-31T23:51:34' }) as object,
      },
    ]);
  });

  it('of an item without a listing names the product itself', () => {
    const record = { id: ID, shipments: [shipmentOf([{ listingId: '' }])], addresses: new Map() };
    expect(mapOrder(record, ZONE).products).toEqual([{ externalId: 'line:WATCH-1213', title: 'Army green watch', sku: 'WATCH-1213' }]);
  });

  it('has amounts that no float holds, and stamps without an offset', () => {
    const long = shipmentOf([{ orderDate: '2026-02-01T00:10:00', priceComponents: { sellingPrice: '12345678901234567.89' } }]);
    expect(linesOf(orderOf(long))).toEqual(['2026-02-01 SALE 1234567890123456789 2']);
    expect(() => orderOf(shipmentOf([{ priceComponents: { sellingPrice: 'ten' } }]))).toThrow(/not an amount/);
  });
});

describe('an order that was canceled', () => {
  it('stays sold and goes back on the day it was canceled, shipping included', () => {
    const order = orderOf(shipmentOf([{ status: 'CANCELLED', cancellationDate: '2026-02-01T00:30:00.000+05:30' }]));
    expect(linesOf(order)).toEqual([
      '2026-01-31 SALE 90450 2',
      '2026-01-31 SHIPPING 4900 0',
      '2026-02-01 RETURN -90450 -2',
      '2026-02-01 SHIPPING -4900 0',
    ]);
    expect(order).toMatchObject({ status: 'canceled', shipments: [] });
  });

  it('goes back when it last changed where no day is told, and in part where a part is canceled', () => {
    const parts = [{ status: 'CANCELLED' }, { orderItemId: '2', quantity: 1 }];
    const order = orderOf(shipmentOf(parts));
    expect(linesOf(order)).toContain('2026-02-05 RETURN -90450 -2');
    expect(order).toMatchObject({ status: 'delivered', shipments: { length: 1 } });
  });
});

describe('an order of several shipments', () => {
  it('has the items of all of them, and none of another order that is in one of them', () => {
    const other = shipmentOf([{ orderItemId: '3', orderId: 'OD9' }, { orderItemId: '4' }], { shipmentId: 's-2' });
    const order = orderOf(shipmentOf([{}]), other);
    expect(order.items.map(({ externalId }) => externalId)).toEqual(['12248267400772201', '4']);
    expect(order.shipments.map(({ externalId }) => externalId)).toEqual([SHIPMENT.shipmentId, 's-2']);
  });

  it('counts an item once that went over into a newer one', () => {
    const before = shipmentOf([{ status: 'CANCELLED' }], { shipmentId: 's-0', updatedAt: '2026-02-04T00:00:00.000+05:30' });
    for (const shipments of [
      [before, shipmentOf([{}])],
      [shipmentOf([{}]), before],
    ])
      expect(linesOf(orderOf(...shipments))).toEqual(['2026-01-31 SALE 90450 2', '2026-01-31 SHIPPING 4900 0']);
  });

  it('sells a replacement on its own day', () => {
    const replacement = { orderItemId: '9', orderDate: '2026-02-10T08:00:00.000+05:30', is_replacement: true };
    const order = orderOf(shipmentOf([{}]), shipmentOf([replacement], { shipmentId: 's-2' }));
    expect(linesOf(order)).toContain('2026-02-10 SALE 90450 2');
    expect(order.ordered.local).toBe('2026-01-31T23:51:34');
  });
});

describe('the state of an order', () => {
  it.each<[string[], boolean, OrderFact['status']]>([
    [['APPROVED'], false, 'approved'],
    [['APPROVED'], true, 'pending'],
    [['PACKED'], true, 'processing'],
    [['READY_TO_DISPATCH', 'DELIVERED'], false, 'processing'],
    [['PICKUP_COMPLETE', 'DELIVERED'], false, 'shipped'],
    [['SHIPPED'], false, 'shipped'],
    [['DELIVERED', 'CANCELLED'], false, 'delivered'],
    // Asked back is not yet back.
    [['RETURN_REQUESTED'], false, 'delivered'],
    [['RETURNED', 'DELIVERED'], false, 'delivered'],
    [['RETURNED', 'CANCELLED'], false, 'returned'],
    [['CANCELLED', 'CANCELLED'], false, 'canceled'],
    [['SOMEWHERE'], false, 'processing'],
  ])('of items that are %s (held: %s) is %s', (words, hold, status) => {
    const items = words.map((word, index) => ({ status: word, orderItemId: String(index) }));
    expect(orderOf(shipmentOf(items, { hold })).status).toBe(status);
  });
});

describe('what a buyer pays', () => {
  const gap = (price: object) => gapOf({ id: ID, shipments: [shipmentOf([{ priceComponents: price }])], addresses: new Map() });

  it('is compared with its parts', () => {
    expect(gap(ITEM.priceComponents)).toBeNull();
    expect(gap({ sellingPrice: 10 })).toBeNull();
    expect(gap({ sellingPrice: 10, shippingCharge: 5, totalPrice: 14.99 })).toEqual({ stated: '14.99 INR', listed: '15 INR' });
  });
});
