import { tool } from 'ai';
import { z } from 'zod';
import { textColumn, type Table } from '@/core/artifact/artifact';
import { marketplaceName } from '@/core/model/marketplaces';
import type { ConnectionCoverage } from '@/core/ports';
import { isBehind } from '@/core/sync/standing';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';

export const checkFreshnessInput = z.object({});

/** How up to date each account is, and what stands in the way. Side effect: read. */
export function checkFreshness(context: ToolContext) {
  return tool({
    description:
      'How up to date the data of each account is: when it was last read, whether that is recent, what is still missing and why.',
    inputSchema: checkFreshnessInput,
    execute: async (): Promise<ToolOutput> => {
      const { connections } = await context.coverage.coverage();
      const rows = connections.map((connection) => ({
        connection: connection.name,
        marketplace: marketplaceName(connection.marketplace),
        state: stateOf(connection, context.now()),
        asOf: connection.asOf?.toISOString() ?? null,
        pastUntil: connection.standing?.pastUntil?.toISOString().slice(0, 10) ?? null,
        problem: connection.standing?.errorText ?? null,
      }));
      const table: Table = {
        id: context.nextTableId(),
        title: 'How fresh the data is',
        columns: [
          textColumn('connection', 'Account'),
          textColumn('marketplace', 'Marketplace'),
          textColumn('state', 'State'),
          textColumn('asOf', 'Read up to'),
          ...(rows.some(({ pastUntil }) => pastUntil !== null)
            ? [{ ...textColumn('pastUntil', 'Complete since'), type: 'date' as const, grain: 'day' as const }]
            : []),
          ...(rows.some(({ problem }) => problem !== null) ? [textColumn('problem', 'Problem')] : []),
        ],
        rows,
        complete: true,
        totalRows: rows.length,
      };
      return { tables: [table], charts: [], provenance: [] };
    },
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

function stateOf(connection: ConnectionCoverage, now: Date): string {
  const { standing, asOf } = connection;
  if (standing === null) return 'imported';
  if (standing.status === 'paused' || standing.status === 'disconnected') return standing.status;
  if (standing.errorText !== null) return 'failing';
  if (asOf === null) return 'not read yet';
  return isBehind(connection, now) ? 'behind' : 'up to date';
}
