import type { Cell, CodedNote, Column, Row, Table } from '@/core/artifact/artifact';
import { formatBucket, formatPeriod } from '@/core/artifact/format';
import { highlightsOf, type Highlights } from '@/core/artifact/highlights';
import { cellReference } from '@/core/artifact/prose';
import { findMetric } from '@/core/metrics/registry';
import type { Frame } from '@/analyst/frames/frame';
import type { LanguageFile } from '@/analyst/language/language-file';
import { filterWords } from './filters';
import { grainNoun, say } from './say';

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
  /** The gaps as codes, for wording them in a language. */
  gapNotes?: CodedNote[];
  refusal?: { message: string; remedy?: string; code?: string; values?: Record<string, string> };
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

/** What a sentence is made of: the question as a frame, the table that answers it, and the language to say it in. */
export interface Sentence {
  frame: Frame;
  table: SeenTable;
  period: string | undefined;
  language: LanguageFile;
  locale: string;
}

export function metricId({ frame }: Sentence): string {
  return frame.query.metrics[0] ?? '';
}

export function ref({ table }: Sentence, row: number | 'total', column: string): string {
  return cellReference(table.id, row, column);
}

/** "in Oct 2026 (SP, without Amazon)": what the figure is of. Nothing when all data is meant. */
export function when(sentence: Sentence): string {
  const { dimensions = [], filters = [] } = sentence.frame.query;
  const time = inTime(sentence);
  // Members that are groups stand in the table; what was left out does not.
  const narrowed = filterWords(
    filters.filter(({ dimension, op }) => dimension !== 'date' && (op === 'notIn' || !dimensions.includes(dimension))),
    sentence,
  ).join(', ');
  if (narrowed === '') return time;
  return time.endsWith(')') ? `${time.slice(0, -1)}; ${narrowed})` : `${time} (${narrowed})`;
}

function inTime({ period, frame, language, locale }: Sentence): string {
  const days = frame.query.period;
  if (days) return say(language, days.from === days.to ? 'onDay' : 'inPeriod', { period: formatPeriod(days, locale) });
  return period && !period.startsWith('all data') ? say(language, 'inPeriod', { period }) : '';
}

/** What a comparison is made with. */
export function against({ frame, language, locale }: Sentence): string {
  const { compare } = frame.query;
  if (typeof compare === 'object') {
    const values = { period: formatPeriod(compare, locale), grain: compare.per ? grainNoun(compare.per, language) : '' };
    return say(language, compare.per ? 'against.mean' : 'against.period', values);
  }
  return say(language, compare === 'previousYear' ? 'against.previousYear' : 'against.previousPeriod');
}

/** What a comparison is made with, after "than" or "with". */
export function than({ frame, language, locale }: Sentence): string {
  const { compare } = frame.query;
  if (typeof compare === 'object' && compare.per)
    return say(language, 'than.mean', { period: formatPeriod(compare, locale), grain: grainNoun(compare.per, language) });
  if (typeof compare === 'object') return formatPeriod(compare, locale);
  return say(language, compare === 'previousYear' ? 'than.previousYear' : 'than.previousPeriod');
}

/** True when the ranking starts with the least: for figures booked negative, that is the greatest number. */
export function isLeastFirst(frame: Frame): boolean {
  if (!frame.query.orderBy) return false;
  return (frame.query.orderBy.direction === 'asc') !== (findMetric(frame.query.metrics[0] ?? '')?.isBookedNegative === true);
}

/** The row where a column is highest or lowest, over the whole table. */
export function extreme({ table }: Sentence, column: string, isMax: boolean): { row: number; values: Row } {
  const found = table.highlights[column];
  return (isMax ? found?.highest : found?.lowest) ?? { row: 0, values: table.rows[0] ?? {} };
}

export function bucketText(label: Cell, sentence: Sentence): string {
  return typeof label === 'string' ? formatBucket(label, sentence.frame.query.grain, sentence.locale) : String(label ?? '');
}

export function isRate(id: string): boolean {
  return findMetric(id)?.measure.kind === 'ratio';
}
