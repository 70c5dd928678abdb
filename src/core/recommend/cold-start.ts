import type { PartSpec, Recipe } from './recipe';

/** Parts every model has, whatever its back-test chose: what is trending, and what strangers are shown. */
export const TRENDING: PartSpec = { kind: 'trending', halfLifeDays: 14 };
const RECENT: PartSpec = { kind: 'popularity', days: 30 };
const CONTENT: PartSpec = { kind: 'content', neighbours: 50 };

/** How much likeness counts beside popularity for strangers: what is bought now leads, likeness orders it for the one who asks. */
const CONTENT_WEIGHT = 0.5;

export function coldStartSpecs(hasVectors: boolean): PartSpec[] {
  return hasVectors ? [RECENT, CONTENT] : [RECENT];
}

/**
 * For customers of whom little is known, and shops too: recent popularity, moved towards what is like the little there is. With
 * an empty history it is popularity alone. Cost: O(items + history x neighbours).
 */
export function coldStart(hasVectors: boolean): Recipe {
  const recent = { spec: RECENT, weight: 1 };
  return hasVectors
    ? { method: 'recentWithContent', parts: [recent, { spec: CONTENT, weight: CONTENT_WEIGHT }] }
    : { method: 'recentPopularity', parts: [recent] };
}

/** The likeness part alone. */
export const CONTENT_ONLY: Recipe = { method: 'content', parts: [{ spec: CONTENT, weight: 1 }] };
