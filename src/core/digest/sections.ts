import type { ChartWish } from '../query/charts';
import { addDays } from '../model/calendar';
import type { Period, QueryInput } from '../query/query';

export const SECTION_IDS = ['sales', 'changes', 'marketplaces', 'products', 'returns', 'stockOuts', 'reviews', 'fees'] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** A query of a section, in general metric ids (core/metrics/profiles.ts), with how it is drawn. */
export interface SectionQuery {
  query: Omit<QueryInput, 'period'> & { period?: Period };
  chart?: ChartWish;
}

export interface Section {
  id: SectionId;
  title: string;
  /** What it tells, for the list to choose from. */
  about: string;
  /** Said when a period holds nothing of it. */
  quiet: string;
  /** Said instead when there is no data to tell it from. */
  unknown?: string;
  /** What is asked of the period; none where the section is made otherwise. */
  queries(period: Period): SectionQuery[];
}

/** A single day is shown within so many. */
const COURSE_DAYS = 14;
/** Products listed. */
const MOST_PRODUCTS = 10;

/** The days around a period that make a course: the period itself, or the days up to a single one. */
const courseOf = ({ from, to }: Period): Period => (from === to ? { from: addDays(to, 1 - COURSE_DAYS), to } : { from, to });

const compared = { compare: 'previousPeriod' } as const;

/** Sections a digest is made of, in the order they are offered. */
export const SECTIONS: readonly Section[] = [
  {
    id: 'sales',
    title: 'Sales',
    about: 'Net sales, orders, average order value and units, with the period before and their course by day.',
    quiet: 'Nothing was sold.',
    queries: (period) => [
      { query: { metrics: ['netSales', 'orders', 'averageOrderValue', 'unitsSold'], period, ...compared } },
      { query: { metrics: ['netSales'], grain: 'day', period: courseOf(period) }, chart: courseOf(period) === period ? 'line' : 'bar' },
    ],
  },
  {
    id: 'changes',
    title: 'What changed most',
    about: 'The figure that moved most against the period before, and which products, marketplaces or customers moved it.',
    quiet: 'Nothing stands out against the period before.',
    queries: () => [],
  },
  {
    id: 'marketplaces',
    title: 'Marketplaces',
    about: 'Net sales and orders of each marketplace, with the period before.',
    quiet: 'Nothing was sold on any marketplace.',
    queries: (period) => [{ query: { metrics: ['netSales', 'orders'], dimensions: ['marketplace'], period, ...compared } }],
  },
  {
    id: 'products',
    title: 'Best sellers',
    about: `The ${MOST_PRODUCTS} products with the most net sales, with the period before.`,
    quiet: 'Nothing was sold.',
    queries: (period) => [
      { query: { metrics: ['netSales', 'unitsSold'], dimensions: ['product'], limit: MOST_PRODUCTS, period, ...compared } },
    ],
  },
  {
    id: 'returns',
    title: 'Returns',
    about: 'Value of returns, return rate and units returned of each marketplace, with the period before.',
    quiet: 'Nothing was returned.',
    queries: (period) => [
      { query: { metrics: ['returnRate', 'returns', 'unitsReturned'], dimensions: ['marketplace'], period, ...compared } },
    ],
  },
  {
    id: 'stockOuts',
    title: 'Out of stock',
    about: 'Products of which nothing is left, as last read from the marketplaces.',
    quiet: 'No product is out of stock.',
    unknown: 'No stock levels are known: none of the accounts tells them.',
    queries: () => [
      { query: { metrics: ['stockOnHand'], dimensions: ['product'], having: [{ metric: 'stockOnHand', op: 'lte', value: 0 }] } },
    ],
  },
  {
    id: 'reviews',
    title: 'Reviews',
    about: 'Reviews received, their average score and the bad ones, of each marketplace.',
    quiet: 'No reviews came in.',
    queries: (period) => [
      { query: { metrics: ['averageReviewScore', 'reviewCount', 'badReviews'], dimensions: ['marketplace'], period, ...compared } },
    ],
  },
  {
    id: 'fees',
    title: 'Fees',
    about: 'What each marketplace charged, as a part of its sales, and what is left after it.',
    quiet: 'No fees were charged.',
    queries: (period) => [{ query: { metrics: ['fees', 'feeRate', 'netAfterFees'], dimensions: ['marketplace'], period, ...compared } }],
  },
];

/** @throws RangeError for an id that is none of them. */
export function sectionOf(id: SectionId): Section {
  const section = SECTIONS.find((one) => one.id === id);
  if (!section) throw new RangeError(`no digest section is called ${id}`);
  return section;
}
