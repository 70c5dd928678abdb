import { AppError } from '@/core/errors';
import { invert } from '@/core/math/spd';
import type { Interactions, Sparse } from './interactions';
import { countTogether } from './item-item';
import { NeighbourBuilder } from './neighbours';
import { topOf } from './recommender';

/**
 * EASE^R (Steck 2019, "Embarrassingly shallow autoencoders"): the linear model that best says each purchase from the others.
 * P = (X'X + lambda I)^-1, B = -P / diag(P) by column, diagonal 0; score = x B. Unlike similarity it takes away what two items
 * share through a third.
 * Cost: items^3 / 2 multiplications, 8 items^2 bytes: at the limit of 5,000 items about a minute and 200 MB. Stable: the matrix is
 * positive definite for lambda > 0.
 */
export interface EaseParameters {
  lambda: number;
  /** Weights kept of each item, the largest by size: all of them would not fit into a database field. */
  kept: number;
}

/** Beyond it the inverse takes minutes and hundreds of megabytes. */
export const EASE_ITEM_LIMIT = 5_000;

/** The weights, by the item that is recommended. @throws AppError not_supported above `limit` items, invalid_input for lambda <= 0. */
export function ease({ byUser, byItem }: Interactions, { lambda, kept }: EaseParameters, limit = EASE_ITEM_LIMIT): Sparse {
  const n = byItem.rows;
  if (n > limit) {
    throw new AppError('not_supported', `EASE handles ${limit.toLocaleString('en-US')} products; there are ${n.toLocaleString('en-US')}.`, {
      remedy: 'Item similarity or factors take its place.',
    });
  }
  const inverse = new Float64Array(n * n);
  for (let item = 0; item < n; item += 1) {
    const row = inverse.subarray(item * n, (item + 1) * n);
    countTogether(byItem, byUser, { item, together: row });
    row[item] = (row[item] ?? 0) + lambda;
  }
  if (!(lambda > 0) || !invert(inverse, n)) {
    throw new AppError('invalid_input', `EASE cannot be computed with lambda ${lambda}.`, {
      field: 'lambda',
      remedy: 'Give one above zero.',
    });
  }
  return keepLargest(inverse, n, kept);
}

function keepLargest(inverse: Float64Array, n: number, kept: number): Sparse {
  const builder = new NeighbourBuilder(n);
  const weights = new Float64Array(n);
  const sizes = new Float64Array(n);
  for (let item = 0; item < n; item += 1) {
    const own = inverse[item * n + item] ?? 1;
    for (let other = 0; other < n; other += 1) {
      const weight = other === item ? 0 : -(inverse[item * n + other] ?? 0) / own;
      weights[other] = weight;
      sizes[other] = Math.abs(weight);
    }
    builder.addRow(topOf(sizes, kept), weights);
  }
  return builder.finish();
}
