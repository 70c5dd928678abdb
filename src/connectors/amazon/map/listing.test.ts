import { describe, expect, it } from 'vitest';
import { listingSchema, summarySchema } from '../schema';
import { mapAmazonStock, mapListing, mapOwnStock } from './listing';

const at = (marketplaceId: string, itemName: string, lastUpdatedDate: string) => ({
  marketplaceId,
  asin: 'B071VG5N9D',
  productType: 'DRINKING_CUP',
  status: ['BUYABLE'],
  itemName,
  createdDate: '2021-02-01T00:00:00Z',
  lastUpdatedDate,
});

const LISTING = {
  sku: 'GM-ZDPI-9B4E',
  summaries: [at('A2EUQ1WTGCTBG2', 'Tasse', '2026-03-01T00:00:00Z'), at('ATVPDKIKX0DER', 'Cup', '2026-02-01T00:00:00Z')],
  attributes: {
    brand: [{ value: 'Juniper & Clay', language_tag: 'en_US', marketplace_id: 'ATVPDKIKX0DER' }],
    product_description: [
      { value: 'Une tasse.', marketplace_id: 'A2EUQ1WTGCTBG2' },
      { value: 'A cup.', marketplace_id: 'ATVPDKIKX0DER' },
    ],
    item_weight: [{ unit: 'pounds', value: 1.6 }],
  },
  offers: [
    { marketplaceId: 'A2EUQ1WTGCTBG2', offerType: 'B2C', price: { currencyCode: 'CAD', amount: '32.00' } },
    { marketplaceId: 'ATVPDKIKX0DER', offerType: 'B2B', price: { currencyCode: 'USD', amount: '20.00' } },
    { marketplaceId: 'ATVPDKIKX0DER', offerType: 'B2C', price: { currencyCode: 'USD', amount: '24.00' } },
  ],
  fulfillmentAvailability: [{ fulfillmentChannelCode: 'AMAZON_NA' }, { fulfillmentChannelCode: 'DEFAULT', quantity: 7 }],
  relationships: [{ marketplaceId: 'ATVPDKIKX0DER', relationships: [{ type: 'VARIATION', parentSkus: ['CUPS'] }] }],
};
const listing = (change: object = {}) => listingSchema.parse({ ...LISTING, ...change });
const NOW = new Date('2026-03-10T12:00:00Z');

describe('a listing', () => {
  it('is told as it is at the first marketplace', () => {
    expect(mapListing(listing(), ['ATVPDKIKX0DER', 'A2EUQ1WTGCTBG2'])).toEqual({
      externalId: 'GM-ZDPI-9B4E',
      title: 'Cup',
      sku: 'GM-ZDPI-9B4E',
      category: 'Drinking cup',
      vendor: 'Juniper & Clay',
      description: 'A cup.',
      price: { amountMinor: 2400n, currency: 'USD' },
      parentExternalId: 'CUPS',
    });
    expect(mapListing(listing(), ['A2EUQ1WTGCTBG2'])).toMatchObject({ title: 'Tasse', price: { amountMinor: 3200n, currency: 'CAD' } });
  });

  it('may have hardly anything', () => {
    expect(mapListing(listingSchema.parse({ sku: 'X', attributes: { brand: 'none' } }), [])).toEqual({
      externalId: 'X',
      title: 'X',
      sku: 'X',
      category: null,
      vendor: null,
      description: null,
      price: null,
      parentExternalId: null,
    });
  });
});

describe('stock', () => {
  it('of the seller is that of the listing, seen when it last changed', () => {
    expect(mapOwnStock(listing(), NOW, 'UTC')).toMatchObject({
      productExternalId: 'GM-ZDPI-9B4E',
      location: 'Own stock',
      available: 7,
      observed: { local: '2026-03-01T00:00:00' },
    });
    expect(
      mapOwnStock(listing({ fulfillmentAvailability: [{ fulfillmentChannelCode: 'AMAZON_NA', quantity: 3 }] }), NOW, 'UTC'),
    ).toBeNull();
  });

  it('with Amazon is what can be sent out, not what is broken or on its way', () => {
    const summary = {
      sellerSku: 'S',
      lastUpdatedTime: '2026-03-09T08:00:00Z',
      totalQuantity: 12,
      inventoryDetails: { fulfillableQuantity: 4 },
    };
    const map = (change: object) =>
      mapAmazonStock(summarySchema.parse({ ...summary, ...change }), { pool: 'EU', at: NOW, timeZone: 'UTC' });
    expect(map({})).toMatchObject({
      productExternalId: 'S',
      location: 'Amazon EU',
      available: 4,
      observed: { local: '2026-03-09T08:00:00' },
    });
    expect(map({ inventoryDetails: null, lastUpdatedTime: null })).toMatchObject({
      available: 12,
      observed: { local: '2026-03-10T12:00:00' },
    });
  });
});
