import { momentFromInstant } from '@/core/model/calendar';
import type { InventoryLevelFact, ProductFact } from '@/core/model/facts';
import { parseMoney } from '@/core/model/money';
import type { Listing } from '../schema';

/** A listing as a product. @throws AppError invalid_input when its price cannot be read. */
export function mapListing({ listing_id: externalId, product_title, price }: Listing, sku: string): ProductFact {
  const { currency } = price;
  const amount = price.selling_price ?? price.flipkart_selling_price;
  return {
    externalId,
    title: product_title || sku,
    sku,
    ...(amount ? { price: { amountMinor: parseMoney(amount, currency), currency } } : {}),
  };
}

/** Stock at each location, as of when it was read: Flipkart names no time. From a location that is switched off nothing is sold. */
export function mapLevels({ listing_id, locations }: Listing, now: Date, timeZone: string): InventoryLevelFact[] {
  return (locations ?? []).flatMap(({ id: location, status, inventory }) =>
    inventory === null || inventory === undefined
      ? []
      : [
          {
            productExternalId: listing_id,
            location,
            available: status.toUpperCase() === 'ENABLED' ? inventory : 0,
            observed: momentFromInstant(now, timeZone),
          },
        ],
  );
}
