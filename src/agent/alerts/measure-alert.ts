import { isOfPeriod, type AlertEvent, type AlertSettings } from '@/core/alerts/alert';
import { AGAINST, describeFilters } from '@/core/alerts/describe';
import { newArtifact, type Artifact, type Cell, type Column, type Row, type Table } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import { cellReference } from '@/core/artifact/prose';
import { AppError } from '@/core/errors';
import { findMetric } from '@/core/metrics/registry';
import { resolvePreset, todayIn } from '@/core/query/period';
import { querySchema, type Period, type QueryInput } from '@/core/query/query';
import { runQuery, type QueryAnswer } from '@/services/query/run-query';
import type { ToolContext } from '@/tools/kit';

/** Members that are looked at one by one, those nearest to the limit and beyond it first. */
const MOST_MEMBERS = 5000;
/** Members named in a message; the others are counted. */
const MOST_NAMED = 20;

/** What is watched, as it is now. */
export interface Measured {
  /** Of each member, '' for the whole; null: unknown. */
  values: ReadonlyMap<string, number | null>;
  answer: QueryAnswer;
  /** The table of the answer, with every member looked at. */
  table: Table;
  /** The figure itself. */
  metric: Column;
  /** What is held against the limit: the figure, or its change. */
  watched: Column;
}

/**
 * Ask for what an alert watches.
 * @param raised members that were told of; they are looked at however far they have come back.
 * @throws AppError no_data, not_supported.
 */
export async function measureAlert(
  context: ToolContext,
  settings: AlertSettings,
  { raised = [], most = MOST_MEMBERS }: { raised?: readonly string[]; most?: number } = {},
): Promise<Measured> {
  const { metric: id, each, condition, filters } = settings;
  if (!findMetric(id)) throw new AppError('not_supported', `There is no metric "${id}".`, { field: 'metric' });
  const watchedId = condition.against === null ? id : `${id}_changePct`;
  const ask = (more: Partial<QueryInput>): Promise<QueryAnswer> =>
    runQuery(context, {
      query: querySchema.parse({
        metrics: [id],
        filters,
        ...periodOf(context, settings),
        ...(condition.against === null ? {} : { compare: condition.against }),
        ...more,
      }),
      tableId: context.nextTableId(),
      tool: 'queryMetrics',
    });
  const orderBy = { by: watchedId, direction: condition.is === 'above' ? 'desc' : 'asc' } as const;
  const answer = await ask(each === null ? {} : { dimensions: [each], limit: most, orderBy });
  const [first] = answer.tables;
  const metric = first?.columns.find((column) => column.id === id);
  const watched = first?.columns.find((column) => column.id === watchedId);
  if (!first || !metric || !watched) throw new AppError('no_data', 'There is nothing to watch yet.');
  const listed = new Set(first.rows.map((row) => keyOf(row, each)));
  const missing = raised.filter((key) => !listed.has(key));
  const isCut = each !== null && !first.complete && missing.length > 0;
  const rest = isCut ? await ask({ dimensions: [each], filters: [...filters, { dimension: each, op: 'in', values: missing }] }) : undefined;
  const table = { ...first, rows: [...first.rows, ...(rest?.tables[0]?.rows ?? [])] };
  const values = new Map(table.rows.map((row) => [keyOf(row, each), numberOf(row[watchedId])]));
  return { answer, table, metric, watched, values };
}

const keyOf = (row: Row, each: string | null): string => (each === null ? '' : String(row[each]));
const numberOf = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null);

/** A stock level is of now. */
function periodOf({ workspace, now }: ToolContext, settings: AlertSettings): { period?: Period } {
  const { timeZone, weekStart } = workspace;
  const period = isOfPeriod(settings.metric) ? resolvePreset(settings.period, todayIn(now(), timeZone), weekStart) : null;
  return period ? { period } : {};
}

/** The answer that shows what was raised, or cleared, beside the limit. Every number is a cell of its table. */
export function evidenceOf(settings: AlertSettings, measured: Measured, events: readonly AlertEvent[]): Artifact {
  const { answer, table: source, watched } = measured;
  const kind = events[0]?.kind ?? 'raised';
  const keys = new Set(events.map(({ key }) => key));
  const limit: Column = { ...watched, id: 'limit', label: 'Your limit', role: 'derived' };
  const rows = source.rows
    .filter((row) => keys.has(keyOf(row, settings.each)))
    .map((row): Row => ({ ...row, limit: settings.condition.value }));
  const table: Table = {
    id: source.id,
    title: source.title,
    columns: [...source.columns.filter(({ role, derivation }) => role !== 'derived' || isOfChange(derivation)), limit],
    rows: rows.slice(0, MOST_NAMED),
    complete: rows.length <= MOST_NAMED,
    totalRows: rows.length,
  };
  return {
    ...newArtifact('answer', `${kind === 'raised' ? '' : 'Back: '}${settings.name}`, proseOf(settings, { table, measured, kind })),
    tables: [table],
    provenance: answer.provenance,
  };
}

const isOfChange = (derivation: Column['derivation']): boolean => derivation === 'comparison' || derivation === 'changePct';

function proseOf(
  { each, condition, filters }: AlertSettings,
  { table, measured, kind }: { table: Table; measured: Measured; kind: AlertEvent['kind'] },
): string {
  const { metric, watched } = measured;
  const { is, against } = condition;
  const where = describeFilters(filters);
  const what = `${against === null ? '' : 'The change of '}${metric.label}${where === '' ? '' : ` (${where})`}${against === null ? '' : ` from ${AGAINST[against]}`}`;
  const cell = (column: string): string => cellReference(table.id, 0, column);
  const name = (row: Row | undefined): string => `"${String(row?.[each ?? ''])}"`;
  const [first] = table.rows;
  if (each !== null && table.totalRows > 1)
    return `${what} is ${kind === 'raised' ? is : `not ${is} any more`} your limit of ${cell('limit')} for ${table.rows.map(name).join(', ')}.`;
  const whose = each === null ? '' : ` of ${name(first)}`;
  return `${what}${whose} is **${cell(watched.id)}**, ${kind === 'raised' ? `${is} your limit of` : `not ${is} any more: your limit is`} ${cell('limit')}.`;
}

/** "Return rate above 8%: 9.1%", for a subject. */
export function headlineOf(
  { name }: AlertSettings,
  { watched }: Measured,
  { events, locale }: { events: readonly AlertEvent[]; locale: string },
): string {
  const [first] = events;
  if (!first) return name;
  const value = formatCell(first.value, watched, locale);
  const who = first.key === '' ? '' : `${first.key} `;
  const rest = events.length > 1 ? `, and ${events.length - 1} more` : '';
  return `${first.kind === 'raised' ? '' : 'Back: '}${name}: ${who}${value}${rest}`;
}
