import type { Cell, Column, Row, Table } from '@/core/artifact/artifact';
import { formatBucket, formatPeriod } from '@/core/artifact/format';
import { highlightsOf, type Highlights } from '@/core/artifact/highlights';
import { cellReference } from '@/core/artifact/prose';
import { findDimension } from '@/core/dimensions/registry';
import { findMetric } from '@/core/metrics/registry';
import type { Frame } from './frame';

/** A table as the model sees it: the first rows, and whether there are more. */
export interface SeenTable {
  id: string;
  title: string;
  columns: Pick<Column, 'id' | 'label' | 'unit' | 'currency'>[];
  rows: Row[];
  highlights: Highlights;
  total?: Row;
  totalRows: number;
  complete: boolean;
}

export interface SeenOutput {
  tables: SeenTable[];
  period?: string;
  gaps: string[];
  refusal?: { message: string; remedy?: string };
}

/** What a model is shown of a whole table: this is how surfaces without a model word an answer again. */
export function toSeen(table: Table): SeenTable {
  return {
    id: table.id,
    title: table.title,
    columns: table.columns,
    rows: table.rows,
    highlights: highlightsOf(table),
    ...(table.totals ? { total: table.totals } : {}),
    totalRows: table.totalRows,
    complete: table.complete,
  };
}

interface Sentence {
  frame: Frame;
  table: SeenTable;
  period: string | undefined;
  locale: string;
}

/** The answer in one or two sentences; every number is a reference to a cell. */
export function wordAnswer(frame: Frame, output: SeenOutput, locale: string): string {
  const table = output.tables[0];
  if (!table) return '';
  const sentence: Sentence = { frame, table, period: output.period, locale };
  const text = wordTable(sentence);
  return [text, ...frame.notes, ...output.gaps.slice(0, 2)].filter((part) => part !== '').join(' ');
}

function wordTable(sentence: Sentence): string {
  const { frame, table } = sentence;
  if (frame.query.shape?.kind === 'cohort') return wordCohort(sentence);
  if (frame.query.shape?.kind === 'distribution') return wordDistribution(sentence);
  const dimensions = frame.query.dimensions ?? [];
  if (dimensions.length === 0 && !frame.query.grain) return wordTotals(sentence);
  if (frame.query.limitPer) return wordPerGroup(sentence);
  if (frame.query.grain && dimensions.length === 0) return wordTrend(sentence);
  if (frame.query.grain) return wordSeries(sentence);
  return table.rows.length === 0 ? `No ${dimensionNoun(dimensions[0] ?? '')} meets these conditions.` : wordRanking(sentence);
}

const metricId = ({ frame }: Sentence): string => frame.query.metrics[0] ?? '';
const ref = ({ table }: Sentence, row: number | 'total', column: string): string => cellReference(table.id, row, column);

/** "in Oct 2026": nothing when all data is meant. */
function when({ period }: Sentence): string {
  return period && !period.startsWith('all data') ? ` in ${period}` : '';
}

/** True when the ranking starts with the least: for figures booked negative, that is the greatest number. */
function isLeastFirst(frame: Frame): boolean {
  if (!frame.query.orderBy) return false;
  return (frame.query.orderBy.direction === 'asc') !== (findMetric(frame.query.metrics[0] ?? '')?.isBookedNegative === true);
}

function titleOf(id: string): string {
  return findMetric(id)?.title ?? id;
}

/** "Units sold were", "Marketplace fees were", "Average order value was". */
function isPlural(id: string): boolean {
  const words = titleOf(id).split(' ');
  return (
    words[0]?.endsWith('s') === true ||
    (words.at(-1)?.endsWith('s') === true && !/^(Average|Share|Number|Stock|Shipping share|Repeat)/.test(titleOf(id)))
  );
}

function wordTotals(sentence: Sentence): string {
  const { frame, table } = sentence;
  const row = table.rows[0];
  if (!row) return '';
  const hidden = new Set((frame.query.having ?? []).map((having) => having.metric));
  const shown = frame.query.metrics.filter((id, index) => index === 0 || !hidden.has(id));
  return shown
    .map((id) => {
      const verb = isPlural(id) && findMetric(id)?.unit !== 'ratio' ? 'were' : 'was';
      const value = row[id] === null ? 'not defined (there is nothing to divide by)' : ref(sentence, 0, id);
      const share = typeof row[`${id}_share`] === 'number' ? `, **${ref(sentence, 0, `${id}_share`)}** of the whole` : '';
      return `${titleOf(id)} ${verb} **${value}**${share}${when(sentence)}${wordChange(sentence, row, id)}.`;
    })
    .join(' ');
}

