import { describe, expect, it } from 'vitest';
import { listingSchema } from '../schema';
import { hasAllVariants, mapLevels, mapListing } from './listing';
import { money } from './receipt.fixture';

const offering = (quantity: number, more: Record<string, unknown> = {}) => ({
  quantity,
  is_enabled: true,
  is_deleted: false,
  price: money(4400),
  ...more,
});
const product = (value: string | null, offerings: object[], more: Record<string, unknown> = {}) => ({
  product_id: 1,
  sku: `P-${value ?? 'only'}`,
  is_deleted: false,
  offerings,
  property_values: value === null ? [] : [{ property_id: 100, property_name: 'Size', values: [value] }],
  ...more,
});
const listing = (products: object[] | null, quantity: number) =>
  listingSchema.parse({
    listing_id: 1600104729,
    title: 'Planter',
    description: 'Thrown by hand.',
    quantity,
    updated_timestamp: Date.parse('2026-03-08T06:30:00Z') / 1000,
    shop_section_id: 1001,
    skus: ['P-1'],
    price: money(4400),
    inventory: products && { products, price_on_property: [] },
  });

const stockOf = (each: ReturnType<typeof listing>) =>
  mapLevels(each, 'UTC').map(({ productExternalId, available }) => [productExternalId, available]);

describe('a listing', () => {
  it('without variations is one product, in the section of the shop', () => {
    const single = listing([product(null, [offering(7)])], 7);
    expect(mapListing(single, 'Vases')).toEqual([
      {
        externalId: '1600104729',
        title: 'Planter',
        sku: 'P-only',
        category: 'Vases',
        description: 'Thrown by hand.',
        price: { amountMinor: 4400n, currency: 'EUR' },
      },
    ]);
    expect(mapLevels(single, 'America/New_York')).toMatchObject([
      { productExternalId: '1600104729', location: 'Etsy', available: 7, observed: { local: '2026-03-08T01:30:00' } },
    ]);
  });

  it('with variations is each of them and itself, which reviews name', () => {
    const varied = listing([product('Small', [offering(2)]), product('Large', [offering(3, { price: money(6200) })])], 5);
    const facts = mapListing(varied, null);
    expect(
      facts.map(({ externalId, title, sku, parentExternalId, price }) => [externalId, title, sku, parentExternalId, price?.amountMinor]),
    ).toEqual([
      ['1600104729', 'Planter', null, undefined, 4400n],
      ['1600104729:Small', 'Planter - Small', 'P-Small', '1600104729', 4400n],
      ['1600104729:Large', 'Planter - Large', 'P-Large', '1600104729', 6200n],
    ]);
    expect(stockOf(varied)).toEqual([
      ['1600104729:Small', 2],
      ['1600104729:Large', 3],
    ]);
  });

  it('without a record of its stock has the one quantity it states', () => {
    const bare = listing(null, 4);
    expect([stockOf(bare), mapListing(bare, null)[0]?.sku]).toEqual([[['1600104729', 4]], 'P-1']);
  });

  it('does not count what is deleted or switched off', () => {
    const offerings = [offering(9, { is_deleted: true, price: money(1) }), offering(5, { is_enabled: false }), offering(2)];
    const half = listing([product('Small', offerings), product('Gone', [offering(8)], { is_deleted: true })], 2);
    expect(stockOf(half)).toEqual([['1600104729:Small', 2]]);
    expect(mapListing(half, null)[1]?.price).toEqual({ amountMinor: 4400n, currency: 'EUR' });
    expect(hasAllVariants(half)).toBe(true);
  });

  it('whose variations are cut off is known by its quantity', () => {
    expect(hasAllVariants(listing([product('Small', [offering(2)])], 5))).toBe(false);
    expect(hasAllVariants(listing(null, 5))).toBe(true);
  });
});
