import { describe, expect, it } from 'vitest';
import { mapFixtures, mapRows } from '~/tests/support/rows';
import { assertGenericMapping, guessGenericMapping } from './fields';
import { genericCsvFormat } from './format';

const COLUMNS = [
  'Order No',
  'Order Date',
  'SKU',
  'Product Name',
  'Category',
  'Qty',
  'Unit Price',
  'Item Discount',
  'Shipping',
  'Customer Email',
  'Country',
  'Order Status',
  'Payment Method',
];
const mapping = guessGenericMapping(COLUMNS);

describe('guessGenericMapping', () => {
  it('finds our fields by the usual names of columns', () => {
    expect(mapping).toEqual({
      orderId: 'Order No',
      orderedAt: 'Order Date',
      sku: 'SKU',
      productTitle: 'Product Name',
      category: 'Category',
      quantity: 'Qty',
      unitPrice: 'Unit Price',
      lineDiscount: 'Item Discount',
      orderShipping: 'Shipping',
      customerEmail: 'Customer Email',
      country: 'Country',
      status: 'Order Status',
      paymentMethod: 'Payment Method',
    });
  });

  it('reads names written in one word and uses a column once', () => {
    expect(guessGenericMapping(['orderId', 'createdAt', 'lineTotal', 'Total'])).toEqual({
      orderId: 'orderId',
      orderedAt: 'createdAt',
      lineTotal: 'lineTotal',
    });
  });
});

describe('assertGenericMapping', () => {
  it('names every field that is needed and missing', () => {
    expect(() => assertGenericMapping({ sku: 'SKU' })).toThrow(
      'No column of the file is known to be orderId, orderedAt, unitPrice or lineTotal.',
    );
  });

  it('names fields that do not exist', () =>
    expect(() => assertGenericMapping({ ...mapping, colour: 'Colour' })).toThrow('The mapping names fields that do not exist: colour.'));
});

describe('the generic mapper', () => {
  const mapped = mapFixtures(genericCsvFormat, import.meta.dirname, { lines: 'sales.csv' }, { mapping, currency: 'EUR' });
  const order = (externalId: string) => mapped.orders.find((candidate) => candidate.externalId === externalId);

  it('joins rows of an order that lie apart and counts sums of the order once', () => {
    expect(order('A-1')?.ledger.map((entry) => [entry.kind, entry.amountMinor, entry.quantity])).toEqual([
      ['SALE', 2_500n, 2],
      ['DISCOUNT', -100n, 0],
      ['SALE', 400n, 1],
      ['SHIPPING', 490n, 0],
    ]);
    expect(order('A-1')).toMatchObject({
      status: 'shipped',
      sourceStatus: 'Shipped',
      shipCountry: 'FR',
      customerExternalId: 'io@example.com',
      ordered: { local: '2026-04-03T00:00:00' },
    });
  });

  it('reads a negative quantity as a return and a cancelled order as nothing sold', () => {
    expect(order('A-3')?.ledger.map((entry) => [entry.kind, entry.amountMinor, entry.quantity])).toEqual([['RETURN', -1_250n, -1]]);
    expect(order('A-3')?.status).toBe('returned');
    expect(order('A-4')?.ledger.reduce((sum, entry) => sum + entry.amountMinor, 0n)).toBe(0n);
  });

  it('rejects a bad row alone', () => {
    expect(mapped.rejects).toEqual([{ line: 7, column: 'Unit Price', reason: '"free" is not an amount' }]);
    expect(order('A-5')).toBeUndefined();
  });

  it('rejects rows that come after their order was written', () => {
    const row = (id: number) => ({ order: `${id}`, date: '2026-01-01', price: '1' });
    const rows = [...Array.from({ length: 2_002 }, (_, id) => row(id)), row(0)];
    const late = mapRows(genericCsvFormat, { lines: rows }, { mapping: { orderId: 'order', orderedAt: 'date', unitPrice: 'price' } });
    expect(late.orders).toHaveLength(2_002);
    expect(late.rejects).toMatchObject([{ line: 2_004, column: 'order' }]);
  });

  it('reads day before month when told so', () => {
    const options = { mapping: { orderId: 'o', orderedAt: 'd', unitPrice: 'p', dateOrder: 'dmy' } };
    expect(mapRows(genericCsvFormat, { lines: [{ o: '1', d: '03/04/2026', p: '1' }] }, options).orders[0]?.ordered.local).toBe(
      '2026-04-03T00:00:00',
    );
  });
});
