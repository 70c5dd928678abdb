import { AppError } from '@/core/errors';
import { pairOf, type Pair } from './bought-together';
import { SPARSE_ITEMS, type Purpose } from './candidates';
import { coldStart, CONTENT_ONLY, TRENDING } from './cold-start';
import { diversify, sameCategory } from './diversify';
import type { ModelCard } from './model-card';
import { readModel, type StoredModel } from './model-file';
import { partKey, recommenderOf, type FittedPart, type Method, type PartSpec, type Recipe } from './recipe';
import { recommend, type History, type Recommendation, type Recommender } from './recommender';

/** An item a customer bought: when last (milliseconds since 1970) and in how many orders. */
export interface OwnedItem {
  item: string;
  at: number;
  count: number;
}

export interface Suggestion {
  item: string;
  score: number;
  /** What recommends it. A list that its method cannot fill is filled up with what is bought now. */
  method: Method;
  /** Items of the history that speak for it most; empty where it is recommended for what everyone buys. */
  because: { item: string; contribution: number }[];
}

/** A pair by names. `n` of the requirement: `nAB`, `nA`, `nB` baskets of `baskets`. */
export interface SuggestedPair extends Omit<Pair, 'a' | 'b'> {
  a: string;
  b: string;
  baskets: number;
}

export interface ListOptions {
  /** The moment to recommend for; that of the training when absent. */
  now?: number;
  /** Items not to recommend, for example those out of stock. */
  exclude?: readonly string[];
  /** Break up items of one category. */
  diverse?: boolean;
}

export interface OpenRecommender {
  /** Every item the model knows. */
  items(): readonly string[];
  /** Items the customer has not bought. Items the model does not know are passed over. */
  forCustomer(history: readonly OwnedItem[], n: number, options?: ListOptions): Suggestion[];
  /** Items the customer bought, or is about to. */
  buyAgain(history: readonly OwnedItem[], n: number, options?: ListOptions): Suggestion[];
  similarTo(item: string, n: number, options?: ListOptions): Suggestion[];
  forBasket(items: readonly string[], n: number, options?: ListOptions): Suggestion[];
  trending(n: number, options?: ListOptions): Suggestion[];
  /** Pairs with the item as `a`, or the best of all, by G2. */
  boughtTogether(item: string | null, n: number): SuggestedPair[];
}

/** Open a model. Opening takes a fraction of a second and is worth keeping. @throws AppError unreadable_file, see readModel. */
export function openRecommender(bytes: Uint8Array, card: ModelCard): OpenRecommender {
  const lists = new Lists(readModel(bytes), card);
  return {
    items: () => lists.items,
    forCustomer: (history, n, options = {}) => lists.suggest('newItems', { history, owned: true, n, options }),
    buyAgain: (history, n, options = {}) => lists.suggest('buyAgain', { history, owned: false, n, options }),
    similarTo: (item, n, options = {}) => lists.suggest('similarItems', { history: [lists.justNow(item)], owned: true, n, options }),
    forBasket: (items, n, options = {}) =>
      lists.suggest('basket', { history: items.map((item) => lists.justNow(item)), owned: true, n, options }),
    trending: (n, options = {}) => lists.trending(n, options),
    boughtTogether: (item, n) => lists.pairs(item, n),
  };
}

interface Wish {
  history: readonly OwnedItem[];
  /** Whether items of the history are left out. */
  owned: boolean;
  n: number;
  options: ListOptions;
}

/** Candidates looked at for each place of a list that is to be diverse. */
const DIVERSE_CANDIDATES = 5;

class Lists {
  readonly #model: StoredModel;
  readonly #card: ModelCard;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #recommenders = new Map<string, Recommender>();

  constructor(model: StoredModel, card: ModelCard) {
    this.#model = model;
    this.#card = card;
    this.#numbers = new Map(model.items.map((item, number) => [item, number]));
  }

  get items(): readonly string[] {
    return this.#model.items;
  }

