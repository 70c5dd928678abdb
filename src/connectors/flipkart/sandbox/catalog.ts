import type { SandboxReply } from '../../kit/sandbox/server';
import type { SandboxShop } from '../../kit/sandbox/shop';
import { listingIdOf, rupees } from './numbers';

const MOST_SKUS = 10;

/** A page of the SKUs of the shop. The id of a page is nobody's to read. */
export function searchListings({ products }: SandboxShop, body: Record<string, unknown>, most: number): SandboxReply {
  const start = typeof body['page_id'] === 'string' ? Number(Buffer.from(body['page_id'], 'base64url').toString()) : 0;
  const listings = products.slice(start, start + most).map(({ externalId, sku }) => ({
    listing_id: listingIdOf(externalId),
    product_id: externalId,
    sku_id: sku ?? externalId,
  }));
  const hasMore = start + most < products.length;
  const next = hasMore ? { next_page_id: Buffer.from(String(start + most)).toString('base64url') } : {};
  return { status: 200, body: { listings, has_more: hasMore, ...next } };
}

export function getListings(shop: SandboxShop, skus: readonly string[], locationId: string): SandboxReply {
  if (skus.length > MOST_SKUS)
    return { status: 400, body: { errors: [{ severity: 'ERROR', code: 400, description: 'too many', path: '' }] } };
  const found = skus.flatMap((sku) => {
    const product = shop.products.find((each) => (each.sku ?? each.externalId) === sku);
    return product ? [[sku, product] as const] : [];
  });
  const available = found.map(([sku, { externalId, title, price }]) => [
    sku,
    {
      listing_id: listingIdOf(externalId),
      product_id: externalId,
      product_title: title,
      listing_status: 'ACTIVE',
      archived_status: 'NONE',
      fulfillment_profile: 'NON_FBF',
      price: { mrp: rupees(price?.amountMinor ?? 0n), selling_price: rupees(price?.amountMinor ?? 0n), currency: 'INR' },
      tax: { hsn: '6302', tax_code: 'GST_12' },
      locations: [
        {
          id: locationId,
          status: 'ENABLED',
          inventory: shop.inventory.find(({ productExternalId }) => productExternalId === externalId)?.available ?? 0,
        },
      ],
      packages: [],
    },
  ]);
  const unavailable = skus.filter((sku) => !found.some(([known]) => known === sku));
  return { status: 200, body: { available: Object.fromEntries(available) as unknown, unavailable, invalid: [] } };
}
