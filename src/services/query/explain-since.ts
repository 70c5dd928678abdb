import { textColumn, type Column, type Row, type Table } from '@/core/artifact/artifact';
import { isAppError } from '@/core/errors';
import { leavesOf, type Metric } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import { exactFromInteger } from '@/core/model/exact';
import { marketplaceName } from '@/core/model/marketplaces';
import { currencyExponent, toMajor } from '@/core/model/money';
import type { LedgerReader, RecordedEntry } from '@/core/ports';
import { explainChangeSince, isRounding, type ExplainedChange } from '@/core/pins/entries-since';
import { planQuery, type Plan } from '@/core/query/plan';
import { querySchema, type Query } from '@/core/query/query';
import type { QueryDeps } from './run-query';

export interface ExplainSinceDeps extends QueryDeps {
  ledger: LedgerReader;
  nextTableId: () => string;
}

export interface SinceRequest {
  /** With the days it was asked for. */
  query: Query;
  metric: string;
  /** The figure over all groups, then and now; null: nothing was there. Money in major units. */
  before: number | null;
  after: number | null;
  /** What was recorded by then is in `before`. */
  since: Date;
  /** Names of the accounts it was computed from then. */
  accounts: readonly string[];
}

/** The entries behind a change; no table where the ledger cannot tell, and notes that say why. */
export interface SinceAnswer {
  table: Table | null;
  /** True when the entries of the table add up to the change. */
  isExplained: boolean;
  notes: string[];
}

/** Entries read, at most: more than that is another shop. */
const MOST_READ = 20_000;
/** Entries listed; the total counts them all. */
const MOST_LISTED = 500;
/** Longest time a page of a sync is being written: what is recorded has its moment before it is seen. */
const SLACK_MS = 10 * 60_000;

/**
 * What was recorded in the ledger since a figure was computed: for sums of money and pieces the entries that add up to
 * its change, for other measures the orders involved.
 */
export async function explainSince(deps: ExplainSinceDeps, request: SinceRequest): Promise<SinceAnswer> {
  const metric = findMetric(request.metric);
  const { query } = request;
  if (!metric || query.shape.kind !== 'aggregate' || query.having.length > 0)
    return cannot('What this figure is made of is no list of entries, so its change cannot be taken apart.');
  const leaves = leavesOf(metric.measure);
  const isSum = leaves.length === 1 && leaves[0]?.kind === 'sum' && leaves[0].fact === 'ledger';
  if (!leaves.every(({ fact }) => fact === 'ledger' || fact === 'orders'))
    return cannot(`${metric.title} is not counted from the ledger, so no entries stand behind its change.`);
  try {
    const plan = planOf(deps, request, isSum ? metric : ordersMetric(metric));
    const since = new Date(request.since.getTime() - SLACK_MS);
    const { entries } = await deps.ledger.recordedSince({ plan, since, limit: MOST_READ + 1 });
    if (entries.length > MOST_READ)
      return cannot(`More than ${MOST_READ.toLocaleString('en-US')} entries were recorded since: a marketplace was read anew.`);
    return isSum ? await sumAnswer(deps, request, { plan, metric, entries }) : ordersAnswer(deps, request, { metric, entries });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return cannot(error.message);
  }
}

const cannot = (note: string): SinceAnswer => ({ table: null, isExplained: false, notes: [note] });

/** Orders are told by what was sold in them. */
function ordersMetric(metric: Metric): Metric {
  return leavesOf(metric.measure).some(({ fact }) => fact === 'orders') ? (findMetric('grossSales') ?? metric) : metric;
}

function planOf({ workspace }: ExplainSinceDeps, { query, metric }: SinceRequest, counted: Metric): Plan {
  const { dimensions, filters, period, basis, currency } = query;
  const isOfOrders = counted.id !== metric;
  return planQuery(
    querySchema.parse({ metrics: [counted.id], dimensions, filters, period, currency, basis: isOfOrders ? 'order' : basis }),
    workspace,
  );
}

interface Found {
  metric: Metric;
  entries: readonly RecordedEntry[];
}

async function sumAnswer(
  deps: ExplainSinceDeps,
  request: SinceRequest,
  { plan, metric, entries }: Found & { plan: Plan },
): Promise<SinceAnswer> {
  const isMoney = plan.leaves[0]?.isMoney ?? false;
  const scale = isMoney ? 10 ** currencyExponent(plan.currency) : 1;
  const whole = (figure: number | null): bigint => BigInt(Math.round((figure ?? 0) * scale));
  const counted = entries.flatMap((entry) => {
    const effect = isMoney ? entry.converted : exactFromInteger(entry.quantity);
    return effect === null ? [] : [{ ...entry, effect }];
  });
  const change = whole(request.after) - whole(request.before);
  const explained = explainChangeSince(counted, { change, since: request.since, slackMs: SLACK_MS });
  const isForeign = isMoney && explained.entries.some(({ entry }) => entry.currency !== plan.currency);
  const isExplained = explained.rest === 0n || (isForeign && isRounding(explained.rest));
  const table = sumTable(deps.nextTableId(), { metric, plan, isMoney, isForeign, explained, isExplained });
  const notes = isExplained ? [] : await whyNot(deps, { request, isMoney });
  return { table: table.rows.length > 0 ? table : null, isExplained, notes };
}