  justNow(item: string): OwnedItem {
    return { item, at: this.#card.trainedAt, count: 1 };
  }

  suggest(purpose: Purpose, wish: Wish): Suggestion[] {
    const history = this.#toHistory(wish.history, wish.options.now ?? this.#card.trainedAt);
    const exclude = this.#numbersOf([...(wish.options.exclude ?? []), ...(wish.owned ? wish.history.map(({ item }) => item) : [])]);
    const isKnown = history.items.length > 0;
    const recipes = isKnown ? [this.#chosen(purpose), this.#stranger()] : [this.#stranger()];
    return this.#list(recipes, history, { ...wish, exclude });
  }

  trending(n: number, options: ListOptions): Suggestion[] {
    const recipe: Recipe = { method: 'trending', parts: [{ spec: TRENDING, weight: 1 }] };
    return this.#list([recipe], this.#toHistory([], this.#card.trainedAt), { n, options, exclude: this.#numbersOf(options.exclude ?? []) });
  }

  pairs(item: string | null, n: number): SuggestedPair[] {
    const wanted = item === null ? null : this.#numbers.get(item);
    if (wanted === undefined) return [];
    const { pairs } = this.#model;
    const found: SuggestedPair[] = [];
    for (let at = 0; at < pairs.length && found.length < n; at += 3) {
      const [a = 0, b = 0, nAB = 0] = pairs.subarray(at, at + 3);
      if (wanted === null || wanted === a) found.push(this.#pair(a, b, nAB));
      else if (wanted === b) found.push(this.#pair(b, a, nAB));
    }
    return found;
  }

  #pair(a: number, b: number, nAB: number): SuggestedPair {
    const { items, baskets, basketsOf } = this.#model;
    const pair = pairOf(a, b, { nAB, nA: basketsOf[a] ?? 0, nB: basketsOf[b] ?? 0, baskets });
    return { ...pair, a: items[a] ?? '', b: items[b] ?? '', baskets };
  }

  /** What is described alike is a better guess than what everyone buys, where nothing is proven and few things were bought. */
  #chosen(purpose: Purpose): Recipe {
    const { verdict, chosen } = this.#card.purposes[purpose];
    if (verdict === 'betterThanPopularity' || !this.#hasContent()) return chosen;
    if (purpose === 'similarItems') return CONTENT_ONLY;
    return purpose === 'newItems' && this.#card.data.itemsPerCustomer < SPARSE_ITEMS ? this.#stranger() : chosen;
  }

  #stranger(): Recipe {
    return coldStart(this.#hasContent());
  }

  #hasContent(): boolean {
    return CONTENT_ONLY.parts.every(({ spec }) => this.#model.parts.has(partKey(spec)));
  }

  /** The first recipe's list, filled up by the next. */
  #list(
    recipes: readonly Recipe[],
    history: History,
    { n, options, exclude }: { n: number; options: ListOptions; exclude: Int32Array },
  ): Suggestion[] {
    const listed = new Map<number, Suggestion>();
    for (const recipe of recipes) {
      const missing = n - listed.size;
      if (missing <= 0) break;
      const isDiverse = options.diverse === true && this.#model.categories.length > 0;
      const found = recommend(this.#recommender(recipe), history, {
        n: isDiverse ? missing * DIVERSE_CANDIDATES : missing,
        exclude: Int32Array.from([...exclude, ...listed.keys()]),
      });
      const likeness = sameCategory(this.#model.categories.map((category) => category || undefined));
      for (const each of isDiverse ? diversify(found, { n: missing, likeness }) : found)
        listed.set(each.item, this.#named(each, recipe.method));
    }
    return [...listed.values()];
  }

  #named({ item, score, because }: Recommendation, method: Method): Suggestion {
    const name = (number: number): string => this.#model.items[number] ?? '';
    return {
      item: name(item),
      score,
      method,
      because: because.map((reason) => ({ item: name(reason.item), contribution: reason.contribution })),
    };
  }

  #recommender(recipe: Recipe): Recommender {
    const key = JSON.stringify(recipe);
    let recommender = this.#recommenders.get(key);
    if (!recommender) {
      recommender = recommenderOf(recipe, this.#model.items.length, (spec) => this.#part(spec));
      this.#recommenders.set(key, recommender);
    }
    return recommender;
  }

  /** @throws AppError unreadable_file when the card is of another model. */
  #part(spec: PartSpec): FittedPart {
    const part = this.#model.parts.get(partKey(spec));
    if (part) return part;
    throw new AppError('unreadable_file', 'The recommendation model and its description do not belong together.', {
      remedy: 'Train it again.',
    });
  }

  #numbersOf(items: readonly string[]): Int32Array {
    return Int32Array.from(new Set(items.flatMap((item) => this.#numbers.get(item) ?? [])));
  }

  /** Items named twice are added up. */
  #toHistory(owned: readonly OwnedItem[], now: number): History {
    const entries = new Map<number, { count: number; at: number }>();
    for (const { item, count, at } of owned) {
      const number = this.#numbers.get(item);
      if (number === undefined || !(count > 0)) continue;
      const before = entries.get(number);
      entries.set(number, { count: (before?.count ?? 0) + count, at: Math.max(before?.at ?? -Infinity, at) });
    }
    const sorted = [...entries].sort(([a], [b]) => a - b);
    return {
      items: Int32Array.from(sorted, ([item]) => item),
      counts: Float32Array.from(sorted, ([, { count }]) => count),
      lastAt: Float64Array.from(sorted, ([, { at }]) => at),
      now,
    };
  }
}
