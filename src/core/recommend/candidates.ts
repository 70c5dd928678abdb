import { coldStart } from './cold-start';
import type { PartSpec, Recipe } from './recipe';

/** What a list is for. Each is tuned and judged by itself. */
export const PURPOSES = ['newItems', 'buyAgain', 'similarItems', 'basket'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What decides which methods are worth a try. */
export interface ShopSize {
  items: number;
  customers: number;
  /** Mean number of different items of a customer. */
  itemsPerCustomer: number;
  hasVectors: boolean;
}

/** Below it a history says too little: only recent popularity and content are tried. */
export const SPARSE_ITEMS = 5;
/** Below it item similarity is as good as anything that costs more. */
export const RICH_ITEMS = 10;

/** What is bought now, as far as it follows the season. */
const RECENT: PartSpec = { kind: 'popularity', days: 14 };
/** Weight of it beside a personal method: none, half as much as taste, as much as taste. */
const RECENT_WEIGHTS = [0, 0.5, 1];
const OWN_RECENT_WEIGHT = 0.1;

/** Recent popularity, which every other method has to beat. */
export const BASELINES: readonly Recipe[] = [14, 30, 60].map((days) => one('recentPopularity', { kind: 'popularity', days }));

/** The recipes that are tried for a purpose, baselines left out: a grid small enough for every night. */
export function candidatesFor(purpose: Purpose, shop: ShopSize, easeLimit: number): Recipe[] {
  switch (purpose) {
    case 'newItems':
      return newItems(shop, easeLimit);
    case 'buyAgain':
      return buyAgain(shop);
    case 'similarItems':
      return [...similarity('customers'), ...similarity('orders'), ...content(shop)];
    case 'basket':
      return [...similarity('orders').flatMap(withRecent), ...similarity('customers'), ...content(shop)];
  }
}

function newItems(shop: ShopSize, easeLimit: number): Recipe[] {
  const simple = [
    one('popularity', { kind: 'popularity', days: null }),
    ...[7, 14].map((halfLifeDays) => one('trending', { kind: 'trending', halfLifeDays })),
    ...content(shop),
    ...(shop.hasVectors ? [coldStart(true)] : []),
  ];
  if (shop.itemsPerCustomer < SPARSE_ITEMS) return simple;
  const similar = similarity('customers').flatMap(withRecent);
  if (shop.itemsPerCustomer < RICH_ITEMS) return [...simple, ...similar];
  const linear = shop.items > easeLimit ? [] : [200, 500].map((lambda) => one('ease', { kind: 'ease', lambda, kept: EASE_KEPT }));
  return [...simple, ...similar, ...[...linear, ...factors(shop)].flatMap(withRecent)];
}

/** Weights of EASE kept of each item; the rest is small and changes the first ten hardly. */
export const EASE_KEPT = 200;

function buyAgain(shop: ShopSize): Recipe[] {
  const own = [3650, 90].map((halfLifeDays): Recipe => ({
    method: 'ownHistory',
    parts: [
      { spec: { kind: 'ownHistory', halfLifeDays }, weight: 1 },
      { spec: RECENT, weight: OWN_RECENT_WEIGHT },
    ],
  }));
  if (shop.itemsPerCustomer < RICH_ITEMS) return own;
  const [first] = factors(shop);
  const blended = own.flatMap((recipe) =>
    [0.1, 0.3].map((weight): Recipe => ({
      method: 'ownHistoryWithFactors',
      parts: [...recipe.parts, ...(first?.parts ?? []).map(({ spec }) => ({ spec, weight }))],
    })),
  );
  return [...own, ...blended];
}

function similarity(of: 'customers' | 'orders'): Recipe[] {
  const grid = [
    { similarity: 'cosine', neighbours: 50, shrink: 50 },
    { similarity: 'cosine', neighbours: 100, shrink: 10 },
    { similarity: 'jaccard', neighbours: 50, shrink: 0 },
  ] as const;
  return grid.map((parameters) => one('itemItem', { kind: 'itemItem', of, ...parameters }));
}

/** From weak to strong weight on what was bought. Large shops can fill more factors. */
function factors({ customers, itemsPerCustomer }: ShopSize): Recipe[] {
  const size = customers * itemsPerCustomer > 100_000 ? 128 : 32;
  const grid = [
    { lambda: 10, alpha: 0.1 },
    { lambda: 30, alpha: 5 },
  ];
  return grid.map((parameters) => one('ials', { kind: 'ials', factors: size, iterations: 15, ...parameters }));
}

function content({ hasVectors }: ShopSize): Recipe[] {
  return hasVectors ? [one('content', { kind: 'content', neighbours: 50 })] : [];
}

function one(method: Recipe['method'], spec: PartSpec): Recipe {
  return { method, parts: [{ spec, weight: 1 }] };
}

function withRecent(recipe: Recipe): Recipe[] {
  return RECENT_WEIGHTS.map((weight) => (weight === 0 ? recipe : { ...recipe, parts: [...recipe.parts, { spec: RECENT, weight }] }));
}
