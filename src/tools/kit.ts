import type { JSONValue } from 'ai';
import type { Artifact } from '@/core/artifact/artifact';
import { highlightsOf } from '@/core/artifact/highlights';
import type { Workspace } from '@/core/model/workspace';
import type { CoverageReader, EntityFinder, LedgerReader, MetricsReader } from '@/core/ports';

/** Bound to one workspace before the model is asked: no tool takes a workspace from the model. */
export interface ToolContext {
  workspace: Workspace;
  metrics: MetricsReader;
  coverage: CoverageReader;
  entities: EntityFinder;
  ledger: LedgerReader;
  now: () => Date;
  /** Ids of this turn's tables: t1, t2, ... */
  nextTableId: () => string;
}

/** A tool's result: parts of the artifact for people, and what the model needs to word the answer. */
export type ToolOutput = Pick<Artifact, 'tables' | 'charts' | 'provenance'> & {
  /** Set when there is nothing to show: why, and what can be asked instead. */
  refusal?: { message: string; remedy?: string };
};

/** Rows of a table the model is shown; people see them all. */
export const MODEL_ROWS = 40;

/** What the model sees of an output: titles, columns, the first rows, whether rows were cut, gaps. */
export function toModelSummary(output: ToolOutput): JSONValue {
  if (output.refusal) return { refusal: { ...output.refusal } };
  return {
    tables: output.tables.map((table) => ({
      id: table.id,
      title: table.title,
      columns: table.columns.map(({ id, label, unit, currency }) => ({ id, label, unit, ...(currency ? { currency } : {}) })),
      rows: table.rows.slice(0, MODEL_ROWS),
      highlights: highlightsOf(table),
      ...(table.partialBuckets ? { partialBuckets: table.partialBuckets } : {}),
      ...(table.totals ? { total: table.totals } : {}),
      totalRows: table.totalRows,
      complete: table.complete && table.rows.length <= MODEL_ROWS,
    })),
    ...(output.provenance[0] ? { period: output.provenance[0].periodLabel, basis: output.provenance[0].basis } : {}),
    gaps: output.provenance.flatMap((entry) => entry.gaps),
  };
}
