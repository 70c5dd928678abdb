import type { InventoryLevelFact, ProductFact } from '@/core/model/facts';
import type { Inventory, Listing, Money } from '../schema';
import { momentOf } from './draft';
import { minorOf } from './money';
import { variantId } from './product-id';

/** Etsy keeps one stock, wherever it lies. */
const LOCATION = 'Etsy';

/** What a listing sells: itself, or each of its variations. */
interface Variant {
  externalId: string;
  /** "Large, Oiled"; empty for the listing itself. */
  name: string;
  sku: string | null;
  price: Money;
  available: number;
}

function variantsOf({ listing_id, price, quantity, skus, inventory }: Listing): Variant[] {
  const products = (inventory?.products ?? []).filter(({ is_deleted }) => !is_deleted);
  if (products.length === 0) return [{ externalId: listing_id, name: '', sku: skus?.[0] || null, price, available: quantity }];
  return products.map(({ sku, offerings, property_values }) => {
    const [first] = offerings.filter(({ is_deleted }) => !is_deleted);
    return {
      externalId: variantId(listing_id, property_values),
      name: (property_values ?? []).map(({ values }) => values.join(' ')).join(', '),
      sku: sku || null,
      price: first?.price ?? price,
      available: availableOf(offerings),
    };
  });
}

const availableOf = (offerings: Inventory['products'][number]['offerings']): number =>
  offerings.reduce((sum, { quantity, is_enabled, is_deleted }) => (is_enabled && !is_deleted ? sum + quantity : sum), 0);

/**
 * A listing as products: one, or one for each variation and the listing itself as their parent, which is what reviews and
 * lines without their choice name. The seller's own section says more than Etsy's taxonomy, of which only numbers come.
 */
export function mapListing(listing: Listing, section: string | null): ProductFact[] {
  const { listing_id, title, description } = listing;
  const variants = variantsOf(listing);
  const both = { category: section, description: description || null };
  const products = variants.map(({ externalId, name, sku, price }): ProductFact => ({
    externalId,
    title: name === '' ? title : `${title} - ${name}`,
    sku,
    ...both,
    price: priceOf(price),
    ...(externalId === listing_id ? {} : { parentExternalId: listing_id }),
  }));
  const hasOwn = products.some(({ externalId }) => externalId === listing_id);
  return hasOwn ? products : [{ externalId: listing_id, title, sku: null, ...both, price: priceOf(listing.price) }, ...products];
}

const priceOf = (price: Money): NonNullable<ProductFact['price']> => ({
  amountMinor: minorOf(price, price.currency_code),
  currency: price.currency_code,
});

/** Stock by variation, as of the last change of the listing. */
export function mapLevels(listing: Listing, timeZone: string): InventoryLevelFact[] {
  const observed = momentOf(listing.updated_timestamp, timeZone);
  return variantsOf(listing).map(({ externalId, available }) => ({
    productExternalId: externalId,
    location: LOCATION,
    available,
    observed,
  }));
}

/** Whether all variations came: their stock adds up to what is stated. */
export function hasAllVariants(listing: Listing): boolean {
  if (!listing.inventory) return true;
  const available = listing.inventory.products.reduce(
    (sum, { is_deleted, offerings }) => (is_deleted ? sum : sum + availableOf(offerings)),
    0,
  );
  return available === listing.quantity;
}
