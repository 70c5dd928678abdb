import type { Row, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { leavesOf, type Metric } from '@/core/metrics/define-metric';
import { findMetric, METRICS } from '@/core/metrics/registry';
import type { LedgerKind } from '@/core/model/facts';
import { marketplaceName } from '@/core/model/marketplaces';
import { toMajor } from '@/core/model/money';
import type { EntryLine, LedgerReader } from '@/core/ports';
import { querySchema, type Period } from '@/core/query/query';
import { runQuery, type QueryAnswer, type QueryDeps } from './run-query';

export interface ExplainDeps extends QueryDeps {
  ledger: LedgerReader;
  nextTableId: () => string;
}

/** Most entries listed; the totals count them all. */
const MAX_LISTED = 200;

function ledgerKinds(metric: Metric): readonly LedgerKind[] {
  const leaf = leavesOf(metric.measure)[0];
  const kinds = leaf?.where.find((condition) => condition.attribute === 'kind');
  if (metric.measure.kind !== 'sum' || leaf?.fact !== 'ledger' || metric.unit !== 'money' || !kinds) {
    throw new AppError('not_supported', `${metric.title} is not a sum of ledger amounts.`, {
      field: 'metric',
      remedy: 'Ask about net sales, total sales, returns, fees or another sum of money.',
    });
  }
  return kinds.values as readonly LedgerKind[];
}

function getMetric(id: string): Metric {
  const metric = findMetric(id);
  if (!metric) throw new AppError('not_supported', `There is no metric "${id}".`, { field: 'metric' });
  return metric;
}

/**
 * Event-date against order-date basis in one period: the value on each, and every entry that counts on one side only.
 * Per currency, event value minus order value equals the sum of the entries listed, to the minor unit.
 */
export async function explainBases(deps: ExplainDeps, request: { metric: string; period: Period }): Promise<QueryAnswer> {
  const metric = getMetric(request.metric);
  const kinds = ledgerKinds(metric);
  const ask = (basis: 'event' | 'order'): Promise<QueryAnswer> =>
    runQuery(deps, {
      query: querySchema.parse({ metrics: [metric.id], period: request.period, basis }),
      tableId: deps.nextTableId(),
      tool: 'explainDifference',
    });
  const [event, order] = [await ask('event'), await ask('order')];
  const entries = await deps.ledger.betweenBases({ kinds, period: request.period });
  const lines = [...entries.onlyEvent.map((entry) => toLine(entry, 1)), ...entries.onlyOrder.map((entry) => toLine(entry, -1))];
  lines.sort((a, b) => Math.abs(Number(b['effect'])) - Math.abs(Number(a['effect'])));
  const label = (answer: QueryAnswer, basis: string): Table => {
    const [table] = answer.tables;
    if (!table) throw new AppError('internal', 'The comparison has no table.');
    return { ...table, title: `${table.title} (${basis})` };
  };
  const listed: Table = {
    id: deps.nextTableId(),
    title: 'Entries that count on one basis only',
    columns: [
      { id: 'order', label: 'Order', role: 'dimension', type: 'string', unit: 'none' },
      { id: 'marketplace', label: 'Marketplace', role: 'dimension', type: 'string', unit: 'none' },
      { id: 'kind', label: 'Kind', role: 'dimension', type: 'string', unit: 'none' },
      { id: 'currency', label: 'Currency', role: 'dimension', type: 'string', unit: 'none' },
      { id: 'effect', label: 'Adds to the event-date figure', role: 'metric', type: 'number', unit: 'none' },
      { id: 'orderDay', label: 'Order day', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
      { id: 'processedDay', label: 'Booked on', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
    ],
    rows: lines.slice(0, MAX_LISTED),
    complete: lines.length <= MAX_LISTED,
    totalRows: lines.length,
  };
  return {
    tables: [label(event, 'event date'), label(order, 'order date'), listed],
    charts: [],
    provenance: [...event.provenance, ...order.provenance],
  };
}

function toLine(entry: EntryLine, side: 1 | -1): Row {
  return {
    order: entry.order,
    marketplace: marketplaceName(entry.marketplace),
    kind: entry.kind.toLowerCase(),
    currency: entry.currency,
    effect: side * toMajor(entry.amountMinor, entry.currency),
    orderDay: entry.orderDay,
    processedDay: entry.processedDay,
  };
}

/** Two periods on one basis: the parts of the metric in each; their changes add up to the whole change exactly. */
export async function explainPeriods(
  deps: ExplainDeps,
  request: { metric: string; period: Period; otherPeriod?: Period | undefined },
): Promise<QueryAnswer> {
  if (!request.otherPeriod)
    throw new AppError('invalid_input', 'Two periods are needed.', { field: 'otherPeriod', remedy: 'Name the earlier period too.' });
  const metric = getMetric(request.metric);
  const parts = partsOf(metric);
  const query = querySchema.parse({
    metrics: [metric.id, ...parts.map((part) => part.id)].slice(0, 8),
    period: request.period,
    compare: request.otherPeriod,
  });
  return runQuery(deps, { query, tableId: deps.nextTableId(), tool: 'explainDifference' });
}

/** Single-kind ledger metrics whose kinds make up a metric's. */
function partsOf(metric: Metric): Metric[] {
  const kinds = ledgerKinds(metric);
  return METRICS.filter((candidate) => {
    const leaf = leavesOf(candidate.measure)[0];
    const own = leaf?.where.find((condition) => condition.attribute === 'kind')?.values ?? [];
    return (
      candidate.id !== metric.id &&
      candidate.measure.kind === 'sum' &&
      candidate.unit === 'money' &&
      leaf?.where.length === leavesOf(metric.measure)[0]?.where.length &&
      own.length === 1 &&
      kinds.includes(own[0] as LedgerKind)
    );
  });
}
