import { robustLevel } from '../math/median';

/** (x - median) / (1.4826 MAD) of each value, against `base`. Infinite where the base does not vary and the value differs. */
export function robustZ(values: readonly number[], base: readonly number[]): number[] {
  const { level, spread } = robustLevel(base);
  return values.map((value) => (value === level ? 0 : (value - level) / spread));
}
