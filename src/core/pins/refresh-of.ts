import type { Artifact } from '@/core/artifact/artifact';
import type { Query } from '@/core/query/query';
import { movingOf, moveQuery, type CalendarClock } from './moving-period';
import type { PinRefresh } from './pin';

/** The queries an answer was made of, in the order of its provenance. Empty when anything in it was made in another way. */
export function queriesOf({ provenance }: Pick<Artifact, 'provenance'>): Query[] {
  const queries = provenance.flatMap(({ tool, query }) => (tool === 'queryMetrics' && query ? [query] : []));
  return queries.length === provenance.length ? queries : [];
}

/**
 * How a pinned answer is made again: its queries run again in their moving periods; where it is made of anything else
 * its question is asked again, when it says all there is to know.
 * @param clock of the moment it was answered.
 */
export function refreshOf(
  answer: Pick<Artifact, 'provenance'>,
  { isFirst, clock }: { isFirst: boolean; clock: CalendarClock },
): PinRefresh {
  const queries = queriesOf(answer);
  if (queries.length > 0) return { kind: 'queries', moving: queries.map((query) => movingOf(query, clock)), isFixed: false };
  return isFirst ? { kind: 'question' } : { kind: 'never' };
}

/** The query at a place of a pinned answer as it is asked on a day. */
export function queryOn(refresh: PinRefresh, query: Query, { index, clock }: { index: number; clock: CalendarClock }): Query {
  const moving = refresh.kind === 'queries' && !refresh.isFixed ? refresh.moving[index] : undefined;
  return moving ? moveQuery(query, moving, clock) : query;
}
