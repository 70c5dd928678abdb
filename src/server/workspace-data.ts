import type { WorkspaceData } from '@/agent/answer';
import type { Workspace } from '@/core/model/workspace';
import type { Database } from '@/store/client';
import { createCoverageReader } from '@/store/coverage-reader';
import { createEntityFinder } from '@/store/entity-finder';
import { createLedgerReader } from '@/store/ledger-reader';
import { createMetricsReader } from '@/store/metrics-reader';

/** Readers bound to one workspace. */
export function workspaceData(db: Database, workspace: Workspace): WorkspaceData {
  const coverage = createCoverageReader(db, workspace.id);
  return {
    coverage,
    metrics: createMetricsReader(db, workspace.id, async () => (await coverage.coverage()).currencies),
    entities: createEntityFinder(db, workspace.id, () => coverage.coverage()),
    ledger: createLedgerReader(db, workspace.id),
  };
}
