import type { ProductFact } from '@/core/model/facts';

/** The property the sandbox's variations differ in. */
const PROPERTY = { property_id: 513, property_name: 'Option', scale_id: null, scale_name: null };

export interface Option {
  /** Null when the listing is gone. */
  listingId: number | null;
  /** Values by which it is one of the listing's variations; none when it is the listing. */
  properties: object[];
}

/** A product with a parent is a variation of it: its id is the listing's and its value, as "77:Large". */
export function optionOf(product: ProductFact | undefined, id: string | null): Option {
  const listing = product?.parentExternalId ?? id?.split(':')[0] ?? '';
  const value = id?.includes(':') ? id.slice(id.indexOf(':') + 1) : '';
  if (!/^\d+$/.test(listing)) return { listingId: null, properties: [] };
  return {
    listingId: Number(listing),
    properties: value === '' ? [] : [{ ...PROPERTY, value_ids: [Number(listing) % 100_000], values: [value] }],
  };
}
