import { BASELINES, candidatesFor, PURPOSES, type Purpose, type ShopSize } from './candidates';
import { casesFor, splitAt, type Split } from './cases';
import { evaluate, type Case, type Evaluation } from './evaluate';
import { between, DAY_MS, type EventLog } from './events';
import type { IalsTraining } from './ials';
import { rowSizes } from './interactions';
import type { PurposeCard } from './model-card';
import { pairedTest } from './paired-test';
import {
  fitPart,
  partKey,
  recommenderOf,
  trainingData,
  type FittedPart,
  type Method,
  type PartSpec,
  type Recipe,
  type TrainingData,
} from './recipe';

/** Shares of the shop's time that the tuning window and the test window each take: the first that has enough cases. */
const WINDOW_SHARES = [0.1, 0.2, 0.3];
/** Fewer customers than this tell nothing about a difference of a few percent. */
export const MIN_CASES = 50;
const TUNE_CASES = 500;
const TEST_CASES = 2_000;
/** A method is taken only if it is this much better than recent popularity, and if chance explains that this rarely. */
export const MIN_IMPROVEMENT = 0.05;
export const MAX_P_VALUE = 0.01;

export interface BackTestOptions {
  /** End of the data. */
  now: number;
  random: () => number;
  vectors: readonly (Float32Array | undefined)[];
  easeLimit: number;
  training: IalsTraining;
  onStep?: (step: string) => void;
}

export interface Windows {
  tuneFrom: number;
  testFrom: number;
  until: number;
}

export interface BackTest {
  windows: Windows | null;
  purposes: Record<Purpose, PurposeCard>;
}

/**
 * Choose how each list is made by the shop's own past: parameters on the tuning window with what was known before it, the methods
 * against each other on the test window with what was known before that. The winner of the tuning window alone is tested, so that
 * trying many methods does not make one look good by chance. Cost: two fits of every part of the grid.
 */
export function backTest(log: EventLog, shop: ShopSize, options: BackTestOptions): BackTest {
  const windows = windowsOf(log, options.now, options.random);
  const stages = windows && {
    tune: new Stage(log, windows.tuneFrom, windows.testFrom, options),
    test: new Stage(log, windows.testFrom, Infinity, options),
  };
  const judged = PURPOSES.map((purpose) => [purpose, stages ? judge(purpose, shop, { ...options, ...stages }) : undecided()] as const);
  return { windows, purposes: Object.fromEntries(judged) as Record<Purpose, PurposeCard> };
}

function undecided(): PurposeCard {
  const chosen = BASELINES[1] ?? BASELINES[0];
  if (!chosen) throw new RangeError('there is no baseline');
  return { verdict: 'notEnoughData', chosen, measured: [], pValue: null, improvement: null };
}

/** The shortest windows in which enough customers bought who had bought before. */
function windowsOf(log: EventLog, now: number, random: () => number): Windows | null {
  const first = log.at[0];
  if (first === undefined) return null;
  for (const share of WINDOW_SHARES) {
    const length = Math.max(DAY_MS, Math.round(((now - first) * share) / DAY_MS) * DAY_MS);
    const windows = { tuneFrom: now - 2 * length, testFrom: now - length, until: now };
    const cases = [windows.tuneFrom, windows.testFrom].map((from) => {
      const split = splitAt(between(log, -Infinity, from), between(log, from, from + length), from);
      return casesFor('buyAgain', split, random).length;
    });
    if (cases.every((count) => count >= MIN_CASES)) return windows;
  }
  return null;
}

/** One window with all that was fitted for it. Equal parts of several recipes are fitted once. */
class Stage {
  readonly split: Split;
  readonly #data: TrainingData;
  readonly #fitted = new Map<string, FittedPart>();
  readonly #crowd: { buyers: Float64Array; people: number };
  readonly #onStep: ((step: string) => void) | undefined;

  constructor(log: EventLog, from: number, to: number, options: BackTestOptions) {
    const before = between(log, -Infinity, from);
    this.split = splitAt(before, between(log, from, to), from);
    this.#data = trainingData(before, { now: from, vectors: options.vectors, training: options.training });
    this.#crowd = { buyers: rowSizes(this.split.before.byItem), people: log.users.length };
    this.#onStep = options.onStep;
  }

  evaluate(recipe: Recipe, cases: readonly Case[]): Evaluation {
    const recommender = recommenderOf(recipe, this.#data.log.items.length, (spec) => this.#fit(spec));
    return evaluate(recommender, cases, this.#crowd);
  }

  #fit(spec: PartSpec): FittedPart {
    const key = partKey(spec);
    let part = this.#fitted.get(key);
    if (!part) {
      this.#onStep?.(spec.kind);
      this.#fitted.set(key, (part = fitPart(spec, this.#data)));
    }
    return part;
  }
}

interface Judging extends BackTestOptions {
  tune: Stage;
  test: Stage;
}

function judge(purpose: Purpose, shop: ShopSize, { tune, test, random, easeLimit }: Judging): PurposeCard {
  const tuneCases = sample(casesFor(purpose, tune.split, random), TUNE_CASES, random);
  const testCases = sample(casesFor(purpose, test.split, random), TEST_CASES, random);
  if (Math.min(tuneCases.length, testCases.length) < MIN_CASES) return undecided();
  const tuned = bestOfEachMethod(
    [...BASELINES, ...candidatesFor(purpose, shop, easeLimit)],
    (recipe) => tune.evaluate(recipe, tuneCases).quality.ndcg,
  );
  const measured = tuned.map(({ recipe, tuning }) => ({ recipe, tuning, ...test.evaluate(recipe, testCases) }));
  const baseline = measured.find(({ recipe }) => recipe.method === 'recentPopularity');
  const best = measured.reduce((leader, each) => (each.tuning > leader.tuning ? each : leader));
  if (!baseline) return undecided();
  const pValue = pairedTest(
    best.ndcg.map((value, at) => value - (baseline.ndcg[at] ?? 0)),
    random,
  );
  const improvement = baseline.quality.ndcg > 0 ? best.quality.ndcg / baseline.quality.ndcg - 1 : null;
  const isBetter = best !== baseline && pValue <= MAX_P_VALUE && (improvement === null || improvement >= MIN_IMPROVEMENT);
  return {
    verdict: isBetter ? 'betterThanPopularity' : 'noBetterThanPopularity',
    chosen: isBetter ? best.recipe : baseline.recipe,
    measured: measured.map(({ recipe, quality }) => ({ method: recipe.method, recipe, quality })),
    pValue,
    improvement,
  };
}

/** Of each method the recipe with the highest score; the first of equals. */
function bestOfEachMethod(recipes: readonly Recipe[], score: (recipe: Recipe) => number): { recipe: Recipe; tuning: number }[] {
  const best = new Map<Method, { recipe: Recipe; tuning: number }>();
  for (const recipe of recipes) {
    const tuning = score(recipe);
    if (tuning > (best.get(recipe.method)?.tuning ?? -1)) best.set(recipe.method, { recipe, tuning });
  }
  return [...best.values()];
}

/** Cases drawn without putting back, in their order. */
function sample(cases: Case[], n: number, random: () => number): Case[] {
  let left = n;
  return cases.filter((_, at) => {
    const isDrawn = random() * (cases.length - at) < left;
    if (isDrawn) left -= 1;
    return isDrawn;
  });
}
