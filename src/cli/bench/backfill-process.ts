import { connectSandbox } from '@/server/sandbox';
import type { ServedSandbox } from '@/server/sandbox-process';
import { syncConnection, type SyncDeps } from '@/server/sync';
import { ensureWorkspace } from '@/store/workspaces';
import type { Container } from '@/server/container';
import { withContainerIn } from './container';
import { TYPICAL, timeOf } from './questions';

export interface BackfillRequest {
  marketplace: string;
  sandbox: ServedSandbox;
  folder: string;
  /** Absent: the embedded database, in this process. */
  databaseUrl?: string;
}

export interface Backfill {
  orders: number;
  seconds: number;
  /** Of these seconds, how many passed until the vendor's limits allowed the next request or a report of its was ready. */
  waitedSeconds: number;
  /** And how many passed between a request and its answer: the work of the sandbox. */
  answeringSeconds: number;
  requests: number;
  pages: number;
  peakMegabytes: number;
  /** The slowest of the typical questions right after, before anything was computed ahead for them. */
  slowestQuestionMs: number;
  settleSeconds: number;
}

const BUDGET_MS = 24 * 3_600_000;

/** A process of its own that connects an account, reads all its past and says what it took. Argument: JSON of the request. */
const request = JSON.parse(process.argv[2] ?? '{}') as BackfillRequest;
const measured = await withContainerIn(request, measure);
process.stdout.write(`${JSON.stringify(measured)}\n`);

async function measure(container: Container): Promise<Backfill> {
  const { marketplace, sandbox } = request;
  const { timeZone, currency, origin } = sandbox;
  const settings = { name: 'Bench', profile: 'shopify', timeZone, currency, locale: 'en-US', weekStart: 1, isDemo: true } as const;
  const workspace = await ensureWorkspace(container.db, 'bench', settings);
  const counts = { requests: 0, waitedMs: 0, answeringMs: 0 };
  const deps = counted(container.sync, counts);
  const connectionId = await connectSandbox(deps, { workspaceId: workspace.id, marketplace, origin });
  Object.assign(counts, { requests: 0, waitedMs: 0, answeringMs: 0 });
  const started = performance.now();
  const report = await syncConnection(deps, {
    workspaceId: workspace.id,
    connectionId,
    reason: 'person',
    until: 'past',
    budgetMs: BUDGET_MS,
  });
  const seconds = secondsSince(started);
  const { requests, waitedMs, answeringMs } = counts;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  if (report?.state !== 'done') throw report?.error ?? new Error(`The account was not read to its end: ${report?.state ?? 'taken'}.`);
  const times: number[] = [];
  for (const question of TYPICAL) times.push(await timeOf(container, workspace, question));
  const settling = performance.now();
  await container.settle(workspace.id);
  const settleSeconds = secondsSince(settling);
  const { orders } = await container.agent.dataOf(workspace).coverage.coverage();
  return {
    orders,
    seconds,
    waitedSeconds: waitedMs / 1000,
    answeringSeconds: answeringMs / 1000,
    requests,
    pages: report.pages,
    peakMegabytes,
    slowestQuestionMs: Math.max(...times),
    settleSeconds,
  };
}

/** The same, with each request and each wait counted. */
function counted(deps: SyncDeps, counts: { requests: number; waitedMs: number; answeringMs: number }): SyncDeps {
  return {
    ...deps,
    sleep: async (ms) => {
      counts.waitedMs += ms;
      await deps.sleep(ms);
    },
    fetch: async (...call) => {
      counts.requests += 1;
      const started = performance.now();
      const answer = await deps.fetch(...call);
      counts.answeringMs += performance.now() - started;
      return answer;
    },
  };
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
