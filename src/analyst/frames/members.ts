import type { Workspace } from '@/core/model/workspace';
import { addDays } from '@/core/model/calendar';
import { isOfLines } from '@/core/query/plan';
import type { Filter, MemberCondition, Period } from '@/core/query/query';
import type { Draft } from '@/analyst/grammar/draft';
import { memberOf } from '@/analyst/grammar/settle-members';
import type { Frame } from './frame';
import { resolveMetric } from './metrics';

/** Before this day nothing was sold. */
const BEGINNING = '1900-01-01';
type Condition = Omit<MemberCondition, 'filters'> & { filters: Filter[] };

/** Members of a group that did one thing and did, or did not do, another: "sold in germany but never in france", "in every quarter". */
export function members(query: Frame['query'], { draft, workspace }: { draft: Draft; workspace: Workspace }): boolean {
  const of = draft.members?.of ?? memberOf(draft);
  if (of === null) return false;
  const filters = (query.filters ?? []).map((filter): Filter => ({ ...filter, op: filter.op ?? 'in', values: filter.values ?? [] }));
  const places = placesOf(draft, filters, of);
  if (!draft.members && places.conditions.length === 0) return false;
  const conditions = inPlaces([...timesOf(draft, of)], places.conditions);
  query.shape = { kind: 'members', conditions, ...(asksNames(draft) ? { list: true } : {}) };
  query.dimensions = [of];
  query.metrics = [resolveMetric(isOfLines(of) ? 'unitsSold' : 'orders', [of], workspace)];
  query.filters = places.shared.filter(({ op, dimension }) => op !== 'notNull' || dimension !== of);
  for (const key of ['grain', 'limit', 'limitPer', 'orderBy', 'transforms', 'having', 'compare'] as const) delete query[key];
  return true;
}

/** "which products", not "how many of them" or "what share". */
const asksNames = ({ flags }: Draft): boolean =>
  flags.has('led') && !['howMany', 'share', 'percent', 'howMuch'].some((name) => flags.has(name));

/** Conditions of time. A first order of a person is known; of anything else, nothing lies before it. */
function timesOf({ members: wish }: Draft, of: string): Condition[] {
  if (!wish) return [];
  if (wish.everyBucket !== null) return [{ is: 'everyBucket', grain: wish.everyBucket, filters: [] }];
  return wish.periods.flatMap(({ is, period }): Condition[] => {
    if (is === 'noMore' && of === 'customer')
      return [
        { is: 'none', period: { ...period, from: BEGINNING }, filters: [{ dimension: 'newReturning', op: 'in', values: ['returning'] }] },
      ];
    if (is !== 'first') return [{ is: is === 'noMore' ? 'none' : is, period, filters: [] }];
    if (of === 'customer') return [{ is: 'some', period, filters: [{ dimension: 'newReturning', op: 'in', values: ['new'] }] }];
    return [
      { is: 'some', period, filters: [] },
      { is: 'none', period: before(period), filters: [] },
    ];
  });
}

const before = ({ from }: Period): Period => ({ from: BEGINNING, to: addDays(from, -1) });

/** Conditions of place, product or channel, and the filters that hold for all conditions. */
function placesOf({ flags }: Draft, filters: readonly Filter[], of: string): { conditions: Condition[]; shared: Filter[] } {
  const isIn = (filter: Filter): boolean => filter.op === 'in' && filter.dimension !== of;
  const twinOf = ({ dimension }: Filter): Filter | undefined => filters.find((other) => isIn(other) && other.dimension === dimension);
  const denied = filters.find(
    (filter) => filter.op === 'notIn' && !isReturned(filter) && (flags.has('never') || twinOf(filter) !== undefined),
  );
  if (denied) {
    const twin = twinOf(denied) ?? (flags.has('abroad') && denied.dimension === 'customerCountry' ? denied : undefined);
    return {
      conditions: [
        { is: 'some', filters: twin ? [twin] : [] },
        { is: 'none', filters: [{ ...denied, op: 'in' }] },
      ],
      shared: filters.filter((filter) => filter !== denied && filter !== twin),
    };
  }
  const alone = flags.has('exclusively') ? filters.find(isIn) : undefined;
  if (alone)
    return {
      conditions: [
        { is: 'some', filters: [alone] },
        { is: 'none', filters: [{ ...alone, op: 'notIn' }] },
      ],
      shared: filters.filter((filter) => filter !== alone),
    };
  // A person lives in one place: "customers in both SP and RJ" are those of either.
  const isPlace = (filter: Filter): boolean => of === 'customer' && filter.dimension.startsWith('customer');
  const joined = flags.has('both') ? filters.find((filter) => isIn(filter) && filter.values.length > 1 && !isPlace(filter)) : undefined;
  if (!joined) return { conditions: [], shared: [...filters] };
  return {
    conditions: joined.values.map((value) => ({ is: 'some', filters: [{ ...joined, values: [value] }] })),
    shared: filters.filter((filter) => filter !== joined),
  };
}

/** "never returned anything": what came back is no order in another state. */
const isReturned = ({ dimension, values }: Filter): boolean => dimension === 'orderStatus' && values.includes('returned');

/** Conditions of time and of place together: "mugs in 2017, never candles": what is denied is denied at any time that was named. */
function inPlaces(times: Condition[], places: Condition[]): Condition[] {
  if (places.length === 0) return times;
  if (times.length === 0) return places;
  return [...times.map((time) => ({ ...time, filters: [...time.filters, ...(places[0]?.filters ?? [])] })), ...places.slice(1)];
}
