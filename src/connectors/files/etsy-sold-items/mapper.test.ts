import { describe, expect, it } from 'vitest';
import { mapFixtures } from '~/tests/support/rows';
import { etsySoldItemsFormat } from './format';

const mapped = mapFixtures(etsySoldItemsFormat, import.meta.dirname, { items: 'EtsySoldOrderItems.csv' }, { timeZone: 'America/New_York' });
const order = (externalId: string) => mapped.orders.find((candidate) => candidate.externalId === externalId);

describe('the Etsy sold items mapper', () => {
  it('joins the rows of an order and counts what belongs to the whole order once', () => {
    expect(order('7001')?.ledger.map((entry) => [entry.kind, entry.amountMinor, entry.quantity, entry.productExternalId])).toEqual([
      ['SALE', 6_400n, 2, '501'],
      ['SALE', 600n, 1, '502'],
      ['DISCOUNT', -60n, 0, '502'],
      ['SHIPPING', 650n, 0, null],
      ['TAX', 410n, 0, null],
    ]);
    expect(order('7001')?.payments).toMatchObject([{ method: 'online_cc', amountMinor: 8_000n, paid: { local: '2026-02-14T00:00:00' } }]);
  });

  it('is shipped only when every row is', () => {
    expect([order('7001')?.status, order('7002')?.status]).toEqual(['approved', 'pending']);
  });

  it('reads dates, names and countries', () => {
    expect(order('7001')?.ordered).toEqual({ at: new Date('2026-02-14T05:00:00Z'), local: '2026-02-14T00:00:00' });
    expect(mapped.products.map((product) => product.title)).toEqual(['Oak Frame, 8 "x" 10', 'Mat Board']);
    expect(mapped.customers).toMatchObject([
      { externalId: 'lena_m', country: 'US' },
      { externalId: 'piotr', country: 'PL', city: 'Gdańsk' },
    ]);
  });

  it('leaves tax that Etsy pays itself out', () =>
    expect(order('7002')?.ledger.map((entry) => [entry.kind, entry.amountMinor])).toEqual([
      ['SALE', 1_500n],
      ['SHIPPING', 1_200n],
    ]));

  it('rejects rows that cannot be read', () => {
    expect(mapped.rejects.map((reject) => [reject.line, reject.column, reject.reason])).toEqual([
      [5, 'Quantity', '"0" is not a number of units sold'],
      [6, 'Sale Date', '"14/15/26" is not a date'],
    ]);
  });
});
