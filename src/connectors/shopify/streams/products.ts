import { z } from 'zod';
import { emptyBatch, type ProductFact } from '@/core/model/facts';
import type { Session, Stream } from '../../kit/contract';
import { PRODUCT_VARIANTS, PRODUCTS } from '../documents';
import { mapProduct, productSchema, variantSchema, type Variant } from '../map/catalog';
import { connectionSchema, newestOf, pageCursorOf, readAll, readPage, searchIn, understood, windowOf } from '../paging';
import { moreSchema } from '../schema';

const PAGE_SIZE = 50;
const PAGE_COST = 60;
/** Variants on a page of one product that has more than its place in a page of products holds. */
const VARIANTS = 100;

const listedSchema = productSchema.extend({
  variantsCount: z.object({ count: z.int() }).nullish(),
  variants: z.object({ nodes: z.array(variantSchema), pageInfo: moreSchema }),
});
type Listed = z.infer<typeof listedSchema>;

export const productsStream: Stream = {
  id: 'products',
  scopes: ['read_products'],
  by: 'updated',
  overlapMs: 600_000,
  // Pages go on by a cursor, however long the window is.
  pastDays: 5_000,
  async read(session, request) {
    const schema = z.object({ products: connectionSchema }).transform(({ products }) => products);
    const variables = { query: searchIn('updated_at', windowOf(request)) };
    const page = await readPage(session, { query: PRODUCTS, variables, schema, cost: PAGE_COST }, pageCursorOf(request, PAGE_SIZE));
    const { records, notices } = understood(listedSchema, page?.nodes ?? [], 'product');
    const products: ProductFact[] = [];
    for (const product of records) products.push(...mapProduct(product, await variantsOf(session, product), session.currency));
    const newest = newestOf(records.map(({ updatedAt }) => updatedAt));
    return { facts: { ...emptyBatch(), products }, next: page?.next ?? null, newest, notices };
  },
};

async function variantsOf(session: Session, { id, variants, variantsCount }: Listed): Promise<readonly Variant[]> {
  if (!variants.pageInfo.hasNextPage && variants.nodes.length >= (variantsCount?.count ?? 0)) return variants.nodes;
  const schema = z
    .object({ product: z.object({ variants: connectionSchema }).nullable() })
    .transform(({ product }) => product?.variants ?? null);
  const listing = { query: PRODUCT_VARIANTS, variables: { id }, schema, cost: 20 };
  return readAll(session, listing, { first: VARIANTS, entry: variantSchema });
}
