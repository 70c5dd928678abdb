import type { Artifact, Table } from '@/core/artifact/artifact';
import type { Workspace } from '@/core/model/workspace';
import { compareArtifacts, wholeFigure, type FigureChange } from '@/core/pins/compare-artifacts';
import type { Pin } from '@/core/pins/pin';
import { queriesOf } from '@/core/pins/refresh-of';
import type { Query } from '@/core/query/query';
import { explainSince } from '@/services/query/explain-since';
import { toolContextOf, type AgentDeps } from '../answer';
import { rerunQueries } from '../rerun-answer';

/** A figure over all groups of a table, then and now, with the ledger's account of the difference. */
export interface ExplainedFigure {
  title: string;
  column: Table['columns'][number];
  before: number | null;
  after: number | null;
  by: number;
  /** Entries recorded since; null: the ledger cannot tell, `notes` say why. */
  entries: Table | null;
  isExplained: boolean;
  notes: string[];
}

export interface WhatChanged {
  since: Date;
  /** The answer of then, and the same days computed anew; null: it cannot be computed anew. */
  before: Artifact;
  now: Artifact | null;
  figures: ExplainedFigure[];
  /** Rows whose figures are others, most changed first. */
  changes: FigureChange[];
  /** Figures compared. */
  compared: number;
  notes: string[];
}

/**
 * What changed in a pinned answer: the days it was pinned with computed anew, beside the figures of then, and the
 * entries of the ledger recorded since. An answer that is not made of queries is compared as it was made again last.
 */
export async function whatChanged(
  deps: AgentDeps,
  { workspace, pin }: { workspace: Workspace; pin: Pick<Pin, 'pinned' | 'pinnedAsOf' | 'current' | 'refresh'> },
): Promise<WhatChanged> {
  const { pinned, pinnedAsOf: since } = pin;
  const queries = queriesOf(pinned);
  if (queries.length === 0) return withoutQueries(pin);
  const data = deps.dataOf(workspace);
  const bound = { now: deps.now, dataOf: () => data };
  const now = await rerunQueries(bound, { workspace, artifact: pinned, requery: (query) => query });
  const { changes, figures: compared } = compareArtifacts(pinned, now);
  const context = toolContextOf(bound, workspace);
  const figures: ExplainedFigure[] = [];
  for (const { query, metric, before, after } of wholeFigures(pinned, now, queries)) {
    if (before.value === after.value) continue;
    const accounts = (pinned.provenance[0]?.freshness ?? []).map(({ connection }) => connection);
    const request = { query, metric, before: before.value, after: after.value, since, accounts };
    const { table, ...told } = await explainSince(context, request);
    const [change] = compareArtifacts({ tables: [oneFigure(before)] }, { tables: [oneFigure(after)] }).changes;
    figures.push({
      title: before.column.label,
      column: before.column,
      before: before.value,
      after: after.value,
      by: change?.by ?? (after.value ?? 0) - (before.value ?? 0),
      entries: table,
      ...told,
    });
  }
  return { since, before: pinned, now, figures, changes: bySize(changes), compared, notes: [] };
}

interface Whole {
  column: Table['columns'][number];
  value: number | null;
}

const oneFigure = ({ column, value }: Whole): Table => ({
  id: 'figure',
  title: column.label,
  columns: [column],
  rows: [{ [column.id]: value }],
  complete: true,
  totalRows: 1,
});

/** The figures over all groups of each table, then and now; a table beside another of the same figure is told once. */
function wholeFigures(
  before: Artifact,
  now: Artifact,
  queries: readonly Query[],
): { query: Query; metric: string; before: Whole; after: Whole }[] {
  const told = new Set<string>();
  return queries.flatMap((query, index) => {
    const tableId = before.provenance[index]?.tableIds[0];
    const [then, after] = [before, now].map(({ tables }) => tables.find(({ id }) => id === tableId));
    return (then?.columns ?? []).flatMap((column) => {
      const metric = column.source ?? column.id;
      const key = JSON.stringify([metric, query.period, query.filters, query.currency, query.basis]);
      if (column.role !== 'metric' || told.has(key) || !query.metrics.includes(metric)) return [];
      told.add(key);
      return [
        {
          query,
          metric,
          before: { column, value: wholeFigure(then, column.id) },
          after: { column, value: wholeFigure(after, column.id) },
        },
      ];
    });
  });
}

const bySize = (changes: readonly FigureChange[]): FigureChange[] => {
  const size = ({ by, before, after }: FigureChange): number => Math.abs(by ?? after ?? before ?? 0);
  return changes.toSorted((a, b) => size(b) - size(a));
};

function withoutQueries({ pinned, pinnedAsOf, current, refresh }: Pick<Pin, 'pinned' | 'pinnedAsOf' | 'current' | 'refresh'>): WhatChanged {
  const { changes, figures: compared } = compareArtifacts(pinned, current);
  const note =
    refresh.kind === 'never'
      ? 'This answer goes on from the answers before it in its thread, so it stays as it was pinned.'
      : 'This answer is not a sum over days, so it is compared as it was last refreshed, and no single entries stand behind it.';
  return {
    since: pinnedAsOf,
    before: pinned,
    now: refresh.kind === 'never' ? null : current,
    figures: [],
    changes: bySize(changes),
    compared,
    notes: [note],
  };
}
