import { has, readingsOf, type Clause } from './clause';
import type { PeriodSpan } from './time/periods';
import type { Mark } from './tag';

/** Functions that say nothing happened in the period behind them ("never ordered in 2018", "but not in 2018"). */
const DENYING = ['never', 'except', 'lapsed'];
/** Functions that say it happened once more. */
const REPEATING = ['again', 'cameBack'];

/** What each period of people or products is: that of the first order, one with another order, or one without any. */
export function readRoles(clause: Clause): void {
  const { draft, marks, tagged } = clause;
  // "which products ...", "who ordered ...": asked for by name; "customers who ..." only describes them.
  const isNoun = ({ readings }: Mark): boolean => readings.some(({ kind }) => kind === 'metric' || kind === 'dimension');
  const leads = ({ start }: { start: number }): boolean => !marks.some((mark) => mark.end <= start && isNoun(mark));
  if (marks.some((mark) => has(mark, 'which') && leads(mark)) || tagged.particles.some((one) => one.name === 'asking' && leads(one)))
    draft.flags.add('led');
  draft.periods = draft.periods.map((span, index) => {
    const from = draft.periods[index - 1]?.end ?? 0;
    const before = marks.filter(({ start, end }) => start >= from && end <= span.start);
    const role = roleOf(before);
    return role ? { ...span, role } : span;
  });
  const [first, second] = draft.periods;
  // "in december 2010 and never again".
  if (first && !second && marks.some((mark) => mark.start >= first.end && has(mark, 'never'))) draft.flags.add('neverSince');
  if (!first || !second) return;
  // "orders again in 2018": said before the first period it is of both.
  const isRepeated = (mark: Mark): boolean => REPEATING.some((name) => has(mark, name)) || readingsOf(mark, 'phrase').some(isOfRepeats);
  if (marks.some((mark) => mark.start >= first.end && isRepeated(mark))) draft.flags.add('onceMore');
}

function roleOf(before: readonly Mark[]): PeriodSpan['role'] {
  if (before.some((mark) => DENYING.some((name) => has(mark, name)))) return 'none';
  return before.some((mark) => has(mark, 'firstBought')) ? 'first' : undefined;
}

const isOfRepeats = ({ phrase }: { phrase: { metrics: readonly string[] } }): boolean => phrase.metrics.includes('repeatPurchaseRate');
