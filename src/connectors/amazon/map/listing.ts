import { momentFromInstant } from '@/core/model/calendar';
import type { InventoryLevelFact, ProductFact } from '@/core/model/facts';
import type { Listing, Summary, Texts } from '../schema';
import { minorOf } from './money';

/** A listing, named by the seller's own SKU, as it is at the first of the marketplaces that has it. */
export function mapListing(listing: Listing, marketplaces: readonly string[]): ProductFact {
  const { sku, attributes } = listing;
  const summary = atFirst(listing.summaries, marketplaces, ({ marketplaceId }) => marketplaceId);
  const offers = listing.offers?.filter(({ offerType }) => offerType === 'B2C');
  const price = atFirst(offers, marketplaces, ({ marketplaceId }) => marketplaceId)?.price;
  const textOf = (texts: Texts): string | null => atFirst(texts, marketplaces, ({ marketplace_id }) => marketplace_id)?.value || null;
  return {
    externalId: sku,
    title: summary?.itemName || sku,
    sku,
    category: summary?.productType ? wordsOf(summary.productType) : null,
    vendor: textOf(attributes?.brand),
    description: textOf(attributes?.product_description),
    price: price ? { amountMinor: minorOf(price), currency: price.currencyCode } : null,
    parentExternalId: parentOf(listing),
  };
}

/** What is stated for the first of the marketplaces, else what is stated at all. */
function atFirst<T>(
  list: readonly T[] | null | undefined,
  marketplaces: readonly string[],
  marketplaceOf: (each: T) => string | null | undefined,
): T | undefined {
  const ranked = marketplaces.map((id) => list?.find((each) => marketplaceOf(each) === id));
  return ranked.find((each) => each !== undefined) ?? list?.[0];
}

/** DRINKING_CUP is "Drinking cup". */
function wordsOf(productType: string): string {
  const words = productType.toLowerCase().replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const parentOf = ({ relationships }: Listing): string | null =>
  relationships?.flatMap((each) => each.relationships).find(({ type, parentSkus }) => type === 'VARIATION' && parentSkus?.length)
    ?.parentSkus?.[0] ?? null;

/** What the seller sends out; null for a listing of which Amazon has the stock. */
export function mapOwnStock({ sku, fulfillmentAvailability, summaries }: Listing, at: Date, timeZone: string): InventoryLevelFact | null {
  const own = fulfillmentAvailability?.find(({ fulfillmentChannelCode }) => fulfillmentChannelCode === 'DEFAULT');
  if (own?.quantity == null) return null;
  const stamps = (summaries ?? []).map(({ lastUpdatedDate }) => Date.parse(lastUpdatedDate));
  const seen = stamps.length > 0 ? new Date(Math.max(...stamps)) : at;
  return { productExternalId: sku, location: 'Own stock', available: own.quantity, observed: momentFromInstant(seen, timeZone) };
}

/** What lies with Amazon and can be sent out; of what is broken, on its way or reserved nothing. */
export function mapAmazonStock(summary: Summary, { pool, at, timeZone }: { pool: string; at: Date; timeZone: string }): InventoryLevelFact {
  const { sellerSku, inventoryDetails, totalQuantity, lastUpdatedTime } = summary;
  return {
    productExternalId: sellerSku,
    location: `Amazon ${pool}`,
    available: inventoryDetails?.fulfillableQuantity ?? totalQuantity ?? 0,
    observed: momentFromInstant(lastUpdatedTime ? new Date(lastUpdatedTime) : at, timeZone),
  };
}
