import { describe, expect, it } from 'vitest';
import { mapFixtures, mapRows } from '~/tests/support/rows';
import { wooCommerceFormat } from './format';

const mapped = mapFixtures(
  wooCommerceFormat,
  import.meta.dirname,
  { products: 'products.csv', orders: 'orders.csv' },
  { timeZone: 'Europe/London', currency: 'GBP' },
);
const order = (externalId: string) => mapped.orders.find((candidate) => candidate.externalId === externalId);

describe('the WooCommerce mapper', () => {
  it('reads products with their variations', () => {
    expect(
      mapped.products.map((product) => [product.externalId, product.category, product.parentExternalId, product.price?.amountMinor]),
    ).toEqual([
      ['TEE', 'Shirts', null, undefined],
      ['TEE-G', undefined, 'TEE', 1_550n],
      ['TEE-R', undefined, 'TEE', 1_800n],
      ['name:Seed Mix', 'Garden', null, 425n],
    ]);
    expect(mapped.inventoryLevels.map((level) => [level.productExternalId, level.available])).toEqual([
      ['TEE-G', 8],
      ['TEE-R', 0],
    ]);
  });

  it('books lines, discount, shipping, tax and refund of an order', () => {
    expect(order('801')?.ledger.map((entry) => [entry.kind, entry.amountMinor, entry.quantity, entry.productExternalId])).toEqual([
      ['SALE', 3_100n, 2, 'TEE-G'],
      ['DISCOUNT', -310n, 0, 'TEE-G'],
      ['SALE', 850n, 2, 'name:Seed Mix'],
      ['DISCOUNT', -85n, 0, 'name:Seed Mix'],
      ['SHIPPING', 400n, 0, null],
      ['TAX', 791n, 0, null],
      ['RETURN', -628n, 0, 'TEE-G'],
      ['RETURN', -172n, 0, 'name:Seed Mix'],
    ]);
    expect(order('801')).toMatchObject({
      status: 'delivered',
      customerExternalId: 'kim@example.com',
      shipCountry: 'GB',
      ordered: { at: new Date('2026-04-01T13:05:00Z') },
    });
  });

  it('maps states and takes a cancelled order back', () => {
    expect(order('802')).toMatchObject({ status: 'canceled', payments: [] });
    expect(order('802')?.ledger.reduce((sum, entry) => sum + entry.amountMinor, 0n)).toBe(0n);
    expect(order('803')).toMatchObject({ status: 'pending', sourceStatus: 'wc-on-hold' });
  });

  it('leaves out an order whose date cannot be read', () => {
    expect(mapped.rejects).toEqual([
      { line: 6, column: 'Order Date', reason: '"sometime" is not a date; order 804 was left out with all its lines' },
    ]);
  });

  it('books no refund when the quantities already leave refunded units out', () => {
    const row = {
      'Order Number': '9',
      'Order Status': 'Completed',
      'Order Date': '2026-04-01',
      'Order Total Amount': '20',
      'Order Refund Amount': '10',
      'Item Name': 'Pot',
      'Item Cost': '10',
      'Quantity (- Refund)': '1',
    };
    const [net] = mapRows(wooCommerceFormat, { orders: [row] }).orders;
    expect(net?.ledger.map((entry) => [entry.kind, entry.amountMinor])).toEqual([['SALE', 1_000n]]);
  });
});
