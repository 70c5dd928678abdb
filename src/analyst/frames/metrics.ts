import { findDimension } from '@/core/dimensions/registry';
import { isCountOf, leavesOf, type Leaf, type Metric } from '@/core/metrics/define-metric';
import { profileMetric } from '@/core/metrics/profiles';
import { findMetric, METRICS } from '@/core/metrics/registry';
import type { Workspace } from '@/core/model/workspace';
import { isOfLines } from '@/core/query/plan';
import type { Draft } from '@/analyst/grammar/draft';
import { isPaced, ranksTimes } from './ranking';

/** What is asked for when no measure is named: of sales their value, of goods their units. */
const SALES = 'netSales';
const UNITS = 'unitsSold';
const DAYS = 'deliveryDays';
/** What is counted of groups that sales cannot be split by. */
const COUNTS = ['orders', 'deliveries', 'paymentCount', 'reviewCount'];
const DELIVERIES = 'deliveries';

const sameLeaf = (a: Leaf | undefined, b: Leaf | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The metric a general id stands for here: by profile, and without its restriction when asked by what it restricts. */
export function resolveMetric(id: string, dimensions: readonly string[], workspace: Workspace): string {
  const mapped = profileMetric(workspace.profile, id);
  const restriction = findMetric(mapped)?.unrestricted;
  return restriction && dimensions.includes(restriction.by) ? restriction.metric : mapped;
}

/** Which metrics a draft asks for, in general ids (before the profile). May move a word from measure to group in the draft. */
export function chooseMetrics(draft: Draft): string[] {
  const judged = judgedBy(draft);
  if (judged) return judged;
  const asksShare = draft.flags.has('share') || draft.flags.has('percent');
  // "how many customers came back": people do, goods are sent.
  const repeats = draft.flags.has('cameBack') ? repeatsOf(draft.metrics) : null;
  if (repeats !== null) draft.metrics = draft.metrics.map((id) => (METRICS.some(({ returned }) => returned?.amount === id) ? repeats : id));
  draft.metrics = returnedOf(draft);
  narrowToState(draft);
  const said = draft.flags.has('byValue') ? draft.metrics.map((id) => findMetric(id)?.inMoney ?? id) : draft.metrics;
  const repeating = asksShare ? repeatRate(said, draft) : null;
  if (repeating) return repeating;
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
  const worth = metrics.length === 1 ? findMetric(SALES)?.means?.[metrics[0] ?? ''] : undefined;
  if (draft.flags.has('average') && draft.flags.has('howMuch') && worth !== undefined) return [worth];
  if (metrics.some((id, index) => id !== said[index])) metrics = withoutNouns(metrics, draft);
  metrics = regroup(
    metrics.map((id) => deliveredOf(id, draft)),
    draft,
  );
  const joined = joinRatio(metrics, draft) ?? perUnit(metrics, draft);
  if (joined) return [joined];
  const parts = quotient(metrics, draft);
  if (parts) return parts;
  return [...new Set(headMetrics(metrics, draft))];
}

/** "are deliveries ok?", "are our reviews good": the figures that tell. */
function judgedBy(draft: Draft): string[] | null {
  const [metric, ...more] = draft.metrics;
  const isJudged = draft.flags.has('okay') || draft.quality !== null;
  const isPlain = draft.dimensions.length === 0 && draft.grain === null && draft.limit === null && !draft.flags.has('howMany');
  const figures = findMetric(metric ?? '')?.judgedBy;
  return figures && isJudged && isPlain && more.length === 0 ? [...figures] : null;
}

/** "what percentage of buyers ordered twice or more": the rate of repeat purchases; "buyers and the percentage of them": both. */
function repeatRate(metrics: readonly string[], draft: Draft): string[] | null {
  const [bound] = draft.having;
  const isTwice =
    isCountOf(findMetric(bound?.metric ?? ''), 'order') &&
    ((bound?.op === 'gte' && bound.value === 2) || (bound?.op === 'gt' && bound.value === 1));
  const repeats = metrics.every((id) => findMetric(id)?.isNoun === true) ? repeatsOf(metrics) : null;
  if (draft.having.length !== 1 || !isTwice || repeats === null) return null;
  draft.having = [];
  draft.flags.delete('share');
  draft.flags.delete('percent');
  const people = metrics.filter((id) => findMetric(id)?.repeats === repeats);
  return draft.flags.has('those') ? [...people, repeats] : [repeats];
}

const repeatsOf = (metrics: readonly string[]): string | null => metrics.flatMap((id) => findMetric(id)?.repeats ?? [])[0] ?? null;

/** "how many units were returned", "what % of sales value was returned": not the sales of orders in that state. */
function returnedOf(draft: Draft): string[] {
  const state = draft.filters.find(
    ({ dimension, op, values }) => dimension === 'orderStatus' && op === 'in' && values.join() === 'returned',
  );
  // "how many mugs were returned" counts mugs.
  const isOfGoods = draft.metrics.length === 0 && draft.flags.has('howMany') && draft.filters.some(({ dimension }) => isOfLines(dimension));
  // "what % of textiles was returned by value".
  const isPartOfGoods = draft.metrics.length === 0 && draft.filters.some(({ dimension }) => isOfLines(dimension));
  const inMoney = draft.flags.has('byValue') ? METRICS.find((metric) => metric.returned?.amount === 'returns')?.id : UNITS;
  const sold = isOfGoods
    ? UNITS
    : (draft.metrics.find((id) => findMetric(id)?.returned !== undefined) ?? (isPartOfGoods ? inMoney : undefined));
  // "of everything returned by value, how much was textiles".
  const asksShare = draft.flags.has('share') || draft.flags.has('percent');
  const isOfAll = draft.flags.has('all') || (draft.flags.has('byValue') && !asksShare);
  if (state && draft.metrics.length === 0 && !isOfGoods && isOfAll) {
    draft.filters = draft.filters.filter((filter) => filter !== state);
    return [draft.flags.has('byValue') || !draft.flags.has('howMany') ? 'returns' : 'unitsReturned'];
  }
  const returned = findMetric(sold ?? '')?.returned;
  if (!state || !sold || !returned) return draft.metrics;
  draft.filters = draft.filters.filter((filter) => filter !== state);
  const others = draft.metrics.filter((id) => id !== sold && !findMetric(id)?.isNoun);
  if (asksShare) return [returned.rate, ...others];
  // "units sold and returned".
  const isBoth = sold === UNITS && !isOfGoods && (draft.flags.has('selling') || draft.flags.has('joint'));
  return [...(isBoth ? [sold] : []), returned.amount, ...others];
}

/** "orders delivered 10 days early": orders as they were delivered, where only a delivery says what is asked. */
function deliveredOf(id: string, { filters }: Draft): string {
  const isOfDelivery = filters.some(({ dimension }) => !reaches('orders', dimension) && reaches(DELIVERIES, dimension));
  return id === 'orders' && isOfDelivery ? DELIVERIES : id;
}

/** "share of 1 star reviews among late orders": beside a part its measure knows nothing of, the word says of which rows. */
function narrowToState(draft: Draft): void {
  const isOfReviews = draft.filters.some(({ dimension, op }) => dimension === 'reviewScore' && op === 'in');
  const said = draft.metrics.find((id) => findMetric(id)?.alsoGroups !== undefined && !reaches(id, 'reviewScore'));
  const state = leavesOf(findMetric(said ?? '')?.measure ?? NOTHING)
    .flatMap(({ where }) => where)
    .find(({ attribute }) => attribute === findMetric(said ?? '')?.alsoGroups);
  if (!isOfReviews || said === undefined || state?.op !== 'in') return;
  draft.metrics = draft.metrics.filter((id) => id !== said && !(findMetric(id)?.isNoun && !reaches(id, 'reviewScore')));
  if (draft.metrics.length === 0) draft.metrics.push('reviewCount');
  draft.filters.push({ dimension: state.attribute, op: 'in', values: [...state.values] });
  draft.context.add(state.attribute);
}

const NOTHING: Metric['measure'] = { kind: 'count', fact: 'inventory', where: [] };

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
  // "How many refunds": pieces, not money.
  const pieces = findMetric(id)?.inPieces;
  if (pieces !== undefined) return pieces;
  const measure = findMetric(id)?.measure;
  // "how many units per order" asks for the mean itself.
  if (measure?.kind !== 'ratio' || findMetric(id)?.unit !== 'ratio') return id;
  return (
    METRICS.find(
      (metric) => metric.unit === 'count' && metric.measure.kind !== 'ratio' && sameLeaf(leavesOf(metric.measure)[0], measure.numerator),
    )?.id ?? id
  );
}

