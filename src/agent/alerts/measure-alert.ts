import type { AlertCondition, AlertEvent, AlertSettings } from '@/core/alerts/alert';
import { newArtifact, type Artifact, type Column, type Row, type Table } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import { cellReference } from '@/core/artifact/prose';
import { findDimension } from '@/core/dimensions/registry';
import { AppError } from '@/core/errors';
import { leavesOf } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import { resolvePreset, todayIn } from '@/core/query/period';
import { querySchema, type Filter } from '@/core/query/query';
import { filterText, filterValues } from '@/core/query/filter-label';
import { runQuery, type QueryAnswer } from '@/services/query/run-query';
import type { ToolContext } from '@/tools/kit';

/** Members that are watched one by one, at most. */
const MOST_MEMBERS = 5000;
/** Members named in a message; the others are counted. */
const MOST_NAMED = 20;

/** What is watched, as it is now. */
export interface Measured {
  /** Of each member, '' for the whole; null: unknown. */
  values: ReadonlyMap<string, number | null>;
  answer: QueryAnswer;
  metric: Column;
}

/** Ask for what an alert watches. @throws AppError no_data, not_supported. */
export async function measureAlert(context: ToolContext, settings: AlertSettings): Promise<Measured> {
  const { workspace } = context;
  const watched = findMetric(settings.metric);
  if (!watched) throw new AppError('not_supported', `There is no metric "${settings.metric}".`, { field: 'metric' });
  // A stock level is of now.
  const isOfPeriod = leavesOf(watched.measure).some(({ fact }) => fact !== 'inventory');
  const period = isOfPeriod ? resolvePreset(settings.period, todayIn(context.now(), workspace.timeZone), workspace.weekStart) : null;
  const query = querySchema.parse({
    metrics: [settings.metric],
    filters: settings.filters,
    ...(settings.each === null ? {} : { dimensions: [settings.each], limit: MOST_MEMBERS }),
    ...(period ? { period } : {}),
  });
  const answer = await runQuery(context, { query, tableId: context.nextTableId(), tool: 'queryMetrics' });
  const [table] = answer.tables;
  const metric = table?.columns.find(({ id }) => id === settings.metric);
  if (!table || !metric) throw new AppError('no_data', 'There is nothing to watch yet.');
  const valueOf = (row: Row): number | null => {
    const value = row[metric.id];
    return typeof value === 'number' ? value : null;
  };
  const { each } = settings;
  return {
    answer,
    metric,
    values: new Map(
      each === null ? [['', table.rows[0] ? valueOf(table.rows[0]) : null]] : table.rows.map((row) => [String(row[each]), valueOf(row)]),
    ),
  };
}

/** The answer that shows what was raised, or cleared, beside the limit. Every number is a cell of its table. */
export function evidenceOf(settings: AlertSettings, { answer, metric }: Measured, events: readonly AlertEvent[]): Artifact {
  const kind = events[0]?.kind ?? 'raised';
  const keys = new Set(events.map(({ key }) => key));
  const { each, condition } = settings;
  const limit: Column = { ...metric, id: 'limit', label: 'Your limit', role: 'derived' };
  const [source] = answer.tables;
  const rows = (source?.rows ?? [])
    .filter((row) => each === null || keys.has(String(row[each])))
    .map((row): Row => ({ ...row, limit: condition.value }));
  const table: Table = {
    id: source?.id ?? 't1',
    title: source?.title ?? settings.name,
    columns: [...(source?.columns ?? []).filter(({ role }) => role !== 'derived'), limit],
    rows: rows.slice(0, MOST_NAMED),
    complete: rows.length <= MOST_NAMED,
    totalRows: rows.length,
  };
  const cell = (column: string): string => cellReference(table.id, 0, column);
  const where = settings.filters.flatMap((filter) => wordFilter(filter) ?? []).join(', ');
  const what = `${metric.label}${where === '' ? '' : ` (${where})`}`;
  const side = condition.is === 'above' ? 'above' : 'below';
  const prose =
    each !== null && rows.length > 1
      ? `${what} is ${kind === 'raised' ? side : `not ${side} any more`} your limit of ${cell('limit')} for ${table.rows.map((row) => `"${String(row[each])}"`).join(', ')}.`
      : `${what}${each === null ? '' : ` of "${String(rows[0]?.[each])}"`} is **${cell(metric.id)}**, ${kind === 'raised' ? side : `not ${side} any more:`} your limit ${kind === 'raised' ? 'of' : 'is'} ${cell('limit')}.`;
  return {
    ...newArtifact('answer', `${kind === 'raised' ? '' : 'Back: '}${settings.name}`, prose),
    tables: [table],
    provenance: answer.provenance,
  };
}

const wordFilter = (filter: Filter): string | null =>
  filterText(filter, {
    noun: findDimension(filter.dimension)?.title.toLowerCase() ?? filter.dimension,
    values: filterValues(filter, 'en-US'),
    without: (values) => `without ${values}`,
  });

/** "Return rate above 8%: 9.1%", for a subject. */
export function headlineOf(
  { name }: AlertSettings,
  { metric }: Measured,
  { events, locale }: { events: readonly AlertEvent[]; locale: string },
): string {
  const [first] = events;
  if (!first) return name;
  const value = formatCell(first.value, metric, locale);
  const who = first.key === '' ? '' : `${first.key} `;
  const rest = events.length > 1 ? `, and ${events.length - 1} more` : '';
  return `${first.kind === 'raised' ? '' : 'Back: '}${name}: ${who}${value}${rest}`;
}

/** A condition in words, for its name: "Return rate above 8%". */
export function describeCondition(
  metric: string,
  condition: AlertCondition,
  { locale, currency }: { locale: string; currency: string },
): string {
  const known = findMetric(metric);
  const column: Column = {
    id: metric,
    label: known?.title ?? metric,
    role: 'metric',
    type: 'number',
    unit: known?.unit ?? 'none',
    currency,
  };
  return `${column.label} ${condition.is} ${formatCell(condition.value, column, locale)}`;
}
