import { findMetric } from '@/core/metrics/registry';
import { has, hasParticle, isPlural, readingsOf, wordsOf, type Clause } from './clause';
import { unreadRun } from './draft';
import type { Mark } from './tag';

/** "products without returns" are groups whose figure is zero; "orders without a category" miss a property. */
export function readWithout(clause: Clause): void {
  const { marks, draft, used } = clause;
  marks.forEach((mark, index) => {
    if (used.has(mark)) return;
    const before = marks[index - 1];
    // "on how many days did we have no orders".
    const isEmptyBucket = isBare(clause, mark) && marks.some((other, at) => other.grain !== null && has(marks[at - 1], 'howMany'));
    const empty = isEmptyBucket ? readingsOf(mark, 'metric')[0] : undefined;
    if (empty) {
      draft.having.push({ metric: empty.id, op: 'eq', value: 0 });
      used.add(mark);
      return;
    }
    if (!hasParticle(clause, 'withoutValue', before?.end ?? 0, mark.start) && !hasNone(clause, mark)) return;
    if (readingsOf(mark, 'value').length > 0) {
      draft.flags.add(`except:${mark.start}`);
      return;
    }
    // "without the city of curitiba": the group only says what the name behind it is, a known one or one to be looked up.
    if (clause.tagged.unknown.some(({ start }) => readingsOf(mark, 'dimension').length > 0 && start >= mark.end && start - mark.end <= 1))
      return;
    const next = marks[index + 1];
    const isNamed = readingsOf(mark, 'dimension').some(({ id }) => readingsOf(next, 'value').some(({ dimension }) => dimension === id));
    if (next && isNamed && next.start - mark.end <= 1) {
      draft.flags.add(`except:${next.start}`);
      return;
    }
    const dimension = readingsOf(mark, 'dimension')[0];
    const metric = readingsOf(mark, 'metric')[0];
    if (metric && hasGroups(clause, mark)) draft.having.push({ metric: metric.id, op: 'eq', value: 0 });
    else if (dimension && (!metric || findMetric(metric.id)?.isNoun))
      draft.filters.push({ dimension: dimension.id, op: 'isNull', values: [] });
    else draft.unknown.push(unreadRun(wordsBefore(clause, mark)));
    used.add(mark);
  });
}

const isBare = (clause: Clause, mark: Mark): boolean =>
  readingsOf(mark, 'metric').length > 0 && clause.tagged.particles.some(({ name, end }) => name === 'nothing' && end === mark.start);

/** "countries with orders and no returns": no supposition is made. */
function hasNone(clause: Clause, mark: Mark): boolean {
  const isRightBefore = clause.tagged.particles.some(({ name, end }) => name === 'nothing' && end === mark.start);
  return (
    isRightBefore && readingsOf(mark, 'metric').length > 0 && hasGroups(clause, mark) && !clause.marks.some((other) => has(other, 'whatIf'))
  );
}

/** A group in the plural stands before the mark. */
const hasGroups = (clause: Clause, mark: Mark): boolean =>
  clause.marks.some((other) => other.end <= mark.start && readingsOf(other, 'dimension').length > 0 && isPlural(clause, other));

/** The words of a mark with the one before it ("without shipping"). */
export function wordsBefore(clause: Clause, mark: Mark): string {
  return wordsOf(clause, { start: Math.max(0, mark.start - 1), end: mark.end });
}
