import type { ProductFact, ReviewFact } from '@/core/model/facts';
import type { SandboxShop } from '../../kit/sandbox/shop';
import { buyerIdOf, secondsOf, toVendorMoney } from './numbers';
import { optionOf } from './options';

/** Listings of the seeded shop: facts with the same parent, or a single one. */
export function listingsOf(shop: SandboxShop, shopId: number): Record<string, unknown>[] {
  const groups = new Map<string, ProductFact[]>();
  for (const product of shop.products) {
    const id = product.parentExternalId ?? product.externalId;
    groups.set(id, [...(groups.get(id) ?? []), product]);
  }
  const sections = sectionsOf(shop);
  return [...groups].map(([id, products]) => toListing(shop, { id: Number(id), shopId, products, sections }));
}

function toListing(
  shop: SandboxShop,
  { id, shopId, products, sections }: { id: number; shopId: number; products: ProductFact[]; sections: ReturnType<typeof sectionsOf> },
): Record<string, unknown> {
  const [first] = products;
  const levelOf = ({ externalId }: ProductFact) => shop.inventory.find(({ productExternalId }) => productExternalId === externalId);
  const stockOf = (product: ProductFact): number => levelOf(product)?.available ?? 0;
  const quantity = products.reduce((sum, product) => sum + stockOf(product), 0);
  const updated = secondsOf((first ? levelOf(first)?.observed.at : undefined) ?? shop.account.openedAt);
  const prices = products.map(({ price }) => price?.amountMinor ?? 0n);
  const cheapest = prices.reduce((least, price) => (price < least ? price : least), prices[0] ?? 0n);
  const isVaried = first?.parentExternalId != null;
  const title = first?.title ?? '';
  return {
    listing_id: id,
    shop_id: shopId,
    title: isVaried ? title.slice(0, title.lastIndexOf(' - ')) : title,
    description: first?.description ?? '',
    state: quantity > 0 ? 'active' : 'sold_out',
    created_timestamp: secondsOf(shop.account.openedAt),
    last_modified_timestamp: updated,
    updated_timestamp: updated,
    quantity,
    shop_section_id: sections.find((section) => section.title === first?.category)?.shop_section_id ?? null,
    skus: products.map(({ sku }) => sku ?? ''),
    has_variations: isVaried,
    listing_type: 'physical',
    price: toVendorMoney(cheapest, shop.account.currency),
    inventory: {
      products: products.map((product, index) => ({
        // Others after each change of the stock.
        product_id: updated * 100 + index,
        sku: product.sku ?? '',
        is_deleted: false,
        offerings: [
          {
            offering_id: updated * 100 + index,
            quantity: stockOf(product),
            is_enabled: true,
            is_deleted: false,
            price: toVendorMoney(product.price?.amountMinor ?? 0n, shop.account.currency),
          },
        ],
        property_values: optionOf(product, product.externalId).properties,
      })),
      price_on_property: [],
      quantity_on_property: [],
      sku_on_property: [],
    },
  };
}

export function sectionsOf({ products }: SandboxShop): { shop_section_id: number; title: string }[] {
  const titles = [...new Set(products.flatMap(({ category }) => category ?? []))].sort();
  return titles.map((title, index) => ({ shop_section_id: 1001 + index, title }));
}

/** Reviews, the newest first. Each is of a line, and of one line there is one. */
export function toReview({ externalId, productExternalId, customerExternalId, score, body, reviewed }: ReviewFact, shopId: number) {
  const stamp = secondsOf(reviewed.at);
  return {
    shop_id: shopId,
    listing_id: Number(productExternalId?.split(':')[0] ?? 1),
    transaction_id: lineOf(externalId),
    ...(customerExternalId ? { buyer_user_id: buyerIdOf(customerExternalId) } : {}),
    rating: score,
    review: body ?? '',
    language: 'en',
    create_timestamp: stamp,
    created_timestamp: stamp,
    update_timestamp: stamp,
    updated_timestamp: stamp,
  };
}

/** "etsy-review-3200000013" is of the first line of that order; planted ones, "etsy-review-x1001", of lines of their own. */
export const lineOf = (review: string): number => {
  const digits = Number(review.replace(/\D/g, ''));
  return /x\d+$/.test(review) ? 9_000_000_000_000 + digits : digits * 1000 + 1;
};
