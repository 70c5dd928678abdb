import { findDimension } from '@/core/dimensions/registry';
import { leavesOf, type Leaf } from '@/core/metrics/define-metric';
import { profileMetric } from '@/core/metrics/profiles';
import { findMetric, METRICS } from '@/core/metrics/registry';
import type { Workspace } from '@/core/model/workspace';
import type { Draft } from '@/analyst/grammar/draft';

const sameLeaf = (a: Leaf | undefined, b: Leaf | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The metric a general id stands for here: by profile, and without its restriction when asked by what it restricts. */
export function resolveMetric(id: string, dimensions: readonly string[], workspace: Workspace): string {
  const mapped = profileMetric(workspace.profile, id);
  const restriction = findMetric(mapped)?.unrestricted;
  return restriction && dimensions.includes(restriction.by) ? restriction.metric : mapped;
}

/** Which metrics a draft asks for, in general ids (before the profile). May move a word from measure to group in the draft. */
export function chooseMetrics(draft: Draft): string[] {
  const asksShare = draft.flags.has('share') || draft.flags.has('percent');
  const said = draft.flags.has('byValue') ? draft.metrics.map((id) => findMetric(id)?.inMoney ?? id) : draft.metrics;
  let metrics = asksShare ? said.map(rateOf) : draft.flags.has('howMany') ? said.map(countOf) : said;
  if (
    draft.counted !== null &&
    draft.counted !== 'customer' &&
    draft.counted !== 'time' &&
    draft.having.length === 0 &&
    draft.reach === null &&
    draft.topShare === null
  ) {
    const counting = METRICS.find((metric) => metric.counts === draft.counted)?.id;
    if (counting && metrics.every((id) => findMetric(id)?.isNoun)) return [counting];
  }
  // "how much does an order come to on average"
  if (draft.flags.has('average') && draft.flags.has('howMuch') && metrics.length === 1 && metrics[0] === 'orders')
    return ['averageOrderValue'];
  if (metrics.some((id, index) => id !== said[index])) metrics = withoutNouns(metrics, draft);
  metrics = regroup(metrics, draft);
  const joined = joinRatio(metrics, draft);
  if (joined) return [joined];
  return [...new Set(headMetrics(metrics, draft))];
}

/** Nouns that only accompany the measure asked for are left out: "the basket of customers", "orders of customers". */
function headMetrics(metrics: readonly string[], draft: Draft): readonly string[] {
  if (metrics.length < 2) return metrics;
  const isAsked = (id: string): boolean => !findMetric(id)?.isNoun || draft.joinedMetrics.has(id);
  const asked = metrics.filter(isAsked);
  return asked.length > 0 ? asked : metrics.slice(0, 1);
}

function withoutNouns(metrics: readonly string[], draft: Draft): string[] {
  const kept = metrics.filter((id) => !findMetric(id)?.isNoun || draft.joinedMetrics.has(id));
  return kept.length > 0 ? kept : [...metrics];
}

/** "How many were late?" asks for the count behind a rate, when it is a metric of its own. */
function countOf(id: string): string {
  const measure = findMetric(id)?.measure;
  if (measure?.kind !== 'ratio') return id;
  return (
    METRICS.find(
      (metric) => metric.unit === 'count' && metric.measure.kind !== 'ratio' && sameLeaf(leavesOf(metric.measure)[0], measure.numerator),
    )?.id ?? id
  );
}

/** "share of late deliveries" asks for the rate whose count is named. */
function rateOf(id: string): string {
  const measure = findMetric(id)?.measure;
  if (!measure || measure.kind === 'ratio' || measure.kind === 'sum' || measure.where.length === 0) return id;
  return (
    METRICS.find((metric) => metric.unit === 'ratio' && metric.measure.kind === 'ratio' && sameLeaf(metric.measure.numerator, measure))
      ?.id ?? id
  );
}

/** "Do late deliveries get worse reviews?": beside another measure, the word names a group. */
function regroup(metrics: readonly string[], draft: Draft): string[] {
  let kept = [...metrics];
  for (const id of metrics) {
    const dimension = findMetric(id)?.alsoGroups;
    const others = kept.filter((other) => findMetric(other)?.alsoGroups !== dimension);
    if (!dimension || others.length === 0 || draft.flags.has('share') || draft.joinedMetrics.has(id)) continue;
    if (!others.every((other) => reaches(other, dimension) && !isFixedOn(other, dimension))) continue;
    kept = others;
    if (!draft.dimensions.includes(dimension)) draft.dimensions.push(dimension);
  }
  return kept;
}

/** The measure holds for one value of the dimension only: there is nothing to tell apart. */
function isFixedOn(metric: string, dimension: string): boolean {
  const leaves = leavesOf(findMetric(metric)?.measure ?? { kind: 'count', fact: 'inventory', where: [] });
  return leaves.some(({ where }) =>
    where.some((condition) => condition.attribute === dimension && condition.op === 'in' && condition.values.length === 1),
  );
}

/** True when a metric can be split by a dimension. */
export function reaches(metric: string, dimension: string): boolean {
  const found = findMetric(metric);
  return found !== undefined && leavesOf(found.measure).every((leaf) => findDimension(dimension)?.facts.includes(leaf.fact));
}

/** "shipping against sales", "share of orders canceled": two measures that make a ratio the registry knows. */
function joinRatio(metrics: readonly string[], draft: Draft): string | null {
  const asks = draft.flags.has('compare') || draft.compareAt !== null || draft.flags.has('share') || draft.flags.has('percent');
  if (metrics.length !== 2 || !asks || draft.periods.length >= 2) return null;
  const [first = '', second = ''] = metrics;
  return ratioOf(first, second) ?? (draft.flags.has('share') || draft.flags.has('percent') ? ratioOf(second, first) : null);
}

/** The ratio metric of two sums or counts, when the registry has it. */
export function ratioOf(numerator: string, denominator: string): string | null {
  const top = findMetric(numerator);
  const bottom = findMetric(denominator);
  if (!top || !bottom) return null;
  const found = METRICS.find(
    ({ measure }) =>
      measure.kind === 'ratio' &&
      sameLeaf(measure.numerator, leavesOf(top.measure)[0]) &&
      sameLeaf(measure.denominator, leavesOf(bottom.measure)[0]),
  );
  return found?.id ?? null;
}

/** What is counted when no measure is named: units for "how many mugs did we sell", orders for other counts, else sales. */
export function defaultMetric(draft: Draft): string {
  if (draft.counted !== null && draft.having.length === 0) return METRICS.find((metric) => metric.counts === draft.counted)?.id ?? 'orders';
  if (draft.having[0]) return draft.having[0].metric;
  if (!draft.flags.has('howMany')) return 'netSales';
  return draft.flags.has('selling') ? 'unitsSold' : 'orders';
}
