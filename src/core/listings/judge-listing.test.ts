import { describe, expect, it } from 'vitest';
import { estimateListings, expectedUnits, judgeListing, type MarketFigures } from './judge-listing';

const market = (marketplace: string, of: Partial<MarketFigures> = {}): MarketFigures => ({
  marketplace,
  units: 0,
  price: null,
  returnRate: null,
  stock: 0,
  categoryUnits: 0,
  categoryProducts: 0,
  categoryPrice: null,
  categoryReturnRate: null,
  feeRate: 0.1,
  ...of,
});

/** Sells 120 units in a year where its category's ten products sell 600: twice as much as one of them. */
const home = market('shopify', {
  units: 120,
  price: 20,
  returnRate: 0.05,
  stock: 40,
  categoryUnits: 600,
  categoryProducts: 10,
  categoryPrice: 18,
  categoryReturnRate: 0.05,
});
const abroad = market('etsy', { categoryUnits: 480, categoryProducts: 8, categoryPrice: 22, categoryReturnRate: 0.04, feeRate: 0.12 });
const year = { months: 12, price: 20 };

describe('what a product would sell elsewhere', () => {
  it('is what one of its category sells there, times how it does against its category where it is sold', () => {
    expect(expectedUnits([home, abroad], abroad, 12)).toBe(10);
    expect(
      expectedUnits(
        [home, market('ebay', { categoryUnits: 60, categoryProducts: 2 })],
        market('ebay', { categoryUnits: 60, categoryProducts: 2 }),
        12,
      ),
    ).toBe(5);
  });

  it('is unknown where nothing of its category is sold, and where it is sold nowhere', () => {
    expect(expectedUnits([home, market('ebay')], market('ebay'), 12)).toBeNull();
    expect(expectedUnits([abroad], abroad, 12)).toBeNull();
  });

  it('brings what is left of the price after fees and returns', () => {
    const [here, there] = estimateListings([home, abroad], year);
    expect(here).toMatchObject({ isSold: true, unitsPerMonth: 10 });
    expect(here?.netPerUnit).toBeCloseTo(20 * 0.9 * 0.95, 12);
    expect(there).toMatchObject({ isSold: false, unitsPerMonth: 10 });
    expect(there?.netPerUnit).toBeCloseTo(20 * 0.88 * 0.96, 12);
    expect(there?.netPerMonth).toBeCloseTo(10 * 20 * 0.88 * 0.96, 12);
  });
});

describe('whether to sell a product on one more marketplace', () => {
  it('is worth trying where its category sells, as much is left of a unit, and there is stock', () => {
    expect(judgeListing([home, abroad], abroad, year)).toEqual({
      verdict: 'worthTrying',
      reasons: [
        { id: 'demand', side: 'for' },
        { id: 'margin', side: 'for' },
        { id: 'returns', side: 'for' },
        { id: 'priceLevel', side: 'for' },
        { id: 'stock', side: 'for' },
      ],
    });
  });

  it.each([
    ['demand', { categoryUnits: 80 }],
    ['margin', { feeRate: 0.4 }],
    ['returns', { categoryReturnRate: 0.3 }],
    ['priceLevel', { categoryPrice: 9 }],
  ] as const)('has %s against it', (id, changed) => {
    const target = { ...abroad, ...changed };
    const { reasons, verdict } = judgeListing([home, target], target, year);
    expect(reasons.find((reason) => reason.id === id)?.side).toBe('against');
    expect(verdict).not.toBe('worthTrying');
  });

  it('has an empty shelf against it', () => {
    const { reasons } = judgeListing([{ ...home, stock: 5 }, abroad], abroad, year);
    expect(reasons).toContainEqual({ id: 'stock', side: 'against' });
  });

  it('has no basis where hardly anything of its category is sold', () => {
    const target = { ...abroad, categoryUnits: 29 };
    expect(judgeListing([home, target], target, year).verdict).toBe('noBasis');
    expect(judgeListing([abroad], abroad, year).verdict).toBe('noBasis');
  });

  it('is no question where it is sold already', () => {
    expect(judgeListing([home, abroad], home, year).verdict).toBe('alreadySold');
  });
});