/** "share of late deliveries" asks for the rate whose count is named. */
export function rateOf(id: string): string {
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
    // "revenue of late orders": what cannot be split so is refused, not answered by how many were late.
    const isOfMoney = findMetric(kept[0] ?? '')?.unit === 'money' && kept[0] !== id && !draft.flags.has('share');
    if (dimension && isOfMoney && !reaches(kept[0] ?? '', dimension) && !draft.joinedMetrics.has(id)) {
      draft.dimensions.push(dimension);
      return [kept[0] ?? ''];
    }
    // "late rate for boleto orders": a rate by its name, of what the noun says.
    if (draft.namedRates.has(id) && others.every((other) => findMetric(other)?.isNoun)) continue;
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

/** "revenue per order", "units per order": the mean the registry knows. */
function perUnit(metrics: readonly string[], { perMetric }: Draft): string | null {
  const asked = metrics.find((id) => id !== perMetric);
  if (perMetric === null || asked === undefined) return null;
  return findMetric(asked)?.means?.[perMetric] ?? ratioOf(asked, perMetric);
}

/** "discount per order", "fees as a percentage of net sales": two figures to divide, where the registry has no measure for it. */
function quotient(metrics: readonly string[], draft: Draft): string[] | null {
  // "ratio of orders to customers".
  if (draft.flags.has('ratio') && metrics.length === 2) {
    const known = ratioOf(metrics[0] ?? '', metrics[1] ?? '');
    return known ? [known] : asQuotient(draft, [...metrics]);
  }
  const isSum = (id: string | undefined): id is string => id !== undefined && findMetric(id)?.measure.kind !== 'ratio';
  const [first, second] = metrics;
  if (draft.perMetric !== null && first !== draft.perMetric && isSum(first)) return asQuotient(draft, [first, draft.perMetric]);
  const counted = draft.dimensions.length === 1 && draft.flags.has('perGroup') ? countOfGroup(draft.dimensions[0] ?? '') : null;
  if (counted && draft.flags.has('average') && metrics.length === 1 && isSum(first) && !isRanking(draft)) {
    draft.dimensions = [];
    return asQuotient(draft, [first, counted]);
  }
  const asksPart = (draft.flags.has('share') || draft.flags.has('percent')) && draft.joinedMetrics.size === 0 && draft.periods.length < 2;
  if (!asksPart || metrics.length !== 2 || !isSum(first) || !isSum(second)) return null;
  if (findMetric(first)?.unit !== 'money' || findMetric(second)?.unit !== 'money') return null;
  return asQuotient(draft, draft.isShareFirst ? [second, first] : [first, second]);
}

function asQuotient(draft: Draft, metrics: string[]): string[] {
  draft.flags.add('quotient');
  return metrics;
}

const isRanking = (draft: Draft): boolean =>
  draft.direction !== null || draft.quality !== null || draft.limit !== null || draft.having.length > 0;

/** The measure that counts the members of a group. */
const countOfGroup = (dimension: string): string | null =>
  dimension === 'customer' ? 'customers' : (METRICS.find((metric) => metric.counts === dimension)?.id ?? null);

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
  // "which carrier is slowest": of what is sent, its days on the way.
  const isChange = ['rise', 'fall', 'growth'].some((flag) => draft.flags.has(flag));
  if (isPaced(draft) && !isChange) return ranksTimes(draft) ? SALES : DAYS;
  if (!draft.dimensions.every((id) => reaches(SALES, id)))
    return COUNTS.find((id) => draft.dimensions.every((one) => reaches(id, one))) ?? SALES;
  if (draft.filters.some(({ dimension }) => dimension === 'daysLate')) return DELIVERIES;
  if (!draft.flags.has('howMany')) return SALES;
  // "how many repeat customers do I have": the value is a word for people.
  if (draft.filters.some(({ dimension }) => dimension === 'newReturning') && !draft.flags.has('selling')) return 'customers';
  const isOfGoods = draft.filters.some(({ dimension }) => isOfLines(dimension));
  return draft.flags.has('selling') || isOfGoods ? UNITS : 'orders';
}
