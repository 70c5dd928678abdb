import { z } from 'zod';
import { periodSchema, querySchema } from '@/core/query/query';

/**
 * The one answer format. Web, CLI, Slack, e-mail and files render it; nothing else carries numbers to people.
 * Parsed back, the numbers of all renderings are equal.
 */

export const UNITS = ['money', 'count', 'ratio', 'days', 'score', 'none'] as const;
export type Unit = (typeof UNITS)[number];

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

export const columnSchema = z.object({
  id: z.string(),
  label: z.string(),
  role: z.enum(['time', 'dimension', 'metric', 'derived']),
  type: z.enum(['string', 'number', 'date']),
  unit: z.enum(UNITS).default('none'),
  /** ISO 4217 code when unit is money. */
  currency: z.string().optional(),
  grain: z.string().optional(),
  /** Sentences (what a review says): shown whole, never cut to a line. */
  isText: z.literal(true).optional(),
  /** Metric or dimension this column reports, for its definition. */
  source: z.string().optional(),
  /** Derived columns: what was done with `source`. */
  derivation: z
    .enum(['share', 'versusWhole', 'cumulative', 'movingAverage', 'growth', 'cumulativeShare', 'comparison', 'change', 'changePct'])
    .optional(),
});
export type Column = z.infer<typeof columnSchema>;

/** A column of words that no measure is broken down by. */
export const textColumn = (id: string, label: string): Column => ({ id, label, role: 'dimension', type: 'string', unit: 'none' });

export const tableSchema = z.object({
  id: z.string(),
  title: z.string(),
  columns: z.array(columnSchema),
  /** Objects keyed by column id. Money in major units, ratios as fractions, dates as labels. */
  rows: z.array(z.record(z.string(), cellSchema)),
  /** False when rows were cut by a limit; `totalRows` says how many there are. */
  complete: z.boolean(),
  totalRows: z.int(),
  /** Labels of time buckets the data or the period covers only in part. */
  partialBuckets: z.array(z.string()).optional(),
  /** Metric values over all groups, also those cut off. */
  totals: z.record(z.string(), cellSchema).optional(),
});
export type Table = z.infer<typeof tableSchema>;
export type Row = Table['rows'][number];

export const CHART_KINDS = ['number', 'line', 'bar', 'groupedBar', 'stackedBar', 'area', 'pie', 'scatter', 'cohort', 'histogram'] as const;
export const chartSchema = z.object({
  id: z.string(),
  kind: z.enum(CHART_KINDS),
  title: z.string(),
  tableId: z.string(),
  /** Column on the category or time axis. Absent for `number`. */
  x: z.string().optional(),
  /** Columns drawn. */
  y: z.array(z.string()).min(1),
  /** Column whose values become series. */
  series: z.string().optional(),
  /** Column of the comparison values: same hue, dashed or lighter. */
  compare: z.string().optional(),
  /** Label of the last time bucket when it is not over yet ("so far"). */
  partial: z.string().optional(),
  /** Text alternative: what a person who cannot see the chart needs. */
  alt: z.string(),
});
export type Chart = z.infer<typeof chartSchema>;

export const definitionSchema = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.enum(UNITS),
  text: z.string(),
  source: z.string(),
  version: z.int(),
});
export type Definition = z.infer<typeof definitionSchema>;

export const freshnessSchema = z.object({
  connection: z.string(),
  marketplace: z.string(),
  /** Instant (ISO) of the last successful sync or import; null: never. */
  asOf: z.string().nullable(),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
});
export type Freshness = z.infer<typeof freshnessSchema>;

/** Something to be said, told apart by its code: the places of its sentence are filled from `values`. */
const noteSchema = z.object({ code: z.string(), values: z.record(z.string(), z.string()) });
export type CodedNote = z.infer<typeof noteSchema>;

/** How a table's numbers came about: everything needed to check or re-run them. */
export const provenanceSchema = z.object({
  tool: z.string(),
  tableIds: z.array(z.string()),
  query: querySchema.optional(),
  sql: z.string().optional(),
  definitions: z.array(definitionSchema),
  /** The days answered; null when there is no data at all. */
  period: periodSchema.nullable(),
  periodLabel: z.string(),
  comparison: periodSchema.nullable().optional(),
  timeZone: z.string(),
  currency: z.string().nullable(),
  /** Conversions made: one line per source currency. */
  rates: z.array(z.object({ from: z.string(), to: z.string(), firstDay: z.string(), lastDay: z.string(), source: z.string() })).default([]),
  basis: z.enum(['event', 'order']),
  /** Base rows read. */
  rowsRead: z.int(),
  freshness: z.array(freshnessSchema),
  /** What is missing or must be known: data ends earlier, no exchange rate, thin months. */
  gaps: z.array(z.string()),
  /** The same, as codes with their values, for wording them in another language. */
  gapNotes: z.array(noteSchema).optional(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

export const optionSchema = z.object({
  label: z.string(),
  /** The value this reading gives, formatted, when it was computed. */
  value: z.string().optional(),
  /** The question to send when the person picks this. */
  question: z.string(),
});
export type Option = z.infer<typeof optionSchema>;

export const artifactSchema = z.object({
  version: z.literal(1),
  kind: z.enum(['answer', 'clarify', 'refusal']),
  title: z.string(),
  /**
   * Markdown with cell references `[[tableId/row/column]]` (row is a zero-based index or `total`), one per number.
   * `renderProse` fills them in; nothing else may turn a reference into text.
   */
  prose: z.string(),
  tables: z.array(tableSchema),
  charts: z.array(chartSchema),
  provenance: z.array(provenanceSchema),
  followUps: z.array(z.string()),
  options: z.array(optionSchema),
  /** Formats of numbers and dates when the answer is in another language than the workspace's. */
  locale: z.string().optional(),
});
export type Artifact = z.infer<typeof artifactSchema>;

/** An empty artifact of a kind, to be filled. */
export function newArtifact(kind: Artifact['kind'], title: string, prose: string): Artifact {
  return { version: 1, kind, title, prose, tables: [], charts: [], provenance: [], followUps: [], options: [] };
}
