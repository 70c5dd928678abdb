import path from 'node:path';
import { ownCases } from '../olist/own-cases.mjs';

/** Which ability the questions of the first set belong to: the numbers of its cases. */
const ABILITIES = {
  phrasing: [2, 6, 7, 8, 9, 10, 11, 23, 38],
  filters: [12, 13, 14, 15, 16, 17, 18, 19, 20, 24, 28],
  rankings: [25, 26, 27, 29, 30, 31, 32, 33, 46],
  shares: [34, 35, 36, 37],
  time: [1, 3, 4, 5, 39, 40, 42, 43, 44, 45, 47, 53],
  comparisons: [41, 48, 49, 50],
  'side-by-side': [51, 52],
  service: [21, 22, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63],
  counts: [64],
  customers: [65, 66, 67],
  conversation: [68, 69, 70, 71, 72, 73, 74],
  refusing: [75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 90],
  asking: [87, 88, 89],
};

const abilities = new Map(
  Object.entries(ABILITIES).flatMap(([ability, numbers]) =>
    numbers.map((number) => [`olist-own-${String(number).padStart(2, '0')}`, ability]),
  ),
);
export const abilityOf = (id) => abilities.get(id);

export function cases(s) {
  let list = null;
  const at = (index) => (list ??= ownCases(path.join(s.folder, 'olist-21k')))[index];
  return Object.fromEntries([...abilities.keys()].sort().map((id) => [id, () => at(Number(id.slice(-2)) - 1)]));
}