function wordChange(sentence: Sentence, row: Row, id: string): string {
  const previous = row[`${id}_previous`];
  if (previous === undefined) return '';
  const share = row[`${id}_changePct`];
  const compare = sentence.frame.query.compare;
  const against =
    typeof compare === 'object'
      ? ` in ${formatPeriod(compare, sentence.locale)}`
      : compare === 'previousYear'
        ? ' a year earlier'
        : ' in the period before';
  if (typeof share !== 'number') return `; there was nothing to compare with${against}`;
  const direction = share > 0 ? 'up' : share < 0 ? 'a change of' : 'unchanged:';
  return `, ${direction} ${ref(sentence, 0, `${id}_changePct`)} from ${ref(sentence, 0, `${id}_previous`)}${against}`;
}

/** The row where a column is highest or lowest, over the whole table. */
function extreme({ table }: Sentence, column: string, isMax: boolean): { row: number; values: Row } {
  const found = table.highlights[column];
  return (isMax ? found?.highest : found?.lowest) ?? { row: 0, values: table.rows[0] ?? {} };
}

function wordTrend(sentence: Sentence): string {
  const { frame, table } = sentence;
  const id = metricId(sentence);
  const grain = frame.query.grain ?? 'month';
  const label = (index: number): string => bucketText(table.rows[index]?.['time'] ?? null, sentence);
  if (table.rows.length === 0) return '';
  if (frame.isSuperlative || frame.query.limit === 1) {
    return `The ${isLeastFirst(frame) ? `${grain} with the lowest` : `${grain} with the highest`} ${titleOf(id).toLowerCase()} was **${label(0)}** with ${ref(sentence, 0, id)}${when(sentence)}.`;
  }
  const high = extreme(sentence, id, true);
  const low = extreme(sentence, id, false);
  const bucket = (values: Row): string => bucketText(values['time'] ?? null, sentence);
  const total =
    table.total?.[id] == null ? '' : ` ${isRate(id) ? 'came to' : 'added up to'} ${ref(sentence, 'total', id)}${when(sentence)};`;
  if (high.row === low.row)
    return `${titleOf(id)}${total.replace(/;$/, '') || ` by ${grain}${when(sentence)}`}: **${bucket(high.values)}** with ${ref(sentence, high.row, id)}.`;
  return `${titleOf(id)}${total || ' by ' + grain + when(sentence) + ':'} the highest ${grain} was **${bucket(high.values)}** with ${ref(sentence, high.row, id)}, the lowest ${bucket(low.values)} with ${ref(sentence, low.row, id)}.`;
}

function isRate(id: string): boolean {
  return findMetric(id)?.measure.kind === 'ratio';
}

function bucketText(label: Cell, sentence: Sentence): string {
  return typeof label === 'string' ? formatBucket(label, sentence.frame.query.grain, sentence.locale) : String(label ?? '');
}

/** The most for each group over the whole time: series are told apart by their own sums. */
function wordSeries(sentence: Sentence): string {
  const { frame, table } = sentence;
  const id = metricId(sentence);
  const names = [...new Set(table.rows.map((row) => labelOf(row, frame.query.dimensions ?? [])))];
  const high = extreme(sentence, id, true);
  const listed = names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return `${titleOf(id)} by ${frame.query.grain}${when(sentence)} for ${listed}. The highest value was **${labelOf(high.values, frame.query.dimensions ?? [])}** in ${bucketText(high.values['time'] ?? null, sentence)} with ${ref(sentence, high.row, id)}.`;
}

function labelOf(row: Row, dimensions: readonly string[]): string {
  return dimensions.map((dimension) => String(row[dimension] ?? '')).join(' \u00b7 ');
}

function dimensionNoun(id: string): string {
  return findDimension(id)?.title.toLowerCase() ?? 'group';
}

