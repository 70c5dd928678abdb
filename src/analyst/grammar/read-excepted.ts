import type { Period } from '@/core/query/query';
import { has, hasParticle, type Clause } from './clause';

/** Small words between "except" and its period ("except for the whole of november"). */
const REACH = 2;

/** "2017 without november", "this year except december and january": stretches taken out of the period, not compared with it. */
export function readExcepted(clause: Clause): void {
  const { draft, marks, tagged } = clause;
  const ends = [
    ...marks.filter((mark) => has(mark, 'except')).map(({ end }) => end),
    ...tagged.particles.filter(({ name }) => name === 'withoutValue').map(({ end }) => end),
  ];
  const isLed = (start: number): boolean =>
    ends.some((end) => end <= start && start - end <= REACH && marks.every((mark) => mark.end <= end || mark.start >= start));
  const taken: number[] = [];
  draft.periods.forEach((span, index) => {
    const before = draft.periods[index - 1];
    const isJoined =
      before !== undefined &&
      taken.includes(index - 1) &&
      (span.start === before.end || hasParticle(clause, 'joint', before.end, span.start)) &&
      span.start - before.end <= 1;
    if (isLed(span.start) || isJoined) taken.push(index);
  });
  const rest = draft.periods.filter((_, index) => !taken.includes(index));
  const without = taken.flatMap((index) => draft.periods[index]?.period ?? []);
  // "july minus march": what lies outside of the period is set against it.
  const isInside = (part: Period): boolean =>
    rest.length === 0 || rest.some(({ period }) => period.from <= part.to && part.from <= period.to);
  if (!without.every(isInside)) return;
  draft.without = without;
  draft.periods = rest;
}