interface SumParts {
  metric: Metric;
  plan: Plan;
  isMoney: boolean;
  isForeign: boolean;
  isExplained: boolean;
  explained: ExplainedChange<RecordedEntry & { effect: bigint }>;
}

function sumTable(id: string, { metric, plan, isMoney, isForeign, explained, isExplained }: SumParts): Table {
  const toFigure = (part: bigint): number => (isMoney ? toMajor(part, plan.currency) : Number(part));
  const effect: Column = {
    id: 'effect',
    label: `Adds to ${metric.title.toLowerCase()}`,
    role: 'metric',
    type: 'number',
    ...(isMoney ? { unit: 'money', currency: plan.currency } : { unit: 'count' }),
  };
  const rows = explained.entries
    .filter(({ part }) => part !== 0n)
    .map(({ entry, part }) => ({ ...entryRow(entry, isForeign), effect: toFigure(part) }))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || a.order.localeCompare(b.order) || a.effect - b.effect);
  const rounding: Row[] =
    isExplained && explained.rest !== 0n
      ? [{ order: '', marketplace: '', kind: 'rounding of converted amounts', day: null, amount: null, effect: toFigure(explained.rest) }]
      : [];
  const shown = [...rows.slice(0, MOST_LISTED), ...rounding];
  return {
    id,
    title: 'Recorded since',
    columns: [...entryColumns(isForeign), effect],
    rows: shown,
    complete: rows.length <= MOST_LISTED,
    totalRows: rows.length + rounding.length,
    totals: { effect: toFigure(explained.explained + (isExplained ? explained.rest : 0n)) },
  };
}

const entryColumns = (isForeign: boolean): Column[] => [
  textColumn('order', 'Order'),
  textColumn('marketplace', 'Marketplace'),
  textColumn('kind', 'Kind'),
  { id: 'day', label: 'Counts on', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
  ...(isForeign ? [textColumn('amount', 'Booked as')] : []),
];

function entryRow({ order, marketplace, kind, isReversal, day, amountMinor, currency }: RecordedEntry, isForeign: boolean) {
  return {
    order,
    marketplace: marketplaceName(marketplace),
    kind: `${kind.toLowerCase().replaceAll('_', ' ')}${isReversal ? ', taken back' : ''}`,
    day,
    ...(isForeign ? { amount: `${toMajor(amountMinor, currency).toFixed(currencyExponent(currency))} ${currency}` } : {}),
  };
}

/** Why entries do not add up to a change. */
async function whyNot(
  { coverage, workspace }: ExplainSinceDeps,
  { request, isMoney }: { request: SinceRequest; isMoney: boolean },
): Promise<string[]> {
  const { connections, currencies } = await coverage.coverage();
  const gone = request.accounts.filter((account) => !connections.some(({ name }) => name === account));
  const target = request.query.currency ?? workspace.currency;
  const reasons = [
    ...(gone.length > 0 ? [`${gone.join(', ')} ${gone.length === 1 ? 'was' : 'were'} removed, with what was recorded of it.`] : []),
    ...(isMoney && currencies.some((currency) => currency !== target)
      ? [`Amounts in other currencies are converted to ${target}: exchange rates that came in or changed since move them without an entry.`]
      : []),
  ];
  return [
    'The entries recorded since do not add up to the whole change.',
    ...(reasons.length > 0
      ? reasons
      : ['Something an entry is filtered or grouped by has changed: the status of its order, say, or the category of its product.']),
  ];
}

/** One line an order: for measures that are no sum. */
function ordersAnswer(deps: ExplainSinceDeps, { since }: SinceRequest, { metric, entries }: Found): SinceAnswer {
  const orders = new Map<string, RecordedEntry[]>();
  for (const entry of entries)
    if (entry.recordedAt > since)
      orders.set(`${entry.marketplace} ${entry.order}`, [...(orders.get(`${entry.marketplace} ${entry.order}`) ?? []), entry]);
  const rows = [...orders.values()].flatMap((group): Row[] => {
    const [first] = group;
    if (!first) return [];
    const kinds = [...new Set(group.map((entry) => String(entryRow(entry, false)['kind'])))];
    return [{ order: first.order, marketplace: marketplaceName(first.marketplace), kind: kinds.join('; '), day: first.day }];
  });
  const table: Table = {
    id: deps.nextTableId(),
    title: 'Orders recorded or changed since',
    columns: entryColumns(false),
    rows: rows.slice(0, MOST_LISTED),
    complete: rows.length <= MOST_LISTED,
    totalRows: rows.length,
  };
  const note = `${metric.title} is no sum, so its change is not made of single entries: these are the orders it rests on that were recorded since.`;
  return rows.length > 0
    ? { table, isExplained: false, notes: [note] }
    : { table: null, isExplained: false, notes: ['No entries were recorded since that it rests on.'] };
}
