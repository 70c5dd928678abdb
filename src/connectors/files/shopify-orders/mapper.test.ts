import { describe, expect, it } from 'vitest';
import { mapFixtures } from '~/tests/support/rows';
import { shopifyOrdersFormat } from './format';

const mapped = mapFixtures(shopifyOrdersFormat, import.meta.dirname, { orders: 'orders_export.csv' });
const order = (name: string) => mapped.orders.find((candidate) => candidate.name === name);
const ledger = (name: string) => order(name)?.ledger.map((entry) => [entry.kind, entry.amountMinor, entry.quantity, entry.processed.local]);

describe('the Shopify orders mapper', () => {
  it('joins the lines of an order and spreads its discount and refund over the goods', () => {
    expect(ledger('#2005')).toEqual([
      ['SALE', 4_000n, 2, '2026-01-10T09:00:00'],
      ['DISCOUNT', -400n, 0, '2026-01-10T09:00:00'],
      ['SALE', 2_000n, 1, '2026-01-10T09:00:00'],
      ['DISCOUNT', -200n, 0, '2026-01-10T09:00:00'],
      ['SHIPPING', 500n, 0, '2026-01-10T09:00:00'],
      ['TAX', 413n, 0, '2026-01-10T09:00:00'],
      ['RETURN', -667n, 0, '2026-01-10T09:05:00'],
      ['RETURN', -333n, 0, '2026-01-10T09:05:00'],
    ]);
    expect(order('#2005')).toMatchObject({
      externalId: '5500000000005',
      status: 'shipped',
      sourceStatus: 'partially_refunded / fulfilled',
      customerExternalId: 'robin@example.com',
      shipCity: 'Troy',
      shipCountry: 'US',
    });
    expect(order('#2005')?.payments).toMatchObject([{ method: 'Shopify Payments', amountMinor: 6_313n }]);
  });

  it('keeps the shop clock and the instant', () =>
    expect(order('#2004')?.ordered).toEqual({ at: new Date('2026-01-10T04:45:00Z'), local: '2026-01-09T23:45:00' }));

  it('takes the line’s own discount from the line', () => {
    expect(ledger('#2004')).toEqual([
      ['SALE', 2_000n, 1, '2026-01-09T23:45:00'],
      ['DISCOUNT', -200n, 0, '2026-01-09T23:45:00'],
    ]);
  });

  it('takes included tax out of the price, and gives a whole refund back with the unit', () => {
    expect(order('#2003')).toMatchObject({ status: 'returned', currency: 'EUR', shipCountry: 'DE' });
    expect(ledger('#2003')?.map((entry) => entry.slice(0, 3))).toEqual([
      ['SALE', 1_000n, 1],
      ['TAX', 190n, 0],
      ['RETURN', -1_000n, -1],
      ['TAX', -190n, 0],
    ]);
  });

  it('takes a cancelled order back on the day it was cancelled', () => {
    expect(order('#2002')).toMatchObject({ status: 'canceled', payments: [] });
    expect(ledger('#2002')).toEqual([
      ['SALE', 2_000n, 1, '2026-01-07T10:00:00'],
      ['SHIPPING', 400n, 0, '2026-01-07T10:00:00'],
      ['RETURN', -2_000n, -1, '2026-01-12T08:00:00'],
      ['SHIPPING', -400n, 0, '2026-01-12T08:00:00'],
    ]);
  });

  it('leaves a bad line out, keeps its order, and agrees with the order’s total', () => {
    expect(ledger('#2001')?.map((entry) => entry.slice(0, 3))).toEqual([
      ['SALE', 2_000n, 1],
      ['ADJUSTMENT', 300n, 0],
    ]);
    expect(mapped.rejects[0]).toMatchObject({
      column: 'Lineitem quantity',
      reason: expect.stringContaining('the line was left out, the rest of order #2001 was loaded') as string,
    });
  });

  it('leaves a whole order out when its own columns cannot be read', () => {
    expect(order('#2000')).toBeUndefined();
    expect(mapped.rejects.slice(1).map((reject) => [reject.line, reject.column, reject.reason])).toEqual([
      [9, 'Total', '"twenty" is not an amount; order #2000 was left out with all its lines'],
      [10, 'Total', '"twenty" is not an amount; order #2000 was left out with all its lines'],
    ]);
  });

  it('knows products by SKU, else by name', () => {
    expect(mapped.products.map((product) => [product.externalId, product.title, product.vendor])).toEqual([
      ['MUG-B-L', 'Blue Mug - Large', 'Kiln Co'],
      ['name:Tea "Calm", 50 g', 'Tea "Calm", 50 g', 'Kiln Co'],
      ['MUG-B-S', 'Blue Mug - Small', 'Kiln Co'],
      ['PST', 'Poster', 'Print Co'],
    ]);
  });
});
