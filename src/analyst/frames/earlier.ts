import type { Draft } from '@/analyst/grammar/draft';
import { addDays, type Grain } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';
import { stripUndefined, type Frame } from './frame';
import type { Previous } from './follow-up';

/** Against an earlier answer: another period of the same figure, or of "the two" another member of the same group. */
export function compareEarlier(query: Frame['query'], { thread, isOfTwo }: { thread: readonly Previous[]; isOfTwo: boolean }): void {
  const period = earlierPeriod(thread, query);
  if (period === null && isOfTwo && joinMembers(query, thread)) return;
  if (period === null && isOfTwo) return;
  // A change runs towards the later of the two, whichever was asked first.
  if (period !== null && query.period !== undefined && query.period.from < period.from) {
    query.compare = query.period;
    query.period = period;
  } else query.compare = period ?? 'previousPeriod';
}

/** "orders in SP", "and in RJ?", "the difference between the two": both side by side. */
function joinMembers(query: Frame['query'], thread: readonly Previous[]): boolean {
  const before = thread.at(-2)?.query;
  const isSame =
    before?.metrics[0] === query.metrics[0] && before?.period?.from === query.period?.from && before?.period?.to === query.period?.to;
  if (!before || !isSame) return false;
  for (const filter of query.filters ?? []) {
    const other = (before.filters ?? []).find((candidate) => candidate.dimension === filter.dimension && candidate.op === filter.op);
    if (!other || JSON.stringify(other.values) === JSON.stringify(filter.values)) continue;
    const values = [...new Set([...(other.values ?? []), ...(filter.values ?? [])])];
    query.filters = (query.filters ?? []).map((known) => (known === filter ? { ...known, values } : known));
    query.dimensions = [...new Set([...(query.dimensions ?? []), filter.dimension])];
    return true;
  }
  return false;
}

/** The period of an earlier answer about the same measure: what "how does that compare" means. */
function earlierPeriod(thread: readonly Previous[], query: Frame['query']): Period | null {
  const found = thread
    .slice(0, -1)
    .findLast(
      (entry) =>
        entry.query.period !== undefined &&
        entry.query.metrics[0] === query.metrics[0] &&
        (entry.query.period.from !== query.period?.from || entry.query.period.to !== query.period.to),
    );
  return found?.query.period ?? null;
}

/** What the last answers were about side by side: members of one group, or stretches of time one after the other. */
interface Shown {
  dimension?: string;
  values: (string | number)[];
  periods: Period[];
}

/** "which of the two had the higher aov?", "together?", "all three in one table": the answers before that differ in one thing. */
export function gatherShown(query: Frame['query'], draft: Draft, thread: readonly Previous[]): void {
  const { flags } = draft;
  const isAsked =
    flags.has('together') ||
    (flags.has('all') && flags.has('those')) ||
    ((flags.has('which') || flags.has('whichOf') || flags.has('comparing')) && isPlural(draft));
  const says = draft.filters.length + draft.dimensions.length + draft.periods.length > 0;
  if (!isAsked || says || query.compare || query.grain || (query.dimensions ?? []).length > 0) return;
  const shown = shownBefore(thread);
  if (!shown) return;
  const { dimension } = shown;
  if (dimension !== undefined) {
    query.filters = (query.filters ?? []).map((filter) => (filter.dimension === dimension ? { ...filter, values: shown.values } : filter));
    if (!flags.has('together')) query.dimensions = [dimension];
    return;
  }
  // Two stretches are compared, not drawn.
  const span = flags.has('comparing') && shown.periods.length === 2 ? null : spanOf(shown.periods);
  if (!span) return;
  query.period = span.period;
  if (!flags.has('together')) query.grain = span.grain;
}

const isPlural = (draft: Draft): boolean => draft.flags.has('those') || draft.flags.has('whichOf') || draft.flags.has('both');

function shownBefore(thread: readonly Previous[]): Shown | null {
  const last = thread.at(-1);
  if (!last) return null;
  const shown: Shown = { values: [], periods: [] };
  for (const { query } of [...thread].reverse()) {
    const difference = differs(query, last.query);
    if (difference === null || (difference !== '' && difference !== 'period' && (shown.dimension ?? difference) !== difference)) break;
    if (difference === 'period' && shown.dimension !== undefined) break;
    if (difference !== '' && difference !== 'period' && shown.periods.length > 1) break;
    if (difference !== '' && difference !== 'period') shown.dimension = difference;
    if (query.period) shown.periods.unshift(query.period);
    const values = shown.dimension === undefined ? [] : valuesOf(query, shown.dimension);
    shown.values.unshift(...values.filter((value) => !shown.values.includes(value)));
  }
  if (shown.dimension === undefined) return shown.periods.length > 1 ? shown : null;
  const own = valuesOf(last.query, shown.dimension);
  return { ...shown, values: [...shown.values, ...own.filter((value) => !shown.values.includes(value))] };
}

const valuesOf = (query: Frame['query'], dimension: string): (string | number)[] =>
  (query.filters ?? []).find((filter) => filter.dimension === dimension)?.values ?? [];

/** The one thing two questions differ in: "", "period" or a dimension; null when it is more, or something else. */
function differs(a: Frame['query'], b: Frame['query']): string | null {
  const rest = ({ period: _period, filters: _filters, ...others }: Frame['query']): string =>
    JSON.stringify(Object.entries(stripUndefined(others)).sort(([one], [other]) => (one < other ? -1 : 1)));
  if (rest(a) !== rest(b)) return null;
  const keyed = (query: Frame['query']): Map<string, string> =>
    new Map((query.filters ?? []).map((filter) => [filter.dimension, JSON.stringify(filter.values)]));
  const [first, second] = [keyed(a), keyed(b)];
  const dimensions = [...first.keys()].filter((id) => first.get(id) !== second.get(id));
  const isOther = first.size !== second.size || [...first.keys()].some((id) => !second.has(id));
  const isOtherTime = a.period?.from !== b.period?.from || a.period?.to !== b.period?.to;
  if (isOther || dimensions.length + (isOtherTime ? 1 : 0) > 1) return null;
  return isOtherTime ? 'period' : (dimensions[0] ?? '');
}

/** Days of a month, a quarter and so on, at most. */
const LENGTHS: readonly [Grain, number][] = [
  ['day', 1],
  ['week', 7],
  ['month', 31],
  ['quarter', 92],
  ['half', 184],
  ['year', 366],
];

/** Stretches without a gap, and the grain each is one of. */
function spanOf(periods: readonly Period[]): { period: Period; grain: Grain } | null {
  const sorted = [...periods].sort((a, b) => (a.from < b.from ? -1 : 1));
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last || sorted.length < 2) return null;
  if (sorted.some((period, index) => index > 0 && period.from !== addDays(sorted[index - 1]?.to ?? '', 1))) return null;
  const grain = LENGTHS.find(([, days]) => addDays(first.from, days - 1) >= first.to)?.[0];
  return grain ? { period: { from: first.from, to: last.to }, grain } : null;
}
