import { endOfGrain, startOfGrain, type Day } from '@/core/model/calendar';
import type { Basis, Period } from '@/core/query/query';
import type { Database, TenantTx } from '../client';
import { Parameters } from '../sql/parameters';
import { readRollupState } from './dirty-days';
import { daysIn, type RollupState } from './rollup-source';
import { ROLLUPS, type Rollup } from './rollups';
import { columnsOf, rollupRows } from './rows-sql';
import { joinPeriods } from './split-days';

/** Months computed in one transaction: few enough that a writer who waits for it does not wait long. */
const MONTHS_AT_ONCE = 12;

/**
 * Compute the rollups of every day written since the last time, some months at a time, each time in a transaction of its
 * own. It may be stopped and run again at any moment, also twice at once: what is not done stays marked, and marked days
 * are read from the base tables.
 * @returns how many months were computed.
 */
export async function refreshRollups(db: Database, workspaceId: string): Promise<number> {
  const { dirty } = await db.asWorkspace(workspaceId, (tx) => readRollupState(tx, workspaceId));
  const months = [...new Set(dirty.map((day) => startOfGrain(day, 'month')))].sort().reverse();
  for (let done = 0; done < months.length; done += MONTHS_AT_ONCE) {
    const some = months.slice(done, done + MONTHS_AT_ONCE);
    await db.asWorkspace(workspaceId, (tx) => refreshMonths(tx, workspaceId, some));
  }
  return months.length;
}

async function refreshMonths(tx: TenantTx, workspaceId: string, months: readonly Day[]): Promise<void> {
  // Taken off first: the rows stay locked, so a writer that marks one of these days commits after us and marks it anew.
  const taken = await tx.$queryRawUnsafe<{ day: string }[]>(
    `DELETE FROM "RollupDirtyDay" WHERE "workspaceId" = $1::uuid AND date_trunc('month', day::timestamp)::date IN (SELECT month::date FROM json_array_elements_text($2::text::json) AS asked(month))
RETURNING day::text AS day`,
    workspaceId,
    JSON.stringify(months),
  );
  if (taken.length === 0) return;
  await tx.$executeRawUnsafe(`SET LOCAL work_mem = '64MB'`);
  const { currency } = await readRollupState(tx, workspaceId);
  const days = {
    day: joinPeriods(taken.map(({ day }) => ({ from: day, to: day }))),
    month: joinPeriods(months.map((month) => ({ from: month, to: endOfGrain(month, 'month') }))),
  };
  for (const rollup of ROLLUPS)
    for (const basis of rollup.bases) await replaceRows(tx, workspaceId, { rollup, basis, days: days[rollup.grain], currency });
}

async function replaceRows(
  tx: TenantTx,
  workspaceId: string,
  { rollup, basis, days, currency }: { rollup: Rollup; basis: Basis; days: readonly Period[]; currency: RollupState['currency'] },
): Promise<void> {
  const gone = new Parameters();
  const workspace = gone.add(workspaceId, 'uuid');
  await tx.$executeRawUnsafe(
    `DELETE FROM "Rollup" WHERE "workspaceId" = ${workspace} AND cube = '${rollup.cube}' AND basis = '${basis}' AND (${daysIn(days, gone).replaceAll('{day}', 'day')})`,
    ...gone.values,
  );
  const parameters = new Parameters();
  const owner = parameters.add(workspaceId, 'uuid');
  const rows = rollupRows(rollup, basis, { days: daysIn(days, parameters), currency, parameters }).replaceAll('{ws}', owner);
  const columns = columnsOf(rollup).map((name) => `"${name}"`);
  await tx.$executeRawUnsafe(
    `INSERT INTO "Rollup" ("workspaceId", cube, basis, ${columns.join(', ')})
SELECT ${owner}, '${rollup.cube}', '${basis}', ${columns.map((name) => `fresh.${name}`).join(', ')} FROM (${rows}) fresh`,
    ...parameters.values,
  );
}
