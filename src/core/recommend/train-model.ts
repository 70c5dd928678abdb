import { backTest, type BackTestOptions } from './back-test';
import { boughtTogether, type Pair } from './bought-together';
import { PURPOSES, type ShopSize } from './candidates';
import { NOBODY, type DroppedEvents, type EventLog } from './events';
import { rowSizes, transpose } from './interactions';
import type { ModelCard } from './model-card';
import { MODEL_FORMAT, writeModel } from './model-file';
import { fitPart, partKey, trainingData, type FittedPart, type PartSpec, type TrainingData } from './recipe';
import { coldStartSpecs, TRENDING } from './cold-start';

export interface ModelOptions extends Omit<BackTestOptions, 'random' | 'now'> {
  now: number;
  seed: number;
  random: () => number;
  dropped: DroppedEvents;
  /** By item. */
  categories: readonly (string | undefined)[];
}

/** Pairs kept of each item. */
const PAIRS_OF_ITEM = 50;

/**
 * Choose by back-test, fit what was chosen to all the data, and write it down.
 * Memory: that of the largest part; 8 items^2 bytes where EASE is tried, else some 100 bytes an event.
 */
export function trainModel(log: EventLog, options: ModelOptions): { card: ModelCard; bytes: Uint8Array } {
  const shop = shopSize(log, options.vectors);
  const { windows, purposes } = backTest(log, shop, options);
  const data = trainingData(log, options);
  const specs = [
    TRENDING,
    ...coldStartSpecs(shop.hasVectors),
    ...PURPOSES.flatMap((purpose) => purposes[purpose].chosen.parts.map(({ spec }) => spec)),
  ];
  const bytes = writeModel({
    items: [...log.items],
    categories: namedCategories(options.categories),
    parts: fitAll(specs, data, options.onStep),
    ...pairsOf(data),
  });
  const { seed, dropped } = options;
  const counts = { events: log.item.length, items: log.items.length, customers: log.users.length, orders: log.orders.length };
  const span = { from: log.at[0] ?? null, to: log.at.at(-1) ?? null };
  return {
    card: {
      formatVersion: MODEL_FORMAT,
      trainedAt: options.now,
      seed,
      data: { ...span, ...counts, itemsPerCustomer: shop.itemsPerCustomer, dropped },
      windows,
      purposes,
      bytes: bytes.length,
    },
    bytes,
  };
}

function shopSize(log: EventLog, vectors: readonly unknown[]): ShopSize {
  const pairs = new Set<number>();
  for (let line = 0; line < log.item.length; line += 1) {
    const user = log.user[line] ?? NOBODY;
    if (user !== NOBODY) pairs.add(user * log.items.length + (log.item[line] ?? 0));
  }
  const customers = log.users.length;
  const hasVectors = vectors.some((vector) => vector !== undefined);
  return { items: log.items.length, customers, itemsPerCustomer: customers === 0 ? 0 : pairs.size / customers, hasVectors };
}

function namedCategories(categories: readonly (string | undefined)[]): string[] {
  return categories.some((category) => category !== undefined) ? categories.map((category) => category ?? '') : [];
}

function fitAll(specs: readonly PartSpec[], data: TrainingData, onStep: BackTestOptions['onStep']): Map<string, FittedPart> {
  const parts = new Map<string, FittedPart>();
  for (const spec of specs) {
    const key = partKey(spec);
    if (parts.has(key)) continue;
    onStep?.(spec.kind);
    parts.set(key, fitPart(spec, data));
  }
  return parts;
}

function pairsOf({ byOrder }: TrainingData): { baskets: number; basketsOf: Int32Array; pairs: Int32Array } {
  const { pairs, baskets } = boughtTogether(byOrder.byUser);
  const kept = bestOfEachItem(pairs, byOrder.byUser.columns);
  return {
    baskets,
    basketsOf: Int32Array.from(rowSizes(transpose(byOrder.byUser))),
    pairs: Int32Array.from(kept.flatMap(({ a, b, nAB }) => [a, b, nAB])),
  };
}

/** Pairs that are among the best of either item, in their order. */
function bestOfEachItem(pairs: readonly Pair[], items: number): Pair[] {
  const taken = new Int32Array(items);
  return pairs.filter(({ a, b }) => {
    const isKept = (taken[a] ?? 0) < PAIRS_OF_ITEM || (taken[b] ?? 0) < PAIRS_OF_ITEM;
    if (isKept) for (const item of [a, b]) taken[item] = (taken[item] ?? 0) + 1;
    return isKept;
  });
}
