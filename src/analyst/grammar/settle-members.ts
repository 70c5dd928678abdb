import { findMetric, METRICS } from '@/core/metrics/registry';
import { addDays } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';
import type { Draft, MemberWish } from './draft';

/** Groups whose members are counted by what they did: ordered here and there, were first sold in a period. */
const COUNTED: ReadonlySet<string> = new Set([
  'customer',
  'product',
  'sku',
  'category',
  'vendor',
  'seller',
  'sellerRegion',
  'customerCountry',
  'customerRegion',
  'customerCity',
]);
/** After this day nothing was sold yet. */
const LAST_DAY = '9999-12-31';
/** Measures that only say that something was ordered or sold. */
const DOING: ReadonlySet<string> = new Set(['customers', 'newCustomers', 'orders', 'unitsSold', 'repeatPurchaseRate', 'netSales']);

/**
 * "bought in 2017 and again in 2018", "first sold in 2018", "ordered in every quarter", "in december, never again in 2011":
 * conditions on the members of a group, each with a period of its own.
 */
export function settleMembers(draft: Draft): void {
  const of = memberOf(draft);
  if (of === null) return;
  const wish = everyBucket(draft, of) ?? ofPeriods(draft, of);
  if (!wish) return;
  draft.members = wish;
  draft.periods = wish.everyBucket === null ? [] : draft.periods;
  draft.grain = null;
}

/** The group whose members are spoken of; null when it is another figure that is asked for. */
export function memberOf(draft: Draft): string | null {
  const isRanked = draft.direction !== null || draft.quality !== null || draft.limit !== null || draft.having.length > 0;
  // "how many of them came back": people do, goods are sent.
  const metrics = draft.metrics.filter((id) => !draft.flags.has('cameBack') || !METRICS.some(({ returned }) => returned?.amount === id));
  const isMoney = metrics.some((id) => findMetric(id)?.unit === 'money') && !draft.flags.has('howMany');
  if (isRanked || isMoney || !metrics.every((id) => DOING.has(id))) return null;
  if (draft.counted !== null) return COUNTED.has(draft.counted) ? draft.counted : null;
  const [group, ...others] = draft.dimensions.filter((id) => !draft.filters.some(({ dimension }) => dimension === id));
  if (group !== undefined) return others.length === 0 && COUNTED.has(group) ? group : null;
  const arePeople = metrics.some((id) => id === 'customers' || id === 'newCustomers') || draft.saidDimensions.has('customer');
  return arePeople || draft.flags.has('firstBought') || draft.flags.has('who') ? 'customer' : null;
}

function everyBucket({ flags, grain, periods }: Draft, of: string): MemberWish | null {
  if (!flags.has('everyBucket') || grain === null || periods.length > 1) return null;
  return { of, everyBucket: grain, periods: [] };
}

function ofPeriods({ flags, periods, metrics, compareAt, grain, filters, unknown }: Draft, of: string): MemberWish | null {
  if (grain !== null || compareAt !== null || flags.has('comparing') || flags.has('cohort') || periods.length > 2) return null;
  const [first, second] = periods;
  if (!first) return null;
  const isOfNames = filters.some(({ op }) => op === 'notIn') || unknown.some(({ isExcepted }) => isExcepted);
  if (flags.has('neverSince') && !second && !isOfNames) {
    const since = { from: addDays(first.period.to, 1), to: LAST_DAY };
    return {
      of,
      everyBucket: null,
      periods: [
        { is: first.role === 'first' ? 'first' : 'some', period: first.period },
        { is: first.role === 'first' ? 'noMore' : 'none', period: since },
      ],
    };
  }
  const isOfFirst = periods.some(({ role }) => role === 'first');
  // "of those who first bought in january, how many came back": at any time since.
  const isReturn = second === undefined && (metrics.includes('repeatPurchaseRate') || flags.has('cameBack'));
  // "in 2017 except december": days left out, not another time.
  const isDenied = second !== undefined && periods.some(({ role }) => role === 'none') && !isInside(second.period, first.period);
  const areBoth = second !== undefined && (flags.has('both') || flags.has('onceMore')) && !isSame(first.period, second.period);
  if (isReturn || !(isOfFirst || isDenied || areBoth)) return null;
  const ordered = [...periods].sort((a, b) => rank(a.role) - rank(b.role) || (a.period.from < b.period.from ? -1 : 1));
  return { of, everyBucket: null, periods: ordered.map(({ role, period }) => ({ is: role ?? 'some', period })) };
}

const rank = (role: string | undefined): number => (role === 'first' ? 0 : role === 'none' ? 2 : 1);

const isInside = (a: Period, b: Period): boolean => a.from >= b.from && a.to <= b.to;

const isSame = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;
