import { describe, expect, it } from 'vitest';
import { mapFixtures } from '~/tests/support/rows';
import { shopifyProductsFormat } from './format';

const mapped = mapFixtures(shopifyProductsFormat, import.meta.dirname, { products: 'products_export.csv' });

describe('the Shopify products mapper', () => {
  it('makes a product of each variant, under the id the orders export leads to', () => {
    expect(mapped.products).toEqual([
      {
        externalId: 'MUG-B-S',
        title: 'Blue Mug - Small',
        sku: 'MUG-B-S',
        vendor: 'Kiln Co',
        category: 'Drinkware',
        description: 'Hand-made & dishwasher safe. 12 oz',
        price: { amountMinor: 2_000n, currency: 'USD' },
        cost: { amountMinor: 750n, currency: 'USD' },
      },
      expect.objectContaining({
        externalId: 'MUG-B-L',
        title: 'Blue Mug - Large',
        vendor: 'Kiln Co',
        cost: { amountMinor: 825n, currency: 'USD' },
      }),
      expect.objectContaining({ externalId: 'name:Tea "Calm", 50 g', sku: null, category: 'Tea', description: null }),
    ]);
    expect(mapped.products[2]).not.toHaveProperty('cost');
  });

  it('states stock as of the file, also when it is negative', () => {
    expect(mapped.inventoryLevels.map((level) => [level.productExternalId, level.available, level.observed.at.toISOString()])).toEqual([
      ['MUG-B-S', 12, '2026-03-01T12:00:00.000Z'],
      ['MUG-B-L', -2, '2026-03-01T12:00:00.000Z'],
    ]);
  });

  it('rejects a variant whose product is not named', () =>
    expect(mapped.rejects).toEqual([{ line: 6, column: 'Title', reason: 'is empty in the first row of lost-row' }]));
});
