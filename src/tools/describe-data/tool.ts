import { tool } from 'ai';
import { z } from 'zod';
import { textColumn, type Table } from '@/core/artifact/artifact';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';
import { PROFILES } from '@/core/metrics/profiles';
import { marketplaceName } from '@/core/model/marketplaces';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';

export const describeDataInput = z.object({
  topic: z
    .enum(['coverage', 'metrics', 'dimensions'])
    .describe('coverage: connections, spans, freshness; metrics or dimensions: what can be asked, with definitions.'),
});

/** What can be asked, what it means, and what data there is. Side effect: read. */
export function describeData(context: ToolContext) {
  return tool({
    description: 'What can be asked: metrics and dimensions with their definitions, and which data there is, from when to when, how fresh.',
    inputSchema: describeDataInput,
    execute: async ({ topic }): Promise<ToolOutput> => {
      const table =
        topic === 'coverage' ? await coverageTable(context) : topic === 'metrics' ? metricsTable(context) : dimensionsTable(context);
      return { tables: [table], charts: [], provenance: [] };
    },
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

async function coverageTable(context: ToolContext): Promise<Table> {
  const coverage = await context.coverage.coverage();
  const rows = coverage.connections.map((connection) => ({
    connection: connection.name,
    marketplace: marketplaceName(connection.marketplace),
    orders: connection.orders,
    firstDay: connection.firstDay,
    lastDay: connection.lastDay,
    asOf: connection.asOf?.toISOString() ?? null,
  }));
  return {
    id: context.nextTableId(),
    title: 'Connected data',
    columns: [
      textColumn('connection', 'Connection'),
      textColumn('marketplace', 'Marketplace'),
      { id: 'orders', label: 'Orders', role: 'metric', type: 'number', unit: 'count', source: 'orders' },
      { id: 'firstDay', label: 'From', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
      { id: 'lastDay', label: 'To', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
      textColumn('asOf', 'Synced'),
    ],
    rows,
    complete: true,
    totalRows: rows.length,
    totals: { orders: coverage.orders },
  };
}

function metricsTable(context: ToolContext): Table {
  const { words } = PROFILES[context.workspace.profile];
  const hidden = new Set(Object.keys(words));
  const rows = METRICS.filter((metric) => !hidden.has(metric.id)).map((metric) => ({
    metric: metric.title,
    definition: metric.definition,
    source: metric.source,
  }));
  return {
    id: context.nextTableId(),
    title: 'What can be measured',
    columns: [textColumn('metric', 'Measure'), textColumn('definition', 'Definition'), textColumn('source', 'Source')],
    rows,
    complete: true,
    totalRows: rows.length,
  };
}

function dimensionsTable(context: ToolContext): Table {
  const rows = DIMENSIONS.map((dimension) => ({ dimension: dimension.title, definition: dimension.definition }));
  return {
    id: context.nextTableId(),
    title: 'What it can be split by',
    columns: [textColumn('dimension', 'By'), textColumn('definition', 'Meaning')],
    rows,
    complete: true,
    totalRows: rows.length,
  };
}
