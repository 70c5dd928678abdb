import { describe, expect, it } from 'vitest';
import { mapFixtures } from '~/tests/support/rows';
import { onlineRetailFormat } from './format';

const mapped = mapFixtures(onlineRetailFormat, import.meta.dirname, { lines: 'online_retail.csv' });
const order = (externalId: string) => mapped.orders.find((candidate) => candidate.externalId === externalId);
const ledger = (externalId: string) => order(externalId)?.ledger.map((entry) => [entry.kind, entry.amountMinor, entry.quantity]);

describe('the Online Retail mapper', () => {
  it('keeps identical lines, and lines of an invoice that lie apart', () => {
    expect(ledger('600001')).toEqual([
      ['SALE', 1_530n, 6],
      ['SALE', 1_530n, 6],
      ['SHIPPING', 1_800n, 0],
      ['SALE', 495n, 1],
    ]);
    expect(order('600001')?.items.map((item) => item.externalId)).toEqual(['1', '2', '4']);
    expect(order('600001')).toMatchObject({
      customerExternalId: '20001',
      ordered: { local: '2011-07-01T08:26:00', at: new Date('2011-07-01T07:26:00Z') },
    });
  });

  it('rounds quantity times price once', () => expect(ledger('600002')).toEqual([['SALE', 125n, 10]]));

  it('writes a credit note as an order of its own', () => {
    expect(order('C600003')).toMatchObject({ status: 'returned', sourceStatus: 'credit note' });
    expect(ledger('C600003')).toEqual([
      ['RETURN', -510n, -2],
      ['DISCOUNT', -500n, 0],
    ]);
  });

  it('keeps a write-off of stock as a line that moves no money', () => {
    expect(order('600004')).toMatchObject({
      status: 'unavailable',
      sourceStatus: 'stock movement',
      ledger: [],
      items: [{ quantity: -40, unitPriceMinor: 0n }],
    });
  });

  it('counts units given to a customer for nothing', () => expect(ledger('600005')).toEqual([['SALE', 0n, 2]]));

  it('tells fees, adjustments and vouchers from products', () => {
    expect(ledger('C600006')).toEqual([['FEE', -150_000n, 0]]);
    expect(ledger('A600007')).toEqual([['ADJUSTMENT', -11_006n, 0]]);
    expect(ledger('600008')).toEqual([['SALE', 0n, 1]]);
    expect(ledger('600009')).toEqual([['ADJUSTMENT', 1_667n, 0]]);
  });

  it('names products by their usual description and countries by code', () => {
    expect(mapped.products.map((product) => [product.externalId, product.title])).toEqual([
      ['11111A', 'BLUE TIN LANTERN'],
      ['22222', 'PAPER BUNTING, SMALL'],
      ['PADS', 'PADS TO MATCH ALL CUSHIONS'],
    ]);
    expect(['600001', '600002', '600008', '600009'].map((id) => order(id)?.shipCountry)).toEqual(['GB', 'IE', 'ZA', null]);
  });

  it('rejects a bad line alone', () => {
    expect(mapped.rejects).toEqual([{ line: 15, column: 'Quantity', reason: '"many" is not a whole number' }]);
    expect(ledger('600010')).toEqual([['SALE', 255n, 1]]);
  });
});