/** How a value of a dimension is spoken of: "at 11:00", "state SP". */
function spoken(row: Row, dimensions: readonly string[]): string {
  if (dimensions.length === 1 && dimensions[0] === 'hour') return `${String(row['hour']).padStart(2, '0')}:00`;
  if (dimensions.length === 1 && dimensions[0] === 'reviewScore') return `${row['reviewScore']} stars`;
  return labelOf(row, dimensions);
}

function wordRanking(sentence: Sentence): string {
  const { frame, table } = sentence;
  const id = metricId(sentence);
  const dimensions = frame.query.dimensions ?? [];
  const isAscending = isLeastFirst(frame);
  const hasOrder = dimensions.some((dimension) => findDimension(dimension)?.isOrdered) && !frame.query.orderBy;
  const share = table.columns.find((column) => column.id === `${id}_share`);
  const value = (index: number): string =>
    `${ref(sentence, index, id)}${share ? ` (${ref(sentence, index, share.id)})` : ''}${wordRowChange(sentence, index, id)}`;
  const name = (index: number): string => spoken(table.rows[index] ?? {}, dimensions);
  const subject = `${titleOf(id)} by ${dimensions.map(dimensionNoun).join(' and ')}${when(sentence)}`;
  if (table.rows.length === 1)
    return `**${name(0)}** ${isAscending ? 'has the lowest' : 'has the highest'} ${titleOf(id).toLowerCase()}${when(sentence)}: ${value(0)}.`;
  if (hasOrder || table.rows.length === 2) {
    const high = extreme(sentence, id, true);
    const low = extreme(sentence, id, false);
    return `${subject}: highest for **${spoken(high.values, dimensions)}** with ${value(high.row)}, lowest for ${spoken(low.values, dimensions)} with ${value(low.row)}.`;
  }
  const rest = [1, 2].filter((index) => table.rows[index]).map((index) => `${name(index)} (${value(index)})`);
  const lead = isAscending ? 'is lowest with' : 'leads with';
  const cut = table.totalRows > table.rows.length ? ` ${table.totalRows} in all.` : '';
  return `${subject}: **${name(0)}** ${lead} ${value(0)}${rest.length > 0 ? `, followed by ${rest.join(' and ')}` : ''}.${cut}`;
}

function wordRowChange(sentence: Sentence, index: number, id: string): string {
  const share = sentence.table.rows[index]?.[`${id}_changePct`];
  return typeof share === 'number' ? `, ${share > 0 ? 'up' : 'a change of'} ${ref(sentence, index, `${id}_changePct`)}` : '';
}

function wordPerGroup(sentence: Sentence): string {
  const { frame, table } = sentence;
  const id = metricId(sentence);
  const group = frame.query.limitPer ?? '';
  const others = (frame.query.dimensions ?? []).filter((dimension) => dimension !== group);
  const seen = new Set<Cell>();
  const parts: string[] = [];
  table.rows.forEach((row, index) => {
    if (seen.has(row[group] ?? null)) return;
    seen.add(row[group] ?? null);
    parts.push(`on ${String(row[group])} **${labelOf(row, others)}** with ${ref(sentence, index, id)}`);
  });
  const most = isLeastFirst(frame) ? 'lowest' : 'highest';
  return `The ${others.map(dimensionNoun).join(' and ')} with the ${most} ${titleOf(id).toLowerCase()}${when(sentence)}: ${parts.join('; ')}.`;
}

function wordCohort(sentence: Sentence): string {
  const { row: index, values: row } = extreme(sentence, 'customers', true);
  const grain = sentence.frame.query.shape?.kind === 'cohort' ? (sentence.frame.query.shape.grain ?? 'month') : 'month';
  const later = typeof row['p1'] === 'number' ? `, ${ref(sentence, index, 'p1')} ordered again in the ${grain} after` : '';
  return `Of the ${ref(sentence, index, 'customers')} customers whose first order was in ${bucketText(row['time'] ?? null, { ...sentence, frame: { ...sentence.frame, query: { ...sentence.frame.query, grain } } })} (the largest group)${later}.`;
}

function wordDistribution(sentence: Sentence): string {
  const { row: index, values: row } = extreme(sentence, 'orders', true);
  return `Most orders${when(sentence)} are worth ${String(row['bin'])}: ${ref(sentence, index, 'orders')} of ${ref(sentence, 'total', 'orders')} (${ref(sentence, index, 'orders_share')}).`;
}
