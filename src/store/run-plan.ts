import { grainLabel } from '@/core/model/calendar';
import { parseExact, type Exact } from '@/core/model/exact';
import type { LeafRow, PlanResult } from '@/core/query/evaluate';
import type { Plan } from '@/core/query/plan';
import type { Database } from './client';
import { readRollupState } from './rollups/dirty-days';
import { compilePlan } from './sql/compile-plan';

export interface SqlPlanResult extends PlanResult {
  /** The statement that was run, for "show how". */
  sql: string;
}

type SqlRow = Record<string, string | number | Date | null>;

/** Execute a plan for a workspace. One statement, read inside the workspace's transaction; from rollups where they cover it. */
export async function runPlan(
  db: Database,
  workspaceId: string,
  input: { plan: Plan; currencies: readonly string[] },
): Promise<SqlPlanResult> {
  const { plan } = input;
  const { rows, compiled } = await db.asWorkspace(workspaceId, async (tx) => {
    const rollups = await readRollupState(tx, workspaceId);
    const statement = compilePlan(plan, { workspaceId, currencies: input.currencies, rollups });
    return { compiled: statement, rows: await tx.$queryRawUnsafe<SqlRow[]>(statement.text, ...statement.values) };
  });
  let rowsRead = 0;
  let rowsWithoutRate = 0;
  const leafRows: LeafRow[] = [];
  for (const row of rows) {
    const read = Number(row['n'] ?? 0);
    rowsRead += read;
    rowsWithoutRate += Number(row['unrated'] ?? 0);
    if (read === 0) continue;
    leafRows.push({
      time: plan.grain && row['t'] != null ? grainLabel(toDay(row['t']), plan.grain) : null,
      keys: plan.dimensions.map((_, index) => toKey(row[`d${index}`] ?? null)),
      values: Object.fromEntries(plan.leaves.map((planned) => [planned.id, toExact(row[planned.id] ?? null)])),
      rows: read,
    });
  }
  return { rows: leafRows, rowsRead, rowsWithoutRate, sql: compiled.text };
}

function toDay(value: string | number | Date): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

function toKey(value: string | number | Date | null): string | number | null {
  return value instanceof Date ? toDay(value) : value;
}

function toExact(value: string | number | Date | null): Exact | null {
  return value === null ? null : parseExact(String(value));
}
