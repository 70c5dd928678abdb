import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSync, Refresh } from '@/core/ports';
import { listConnections, type Connection } from '@/store/connections';
import { isBeingSynced } from '@/store/sync-connections';
import type { SyncReport } from '@/sync/run-sync';
import { syncConnection, type SyncDeps } from './sync';

/** A refresh that nobody waits for any more ends after so long; the scheduled sync goes on where it ended. */
const BUDGET_MS = 60_000;
/** How often it is looked whether somebody else is done. */
const LOOK_MS = 250;

type Finished = Omit<Refresh, 'name' | 'marketplace'>;

const STILL_READING: Finished = { outcome: 'reading', orders: 0, errorText: null };
const SKIPPED: Finished = { outcome: 'skipped', orders: 0, errorText: null };

/** Refreshes under way in this process: whoever asks for the same account waits for the same one. */
const underWay = new Map<string, Promise<Finished>>();

export interface RefreshDeps {
  sync: SyncDeps;
  /** After something was read. */
  settle(workspaceId: string): Promise<void>;
  onFailure(error: unknown): void;
  /** Aborted when the process is to end: what is being read ends after its page. */
  signal?: AbortSignal;
}

/** Reads the accounts of a workspace again when a question needs them. */
export function accountSync(deps: RefreshDeps, workspaceId: string): AccountSync {
  return {
    async refresh(connectionIds, { waitMs, staleMs }) {
      const connections = (await listConnections(deps.sync.db, workspaceId)).filter(({ id }) => connectionIds.includes(id));
      return Promise.all(
        connections.map(async (connection) => {
          const { id, name, marketplace } = connection;
          const running = underWay.get(id) ?? begin(deps, workspaceId, { connection, staleMs });
          underWay.set(id, running);
          const finished = await Promise.race([running, sleep(waitMs, STILL_READING, { ref: false })]);
          return { name, marketplace, ...finished };
        }),
      );
    },
  };
}

/** Refreshes of this process that have not ended. */
export async function untilRefreshed(): Promise<void> {
  await Promise.allSettled(underWay.values());
}

async function begin(
  deps: RefreshDeps,
  workspaceId: string,
  { connection: { id: connectionId, status }, staleMs }: { connection: Connection; staleMs: number | undefined },
): Promise<Finished> {
  if (status === 'paused' || status === 'disconnected') return SKIPPED;
  try {
    const report = await syncConnection(deps.sync, {
      workspaceId,
      connectionId,
      reason: 'question',
      until: 'fresh',
      budgetMs: BUDGET_MS,
      ...(deps.signal ? { signal: deps.signal } : {}),
      ...(staleMs === undefined ? {} : { staleMs }),
    });
    if (report === null) return await waitForOther(deps, { workspaceId, connectionId });
    if (report.pages > 0) deps.settle(workspaceId).catch(deps.onFailure);
    return toFinished(report);
  } catch (error) {
    deps.onFailure(error);
    return { outcome: 'failed', orders: 0, errorText: 'It could not be read.' };
  } finally {
    underWay.delete(connectionId);
  }
}

function toFinished({ state, orders, error }: SyncReport): Finished {
  const outcome = state === 'done' ? 'done' : state === 'paused' ? 'reading' : 'failed';
  return { outcome, orders, errorText: error?.message ?? null };
}

/** Another process reads it: its lease ends with its run, or runs out. */
async function waitForOther({ sync }: RefreshDeps, key: { workspaceId: string; connectionId: string }): Promise<Finished> {
  for (const until = Date.now() + BUDGET_MS; Date.now() < until; await sleep(LOOK_MS, undefined, { ref: false }))
    if (!(await isBeingSynced(sync.db, key, sync.now()))) return { outcome: 'done', orders: 0, errorText: null };
  return STILL_READING;
}
