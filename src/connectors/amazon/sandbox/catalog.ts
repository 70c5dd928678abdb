import type { ProductFact } from '@/core/model/facts';
import type { SandboxShop } from '../../kit/sandbox/shop';
import type { Place } from '../regions';
import type { Listed } from './lists';
import { toMoney } from './numbers';

const skuOf = ({ sku, externalId }: ProductFact): string => sku ?? externalId;
const isWithAmazon = (product: ProductFact): boolean => skuOf(product).endsWith('-FBA');

/** "Mugs & Cups" is MUGS_CUPS. */
const typeOf = ({ category }: ProductFact): string => (category ?? 'home').toUpperCase().replace(/[^A-Z0-9]+/g, '_');

const levelOf = (shop: SandboxShop, { externalId }: ProductFact) =>
  shop.inventory.find(({ productExternalId }) => productExternalId === externalId);

export function listingsOf(shop: SandboxShop, places: readonly Place[], included: readonly string[]): Listed[] {
  const created = shop.account.openedAt.getTime();
  return shop.products
    .map((product, index) => {
      const createdDate = new Date(created + index * 1000).toISOString();
      return { item: toListing(shop, product, { places, included, createdDate }), sort: `${createdDate} ${skuOf(product)}` };
    })
    .sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

function toListing(
  shop: SandboxShop,
  product: ProductFact,
  { places, included, createdDate }: { places: readonly Place[]; included: readonly string[]; createdDate: string },
): Record<string, unknown> {
  const level = levelOf(shop, product);
  const updated = (level?.observed.at ?? shop.account.openedAt).toISOString();
  const texts = (value: string | null | undefined) =>
    value ? places.map(({ id }) => ({ value, language_tag: 'en_US', marketplace_id: id })) : [];
  const has = (name: string, value: object): object => (included.includes(name) ? { [name]: value } : {});
  const { price } = product;
  return {
    sku: skuOf(product),
    ...has(
      'summaries',
      places.map(({ id }) => ({
        marketplaceId: id,
        asin: product.externalId,
        productType: typeOf(product),
        status: ['BUYABLE', 'DISCOVERABLE'],
        itemName: product.title,
        createdDate,
        lastUpdatedDate: updated,
      })),
    ),
    ...has('attributes', {
      brand: texts(product.vendor),
      product_description: texts(product.description),
      number_of_items: [{ value: 1 }],
    }),
    ...has(
      'offers',
      places
        .filter(({ currency }) => currency === price?.currency)
        .map(({ id, currency }) => ({ marketplaceId: id, offerType: 'B2C', price: toMoney(price?.amountMinor ?? 0n, currency) })),
    ),
    ...has('fulfillmentAvailability', [
      isWithAmazon(product)
        ? { fulfillmentChannelCode: 'AMAZON_NA' }
        : { fulfillmentChannelCode: 'DEFAULT', quantity: level?.available ?? 0 },
    ]),
    ...has(
      'relationships',
      places.map(({ id }) => ({
        marketplaceId: id,
        relationships: product.parentExternalId ? [{ type: 'VARIATION', parentSkus: [product.parentExternalId] }] : [],
      })),
    ),
  };
}

/** What of the account's stock lies with Amazon. */
export function summariesOf(shop: SandboxShop): Listed[] {
  return shop.products
    .filter(isWithAmazon)
    .map((product) => {
      const level = levelOf(shop, product);
      const fulfillableQuantity = level?.available ?? 0;
      const item = {
        asin: product.externalId,
        fnSku: `X00${product.externalId.slice(-7)}`,
        sellerSku: skuOf(product),
        condition: 'NewItem',
        inventoryDetails: { fulfillableQuantity, inboundWorkingQuantity: 3, reservedQuantity: { totalReservedQuantity: 2 } },
        lastUpdatedTime: (level?.observed.at ?? shop.account.openedAt).toISOString(),
        productName: product.title,
        totalQuantity: fulfillableQuantity + 5,
      };
      return { item, sort: skuOf(product) };
    })
    .sort((a, b) => (a.sort < b.sort ? -1 : 1));
}
