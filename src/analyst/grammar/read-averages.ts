import type { Grain } from '@/core/model/calendar';
import { functionsOf, has, hasParticle, type Clause } from './clause';
import { GRAIN_FUNCTIONS } from './read-functions';
import type { Mark } from './tag';

/** Phrases that hold a comparison and the word of average at once. */
const AGAINST_AVERAGE = ['aboveAverage', 'belowAverage', 'versusWhole'];

/** "august against the monthly average of january to july", "above the average month of 2017": what the second period is the mean of. */
export function readAverages(clause: Clause): void {
  const { draft, marks, tagged } = clause;
  const [first, second] = tagged.periods;
  if (!first || !second) return;
  const index = marks.findIndex(
    (mark, at) => mark.start >= first.end && mark.end <= second.start && grainOf(mark) !== null && isAveraged(clause, at),
  );
  const mark = marks[index];
  const isCompared = draft.compareAt !== null || draft.flags.has('comparing') || marks.some((other) => isAgainst(other));
  if (!mark || !isCompared) return;
  draft.averageOf = grainOf(mark);
  draft.grain = null;
  draft.againstAverage = null;
  for (const flag of ['average', 'versusWhole', 'share', 'growth']) draft.flags.delete(flag);
}

const grainOf = (mark: Mark): Grain | null => mark.grain ?? functionsOf(mark).flatMap((name) => GRAIN_FUNCTIONS[name] ?? [])[0] ?? null;

const isAgainst = (mark: Mark | undefined): boolean => AGAINST_AVERAGE.some((name) => has(mark, name));

/** The word of average stands right beside the stretch. */
function isAveraged(clause: Clause, index: number): boolean {
  const mark = clause.marks[index];
  if (!mark) return false;
  const isBeside = isAgainst(clause.marks[index - 1]) && clause.marks[index - 1]?.end === mark.start;
  return isBeside || hasParticle(clause, 'average', Math.max(0, mark.start - 1), mark.end + 1);
}
