import type { AdviceWish } from '@/analyst/frames/advice';
import { boughtTogetherInput } from '@/tools/bought-together/tool';
import { compareListingsInput } from '@/tools/compare-listings/tool';
import { recommendProductsInput } from '@/tools/recommend-products/tool';
import { reviewTrustInput } from '@/tools/review-trust/tool';

/** The tool call that answers a wish for advice. */
export function callOf(wish: AdviceWish): { toolName: string; input: object } {
  const { topic, products, marketplaces, customer, show, limit, period } = wish;
  const listed = { ...(products.length > 0 ? { products } : {}), ...(limit === undefined ? {} : { limit }) };
  switch (topic) {
    case 'trust': {
      const at = marketplaces.length > 0 ? { marketplaces } : {};
      return { toolName: 'reviewTrust', input: { ...listed, ...at, ...(show ? { show } : {}), ...(period ? { period } : {}) } };
    }
    case 'listing': {
      const [product] = products;
      const [marketplace] = marketplaces;
      return { toolName: 'compareListings', input: { product, ...(marketplace === undefined ? {} : { marketplace }) } };
    }
    case 'together':
      return { toolName: 'boughtTogether', input: listed };
    case 'similar':
    case 'basket':
    case 'customer':
    case 'everyone':
    case 'trending':
    case 'buyAgain':
    case 'model':
      return { toolName: 'recommendProducts', input: { by: topic, ...listed, ...(customer === undefined ? {} : { customer }) } };
  }
}

/** The wish a call answered, for a question that goes on from it; null when it was no advice. */
export function wishOfCall(toolName: string, raw: unknown): AdviceWish | null {
  if (toolName === 'reviewTrust') {
    const { data } = reviewTrustInput.safeParse(raw);
    return data ? { topic: 'trust', ...named(data), ...(data.show ? { show: data.show } : {}) } : null;
  }
  if (toolName === 'compareListings') {
    const { data } = compareListingsInput.safeParse(raw);
    return data
      ? { topic: 'listing', products: [data.product], marketplaces: data.marketplace === undefined ? [] : [data.marketplace] }
      : null;
  }
  if (toolName === 'boughtTogether') {
    const { data } = boughtTogetherInput.safeParse(raw);
    return data ? { topic: 'together', ...named(data) } : null;
  }
  if (toolName !== 'recommendProducts') return null;
  const { data } = recommendProductsInput.safeParse(raw);
  return data ? { topic: data.by, ...named(data), ...(data.customer === undefined ? {} : { customer: data.customer }) } : null;
}

const named = ({
  products = [],
  marketplaces = [],
}: {
  products?: string[] | undefined;
  marketplaces?: string[] | undefined;
}): Pick<AdviceWish, 'products' | 'marketplaces'> => ({ products, marketplaces });
