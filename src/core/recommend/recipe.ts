import { z } from 'zod';
import { blend } from './blend';
import { buyAgain } from './buy-again';
import { contentNeighbours } from './content';
import { ease } from './ease';
import { between, DAY_MS, type EventLog } from './events';
import { CG_STEPS, trainIals, type IalsTraining } from './ials';
import { ialsRecommender, type IalsModel } from './ials-recommender';
import { toBaskets, toInteractions, transpose, type Interactions, type Sparse } from './interactions';
import { itemItem } from './item-item';
import { neighbourRecommender } from './neighbours';
import { popularity, sameForAll } from './popularity';
import type { Recommender } from './recommender';
import { trending } from './trending';

/** One method with its parameters. `of` says whose purchases are put together: those of a customer, or of an order. */
export const partSpecSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('popularity'), days: z.number().positive().nullable() }),
  z.object({ kind: z.literal('trending'), halfLifeDays: z.number().positive() }),
  z.object({
    kind: z.literal('itemItem'),
    of: z.enum(['customers', 'orders']),
    similarity: z.enum(['cosine', 'jaccard']),
    neighbours: z.int().positive(),
    shrink: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('ease'), lambda: z.number().positive(), kept: z.int().positive() }),
  z.object({
    kind: z.literal('ials'),
    factors: z.int().positive(),
    lambda: z.number().positive(),
    alpha: z.number().positive(),
    iterations: z.int().positive(),
  }),
  z.object({ kind: z.literal('content'), neighbours: z.int().positive() }),
  z.object({ kind: z.literal('ownHistory'), halfLifeDays: z.number().positive() }),
]);
export type PartSpec = z.infer<typeof partSpecSchema>;

export const METHODS = [
  'popularity',
  'recentPopularity',
  'trending',
  'itemItem',
  'ease',
  'ials',
  'content',
  'recentWithContent',
  'ownHistory',
  'ownHistoryWithFactors',
] as const;

/** What is shipped: one part, or several with weights (see blend). */
export const recipeSchema = z.object({
  method: z.enum(METHODS),
  parts: z.array(z.object({ spec: partSpecSchema, weight: z.number().positive() })).min(1),
});
export type Recipe = z.infer<typeof recipeSchema>;
export type Method = Recipe['method'];

/** What training leaves of a part. */
export type FittedPart =
  | { kind: 'scores'; scores: Float64Array }
  | { kind: 'weights'; weights: Sparse }
  | { kind: 'factors'; model: IalsModel }
  | { kind: 'nothing' };

/** The name of a part in a model: equal parts are fitted and kept once. */
export function partKey(spec: PartSpec): string {
  return JSON.stringify(Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What parts are fitted to. */
export interface TrainingData {
  log: EventLog;
  /** Nothing after it is in the log; days and half-lives end here. */
  now: number;
  byCustomer: Interactions;
  byOrder: Interactions;
  /** By item; none where a shop has no texts. */
  vectors: readonly (Float32Array | undefined)[];
  training: IalsTraining;
}

export function trainingData(
  log: EventLog,
  options: { now: number; vectors: readonly (Float32Array | undefined)[]; training: IalsTraining },
): TrainingData {
  const baskets = toBaskets(log);
  const byOrder = { byUser: baskets, byItem: transpose(baskets), lastAt: new Float64Array(0) };
  return { ...options, log, byCustomer: toInteractions(log), byOrder };
}

/** Fit one part. @throws AppError when it cannot be computed or does not converge. */
export function fitPart(spec: PartSpec, data: TrainingData): FittedPart {
  switch (spec.kind) {
    case 'popularity': {
      const from = spec.days === null ? -Infinity : data.now - spec.days * DAY_MS;
      return { kind: 'scores', scores: popularity(between(data.log, from, Infinity)) };
    }
    case 'trending':
      return { kind: 'scores', scores: trending(data.log, { now: data.now, halfLifeMs: spec.halfLifeDays * DAY_MS }) };
    case 'itemItem':
      return { kind: 'weights', weights: itemItem(spec.of === 'orders' ? data.byOrder : data.byCustomer, spec) };
    case 'ease':
      return { kind: 'weights', weights: ease(data.byCustomer, spec) };
    case 'ials':
      return { kind: 'factors', model: fitIals(spec, data) };
    case 'content':
      return { kind: 'weights', weights: contentNeighbours(data.vectors, spec.neighbours) };
    case 'ownHistory':
      return { kind: 'nothing' };
  }
}

/** How often something was bought tells less of new items than that it was: r is 1. */
function fitIals(spec: Extract<PartSpec, { kind: 'ials' }>, { byCustomer, training }: TrainingData): IalsModel {
  const once = (matrix: Sparse): Sparse => ({ ...matrix, value: new Float32Array(matrix.value.length).fill(1) });
  const matrices = { byUser: once(byCustomer.byUser), byItem: once(byCustomer.byItem) };
  const { items } = trainIals(matrices, { ...spec, solver: CG_STEPS }, training);
  return { items: Float32Array.from(items), factors: spec.factors, lambda: spec.lambda, alpha: spec.alpha };
}

/** A recommender of fitted parts. `find` gives the part of a key. */
export function recommenderOf(recipe: Recipe, items: number, find: (spec: PartSpec) => FittedPart): Recommender {
  const parts = recipe.parts.map(({ spec, weight }) => ({ recommender: partRecommender(spec, items, find(spec)), weight }));
  const [first] = parts;
  return first && parts.length === 1 ? first.recommender : blend(parts);
}

function partRecommender(spec: PartSpec, items: number, fitted: FittedPart): Recommender {
  switch (fitted.kind) {
    case 'scores':
      return sameForAll(fitted.scores);
    case 'weights':
      return neighbourRecommender(fitted.weights);
    case 'factors':
      return ialsRecommender(fitted.model);
    case 'nothing':
      return buyAgain(items, { halfLifeDays: spec.kind === 'ownHistory' ? spec.halfLifeDays : Infinity });
  }
}
