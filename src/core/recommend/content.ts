import { NeighbourBuilder } from './neighbours';
import type { Sparse } from './interactions';
import { topOf } from './recommender';

/**
 * Items that are described alike: cosine of the vectors somebody made of their texts. Each item keeps its k nearest above zero;
 * items without a vector have none. It needs no buyer, so it is what a shop has on its first day.
 * Cost: items^2 x dimensions / 2 multiplications twice over, memory O(items k).
 */
export function contentNeighbours(vectors: readonly (Float32Array | undefined)[], neighbours: number): Sparse {
  const units = vectors.map(unitOf);
  const builder = new NeighbourBuilder(vectors.length);
  const cosines = new Float64Array(vectors.length);
  for (let item = 0; item < vectors.length; item += 1) {
    cosines.fill(0);
    const own = units[item];
    for (let other = 0; own && other < vectors.length; other += 1) {
      if (other !== item) cosines[other] = cosineOf(own, units[other]);
    }
    builder.addRow(topOf(cosines, neighbours), cosines);
  }
  return builder.finish();
}

/** The vector with length one; nothing of a vector of zeros or with a part that is no number. */
function unitOf(vector: Float32Array | undefined): Float32Array | undefined {
  if (!vector) return undefined;
  let square = 0;
  for (const part of vector) square += part * part;
  return square > 0 && Number.isFinite(square) ? vector.map((part) => part / Math.sqrt(square)) : undefined;
}

/** Zero where one is missing or of another length. */
export function cosineOf(left: Float32Array, right: Float32Array | undefined): number {
  if (left.length !== right?.length) return 0;
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += (left[at] ?? 0) * (right[at] ?? 0);
  return sum;
}
