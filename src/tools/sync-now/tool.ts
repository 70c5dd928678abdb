import { tool } from 'ai';
import { z } from 'zod';
import { textColumn, type Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { findMarketplaceId, marketplaceName } from '@/core/model/marketplaces';
import type { ConnectionCoverage, Refresh } from '@/core/ports';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

export const syncNowInput = z.object({
  marketplaces: z.array(z.string()).default([]).describe('Only accounts at these marketplaces; empty: all.'),
});

/** A person who asked for it waits longer than a question does. */
const WAIT_MS = 20_000;

const OUTCOMES: Readonly<Record<Refresh['outcome'], string>> = {
  done: 'up to date',
  reading: 'still being read',
  failed: 'failing',
  skipped: 'not read: paused or disconnected',
};

/** Read what changed at the marketplaces, now. Side effect: sync. */
export function syncNow(context: ToolContext) {
  return tool({
    description:
      'Read what changed at the connected marketplaces, now. Questions do so by themselves when data is old: only for people who ask for it.',
    inputSchema: syncNowInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => refresh(context, input)),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function refresh(context: ToolContext, { marketplaces }: z.infer<typeof syncNowInput>): Promise<ToolOutput> {
  const { connections } = await context.coverage.coverage();
  const wanted = accountsOf(connections, marketplaces);
  const refreshed = await context.sync.refresh(
    wanted.map(({ id }) => id),
    { waitMs: WAIT_MS, staleMs: 0 },
  );
  const rows = refreshed.map(({ name, marketplace, outcome, orders, errorText }) => ({
    connection: name,
    marketplace: marketplaceName(marketplace),
    state: OUTCOMES[outcome],
    orders,
    problem: errorText,
  }));
  const table: Table = {
    id: context.nextTableId(),
    title: 'What was read',
    columns: [
      textColumn('connection', 'Account'),
      textColumn('marketplace', 'Marketplace'),
      textColumn('state', 'State'),
      { id: 'orders', label: 'Orders new or changed', role: 'metric', type: 'number', unit: 'count' },
      ...(rows.some(({ problem }) => problem !== null) ? [textColumn('problem', 'Problem')] : []),
    ],
    rows,
    complete: true,
    totalRows: rows.length,
    totals: { orders: rows.reduce((sum, row) => sum + row.orders, 0) },
  };
  return { tables: [table], charts: [], provenance: [] };
}

/** @throws AppError no_data when nothing of what is asked for can be read. */
function accountsOf(connections: readonly ConnectionCoverage[], marketplaces: readonly string[]): ConnectionCoverage[] {
  const ids = marketplaces.map((name) => findMarketplaceId(name) ?? name);
  const synced = connections.filter(({ standing }) => standing !== null);
  const wanted = synced.filter(({ marketplace }) => ids.length === 0 || ids.includes(marketplace));
  if (wanted.length > 0) return wanted;
  const isNamed = ids.length > 0 && synced.length > 0;
  throw new AppError(
    'no_data',
    isNamed ? `No account at ${ids.map(marketplaceName).join(', ')} is connected.` : 'No account is connected: this data was imported.',
    { remedy: 'Connect one under Connections, or import a newer file.' },
  );
}
