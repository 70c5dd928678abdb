import type { ProductFact } from '@/core/model/facts';
import type { Property, Transaction } from '../schema';

/**
 * Id of what a listing sells: the listing, or of one with variations the listing and the values that were chosen. Etsy's
 * own ids of products and offerings are new with every change of the stock, so nothing can be known by them.
 */
export function variantId(listingId: string, properties: readonly Property[] | null | undefined): string {
  const values = [...(properties ?? [])]
    .sort((a, b) => (a.property_id < b.property_id ? -1 : 1))
    .map(({ values: chosen }) => chosen.join('+'));
  const name = values.filter((value) => value !== '').join('/');
  return (name === '' ? listingId : `${listingId}:${name}`).slice(0, 300);
}

/** Product of a line. One whose listing is gone is known by its SKU, else by its name. */
export function productIdOf({ listing_id, product_data, sku, title, transaction_id }: Transaction): string {
  return listing_id ? variantId(listing_id, product_data) : `line:${sku || title || transaction_id}`.slice(0, 300);
}

/** The product of a line that no listing has; null when there is a listing. */
export function lineProduct(line: Transaction): ProductFact | null {
  return line.listing_id ? null : { externalId: productIdOf(line), title: titleOf(line), sku: line.sku || null };
}

export const titleOf = ({ title, sku, transaction_id }: Transaction): string => title || sku || transaction_id;
