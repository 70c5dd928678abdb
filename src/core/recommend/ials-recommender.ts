import { factorize, solveFactorized } from '@/core/math/spd';
import { gramOf } from './ials';
import { dotAt, rowSystem } from './ials-solve';
import { sortContributions, type Contribution, type History, type Recommender } from './recommender';

/** Item factors with what is needed to place a customer among them. */
export interface IalsModel {
  /** Row by row. */
  items: Float32Array;
  factors: number;
  lambda: number;
  alpha: number;
}

/**
 * Recommends by item factors. A customer's factors are solved from the history at hand (r = 1 for each item), so that what was
 * bought since the training counts. score of i = sum over the history's j of c y_i A^-1 y_j: the addends are the reasons.
 * One score: factors^3/6 + items factors.
 */
export function ialsRecommender(model: IalsModel): Recommender {
  const { items, factors } = model;
  const count = items.length / factors;
  const gram = gramOf(items, factors, model.lambda);
  const solve = (history: History): { system: Float64Array; x: Float64Array } => {
    const x = new Float64Array(factors);
    const size = history.items.length;
    const row = { rows: 1, columns: count, start: new Int32Array([0, size]), column: history.items, value: new Float32Array(size).fill(1) };
    const step = { matrix: row, fixed: items, solved: items, gram, factors, alpha: model.alpha, solver: 'exact' as const };
    const system = rowSystem(step, { from: 0, to: size }, x);
    factorize(system, factors);
    solveFactorized(system, factors, x);
    return { system, x };
  };
  return {
    items: count,
    score: (history, scores) => {
      const { x } = solve(history);
      for (let item = 0; item < count; item += 1) scores[item] = dotAt(items, item * factors, x);
    },
    explain: (history, asked) => {
      const { system } = solve(history);
      return Array.from(asked, (item) => {
        const solved = Float64Array.from(items.subarray(item * factors, (item + 1) * factors));
        solveFactorized(system, factors, solved);
        return reasons(model, history, solved);
      });
    },
  };
}

function reasons({ items, factors, alpha }: IalsModel, history: History, solved: Float64Array): Contribution[] {
  const found = Array.from(history.items, (item) => ({ item, contribution: (1 + alpha) * dotAt(items, item * factors, solved) }));
  return sortContributions(found);
}
