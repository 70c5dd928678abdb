import type { ReviewColumns } from './columns';

/** Reviews a day of each marketplace: tells a product's burst from a busy day of the shop. Small enough to be stored. */
export interface ShopDays {
  markets: Record<string, MarketDays>;
}

export interface MarketDays {
  firstDay: number;
  counts: number[];
  /** Days since its first review, summed over all products: reviews divided by it are the usual pace of a product. */
  productDays: number;
}

/** A span no shop has: a wrong date must not fill the memory. */
const MAX_DAYS = 20_000;

export function countShopDays(columns: ReviewColumns): ShopDays {
  const markets: ShopDays['markets'] = {};
  for (const [market, name] of columns.markets.entries()) {
    let first = Infinity;
    let last = -Infinity;
    for (let row = 0; row < columns.count; row += 1) {
      if (columns.market[row] !== market) continue;
      first = Math.min(first, columns.day[row] ?? 0);
      last = Math.max(last, columns.day[row] ?? 0);
    }
    first = Math.max(first, last - MAX_DAYS);
    const counts = Array.from({ length: last - first + 1 }, () => 0);
    for (let row = 0; row < columns.count; row += 1) {
      const at = (columns.day[row] ?? 0) - first;
      if (columns.market[row] === market && at >= 0) counts[at] = (counts[at] ?? 0) + 1;
    }
    markets[name] = { firstDay: first, counts, productDays: productDaysOf(columns, market, last) };
  }
  return { markets };
}

function productDaysOf(columns: ReviewColumns, market: number, last: number): number {
  let sum = 0;
  for (let product = 0; product < columns.products.length; product += 1) {
    const first = columns.byProduct[columns.productStart[product] ?? 0] ?? 0;
    if (columns.productMarket[product] === market) sum += last - (columns.day[first] ?? 0) + 1;
  }
  return sum;
}
