/** What is known of a product and of its category on one marketplace, over the same days. Money in major units of one currency. */
export interface MarketFigures {
  marketplace: string;
  /** Of the product. */
  units: number;
  price: number | null;
  returnRate: number | null;
  stock: number;
  /** Of its category. */
  categoryUnits: number;
  categoryProducts: number;
  categoryPrice: number | null;
  categoryReturnRate: number | null;
  /** Fees as a share of gross sales, of everything sold there. */
  feeRate: number | null;
}

/** What a product brings on a marketplace, or would bring. */
export interface ListingEstimate {
  marketplace: string;
  isSold: boolean;
  /** Units a month: those sold, or those to be expected (see expectedUnits). */
  unitsPerMonth: number | null;
  /** What is left of the price after fees and returns; null where fees are not known. */
  netPerUnit: number | null;
  netPerMonth: number | null;
}

export const REASONS = ['demand', 'margin', 'returns', 'priceLevel', 'stock'] as const;
export type ReasonId = (typeof REASONS)[number];

/** How each reason is called. */
export const REASON_TITLES: Readonly<Record<ReasonId, string>> = {
  demand: 'Units to be expected',
  margin: 'What is left of a unit',
  returns: 'Returns in its category',
  priceLevel: 'Price against its category',
  stock: 'Stock for one more marketplace',
};

export type Side = 'for' | 'against' | 'neither' | 'unknown';
export type Verdict = 'alreadySold' | 'worthTrying' | 'mixed' | 'ratherNot' | 'noBasis';

export interface Judgement {
  verdict: Verdict;
  reasons: { id: ReasonId; side: Side }[];
}

/** Of the five, how many must speak for it when none speaks against it. */
const ENOUGH_REASONS = 3;
/** Units of a category on a marketplace below which nothing can be said of it. */
export const LEAST_CATEGORY_UNITS = 30;
/** Expected units as a share of the mean where it sells: enough, and too few. */
const ENOUGH_DEMAND = 0.5;
const TOO_LITTLE_DEMAND = 0.2;
/** Net of a unit as a share of that where it sells. */
const GOOD_MARGIN = 0.95;
const POOR_MARGIN = 0.85;
/** Returns beyond both are more than chance and habit explain. */
const RETURNS_FACTOR = 1.5;
const RETURNS_POINTS = 0.02;
/** The own price as a multiple of what the category costs there. */
const DEAR = 1.5;
/** Months the stock lasts. */
const SCARCE_MONTHS = 1;
const AMPLE_MONTHS = 2;

/**
 * Units a month to be expected on a marketplace where a product is not sold: what a product of its category sells there,
 * times how much more or less than such a product it sells where it is (ratio of sums). A proportion, not a forecast.
 */
export function expectedUnits(figures: readonly MarketFigures[], target: MarketFigures, months: number): number | null {
  let own = 0;
  let usual = 0;
  for (const { units, categoryUnits, categoryProducts } of figures) {
    if (units <= 0 || categoryProducts === 0) continue;
    own += units;
    usual += categoryUnits / categoryProducts;
  }
  if (usual === 0 || target.categoryProducts === 0 || months <= 0) return null;
  return ((own / usual) * (target.categoryUnits / target.categoryProducts)) / months;
}

/** What a product brings on each marketplace, the ones without it estimated. @param price the product's own, over all marketplaces. */
export function estimateListings(
  figures: readonly MarketFigures[],
  { months, price }: { months: number; price: number | null },
): ListingEstimate[] {
  return figures.map((market) => {
    const isSold = market.units > 0;
    const unitsPerMonth = isSold ? market.units / months : expectedUnits(figures, market, months);
    const returnRate = isSold ? market.returnRate : market.categoryReturnRate;
    const own = isSold ? market.price : price;
    const netPerUnit = own === null || market.feeRate === null ? null : own * (1 - market.feeRate) * (1 - (returnRate ?? 0));
    const netPerMonth = netPerUnit === null || unitsPerMonth === null ? null : netPerUnit * unitsPerMonth;
    return { marketplace: market.marketplace, isSold, unitsPerMonth, netPerUnit, netPerMonth };
  });
}

/** What speaks for and against selling a product on one more marketplace. Thresholds are the constants above. */
export function judgeListing(
  figures: readonly MarketFigures[],
  target: MarketFigures,
  { months, price }: { months: number; price: number | null },
): Judgement {
  if (target.units > 0) return { verdict: 'alreadySold', reasons: [] };
  const sold = figures.filter(({ units }) => units > 0);
  if (sold.length === 0 || target.categoryUnits < LEAST_CATEGORY_UNITS) return { verdict: 'noBasis', reasons: [] };
  const estimates = estimateListings(figures, { months, price });
  const there = estimates.find(({ marketplace }) => marketplace === target.marketplace);
  const here = estimates.filter(({ isSold }) => isSold);
  const sides: Record<ReasonId, Side> = {
    demand: compare(there?.unitsPerMonth ?? null, mean(here.map(({ unitsPerMonth }) => unitsPerMonth)), [ENOUGH_DEMAND, TOO_LITTLE_DEMAND]),
    margin: compare(there?.netPerUnit ?? null, mean(here.map(({ netPerUnit }) => netPerUnit)), [GOOD_MARGIN, POOR_MARGIN]),
    returns: returnsSide(target.categoryReturnRate, mean(sold.map(({ returnRate }) => returnRate))),
    priceLevel: priceSide(price, target.categoryPrice),
    stock: stockSide(figures, months),
  };
  return { verdict: verdictOf(sides), reasons: REASONS.map((id) => ({ id, side: sides[id] })) };
}

function verdictOf(sides: Record<ReasonId, Side>): Verdict {
  const count = (side: Side): number => REASONS.filter((id) => sides[id] === side).length;
  if (sides.demand === 'unknown') return 'noBasis';
  // Nothing else makes up for nobody buying, or for nothing being left.
  if (sides.demand === 'against' || sides.margin === 'against') return count('for') > count('against') ? 'mixed' : 'ratherNot';
  return sides.demand === 'for' && count('against') === 0 && count('for') >= ENOUGH_REASONS ? 'worthTrying' : 'mixed';
}

/** @param bounds shares of the usual value from which on it speaks for, and below which it speaks against. */
function compare(value: number | null, usual: number | null, [good, poor]: readonly [number, number]): Side {
  if (value === null || usual === null || usual <= 0) return 'unknown';
  return value >= usual * good ? 'for' : value < usual * poor ? 'against' : 'neither';
}

function returnsSide(there: number | null, here: number | null): Side {
  if (there === null || here === null) return 'unknown';
  if (there > here * RETURNS_FACTOR && there > here + RETURNS_POINTS) return 'against';
  return there <= here ? 'for' : 'neither';
}

function priceSide(price: number | null, usual: number | null): Side {
  if (price === null || usual === null || usual <= 0) return 'unknown';
  return price > usual * DEAR ? 'against' : 'for';
}

function stockSide(figures: readonly MarketFigures[], months: number): Side {
  const stock = figures.reduce((sum, market) => sum + market.stock, 0);
  const perMonth = figures.reduce((sum, market) => sum + market.units, 0) / months;
  if (stock === 0 || perMonth <= 0) return 'unknown';
  return stock / perMonth < SCARCE_MONTHS ? 'against' : stock / perMonth >= AMPLE_MONTHS ? 'for' : 'neither';
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
