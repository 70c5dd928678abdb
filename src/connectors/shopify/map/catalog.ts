import { z } from 'zod';
import { momentFromInstant } from '@/core/model/calendar';
import type { CustomerFact, InventoryLevelFact, ProductFact } from '@/core/model/facts';
import { parseMoney } from '@/core/model/money';
import { addressSchema, amountSchema, idOf, idSchema, stampSchema } from '../schema';

export const variantSchema = z.object({
  id: idSchema,
  title: z.string(),
  sku: z.string().nullish(),
  price: z.string(),
  // Null where no cost was entered, and where inventory is withheld.
  inventoryItem: z.object({ unitCost: amountSchema.nullish() }).nullish(),
});
export type Variant = z.infer<typeof variantSchema>;

export const productSchema = z.object({
  id: idSchema,
  title: z.string(),
  vendor: z.string(),
  productType: z.string(),
  updatedAt: stampSchema,
  description: z.string(),
  category: z.object({ name: z.string() }).nullish(),
});
export type Product = z.infer<typeof productSchema>;

/** Shopify's name of the one variant of a product without variants. */
const DEFAULT_TITLE = 'Default Title';

/**
 * Listings are sold, priced and stocked by variant, so each variant is a product, named as lines of orders name it; the
 * product it is one of is its parent. The seller's own product type says more than the standard category.
 */
export function mapProduct(product: Product, variants: readonly Variant[], currency: string): ProductFact[] {
  return variants.map(({ id, title, sku, price, inventoryItem }) => {
    const cost = inventoryItem?.unitCost;
    return {
      externalId: idOf(id),
      title: title === DEFAULT_TITLE ? product.title : `${product.title} - ${title}`,
      sku: sku || null,
      category: product.productType || product.category?.name || null,
      vendor: product.vendor || null,
      description: product.description || null,
      price: { amountMinor: parseMoney(price, currency), currency },
      // A cost in another currency cannot stand beside the price.
      cost: cost?.currencyCode === currency ? { amountMinor: parseMoney(cost.amount, currency), currency } : null,
      parentExternalId: idOf(product.id),
    };
  });
}

export const levelSchema = z.object({
  updatedAt: stampSchema,
  location: z.object({ name: z.string() }),
  quantities: z.array(z.object({ quantity: z.int(), updatedAt: stampSchema.nullish() })),
});
export type Level = z.infer<typeof levelSchema>;

/** Stock of a variant at its locations, seen when it last changed. It may be negative: sold beyond what there was. */
export function mapLevels(variantId: string, levels: readonly Level[], timeZone: string): InventoryLevelFact[] {
  return levels.flatMap(({ updatedAt, location, quantities: [available] }) =>
    available
      ? [
          {
            productExternalId: idOf(variantId),
            location: location.name,
            available: available.quantity,
            observed: momentFromInstant(new Date(available.updatedAt ?? updatedAt), timeZone),
          },
        ]
      : [],
  );
}

export const customerSchema = z.object({
  id: idSchema,
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  updatedAt: stampSchema,
  defaultEmailAddress: z.object({ emailAddress: z.string() }).nullish(),
  defaultAddress: addressSchema,
});

export function mapCustomer({
  id,
  firstName,
  lastName,
  defaultEmailAddress,
  defaultAddress,
}: z.infer<typeof customerSchema>): CustomerFact {
  return {
    externalId: idOf(id),
    name: [firstName, lastName].filter(Boolean).join(' ') || null,
    email: defaultEmailAddress?.emailAddress.toLowerCase() ?? null,
    country: defaultAddress?.countryCodeV2 ?? null,
    region: defaultAddress?.provinceCode ?? defaultAddress?.province ?? null,
    city: defaultAddress?.city ?? null,
  };
}
