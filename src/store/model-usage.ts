import { v7 as uuidv7 } from 'uuid';
import type { Database } from './client';

/** What one question used of a model (the agent's UsageEntry, kept as it is). */
export interface UsageRow {
  workspaceId: string;
  /** Calendar day in the zone of the workspace, YYYY-MM-DD. */
  day: string;
  model: string;
  calls: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  costMicros: bigint | null;
  currency: string | null;
  ms: number;
  isFallback: boolean;
}

/** Use added up over a day or month and a model. */
export interface UsageSum {
  /** YYYY-MM-DD or YYYY-MM. */
  label: string;
  model: string;
  questions: number;
  inputTokens: number;
  outputTokens: number;
  /** Millionths of `currency` over the questions whose prices were known. */
  costMicros: bigint | null;
  currency: string | null;
  /** Questions without known prices: the cost does not hold them. */
  unpriced: number;
}

const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

function monthOf(day: string): { gte: Date; lt: Date } {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return { gte: new Date(Date.UTC(year, month - 1, 1)), lt: new Date(Date.UTC(year, month, 1)) };
}

export async function recordUsage(db: Database, { day, ...row }: UsageRow): Promise<void> {
  await db.asWorkspace(row.workspaceId, (tx) => tx.modelUsage.create({ data: { ...row, id: uuidv7(), day: toDate(day) } }));
}

/** Tokens used in the calendar month of a day. */
export async function usageInMonth(
  db: Database,
  workspaceId: string,
  day: string,
): Promise<{ inputTokens: number; cachedTokens: number; outputTokens: number; calls: number }> {
  const { _sum: sum } = await db.asWorkspace(workspaceId, (tx) =>
    tx.modelUsage.aggregate({
      where: { workspaceId, day: monthOf(day) },
      _sum: { inputTokens: true, cachedTokens: true, outputTokens: true, calls: true },
    }),
  );
  return {
    inputTokens: sum.inputTokens ?? 0,
    cachedTokens: sum.cachedTokens ?? 0,
    outputTokens: sum.outputTokens ?? 0,
    calls: sum.calls ?? 0,
  };
}

/** Use by day or month and model since a day, the latest first. */
export async function sumUsage(db: Database, workspaceId: string, by: { grain: 'day' | 'month'; since: string }): Promise<UsageSum[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.modelUsage.groupBy({
      by: ['day', 'model', 'currency'],
      where: { workspaceId, day: { gte: toDate(by.since) } },
      _sum: { inputTokens: true, outputTokens: true, costMicros: true },
      _count: { _all: true, costMicros: true },
    }),
  );
  const sums = new Map<string, UsageSum>();
  for (const row of rows) {
    const label = row.day.toISOString().slice(0, by.grain === 'day' ? 10 : 7);
    const key = `${label}|${row.model}`;
    const sum = sums.get(key) ?? {
      label,
      model: row.model,
      questions: 0,
      inputTokens: 0,
      outputTokens: 0,
      costMicros: null,
      currency: null,
      unpriced: 0,
    };
    sum.questions += row._count._all;
    sum.unpriced += row._count._all - row._count.costMicros;
    sum.inputTokens += row._sum.inputTokens ?? 0;
    sum.outputTokens += row._sum.outputTokens ?? 0;
    // Prices in another currency than the latest are another currency's cost: they are not added.
    if (row._sum.costMicros !== null && (sum.currency === null || sum.currency === row.currency)) {
      sum.costMicros = (sum.costMicros ?? 0n) + row._sum.costMicros;
      sum.currency = row.currency;
    } else if (row._sum.costMicros !== null) sum.unpriced += row._count.costMicros;
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => (a.label === b.label ? a.model.localeCompare(b.model) : b.label.localeCompare(a.label)));
}
