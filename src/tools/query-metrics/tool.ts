import { tool } from 'ai';
import { z } from 'zod';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';
import { chartWishSchema } from '@/core/query/charts';
import { presetSchema, resolvePreset, todayIn } from '@/core/query/period';
import { periodSchema, querySchema } from '@/core/query/query';
import { isEmptyTable, runQuery } from '@/services/query/run-query';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

/** The query with the period by name or by days, and the kind of chart wanted. */
export const queryMetricsInput = querySchema.omit({ period: true }).extend({
  metrics: z
    .array(z.enum(METRICS.map((metric) => metric.id) as [string, ...string[]]))
    .min(1)
    .max(8),
  dimensions: z
    .array(z.enum(DIMENSIONS.map((dimension) => dimension.id) as [string, ...string[]]))
    .max(3)
    .default([]),
  period: z.union([presetSchema, periodSchema]).optional().describe('A named period or inclusive days. Absent: all data.'),
  chart: chartWishSchema.optional(),
});

const DESCRIPTION = `Exact numbers from the seller's ledger: sums, counts, rates, rankings, trends, comparisons, shares, cohorts, distributions.
The result is the only source of numbers for an answer. Refer to a number as [[tableId/row/column]] (row from 0, or "total"); never write digits of your own.`;

/** Run a typed query. Side effect: read. */
export function queryMetrics(context: ToolContext) {
  return tool({
    description: DESCRIPTION,
    inputSchema: queryMetricsInput,
    execute: async (input): Promise<ToolOutput> => {
      const { chart, period, ...rest } = queryMetricsInput.parse(input);
      const today = todayIn(context.now(), context.workspace.timeZone);
      const resolved = typeof period === 'string' ? resolvePreset(period, today, context.workspace.weekStart) : (period ?? null);
      return orRefusal(async () => {
        const query = querySchema.parse({ ...rest, ...(resolved ? { period: resolved } : {}) });
        const answer = await runQuery(context, { query, tableId: context.nextTableId(), tool: 'queryMetrics', chart });
        const table = answer.tables[0];
        // That no group meets the conditions is an answer.
        const isAnswer =
          (query.having.length > 0 && (query.dimensions.length > 0 || query.grain !== undefined)) ||
          (query.shape.kind === 'members' && query.dimensions.length > 0);
        return table && isEmptyTable(table) && !isAnswer ? { ...answer, refusal: emptyRefusal(answer) } : answer;
      });
    },
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}

function emptyRefusal(answer: Pick<ToolOutput, 'provenance'>): NonNullable<ToolOutput['refusal']> {
  const provenance = answer.provenance[0];
  const what = provenance?.definitions.map((definition) => definition.title.toLowerCase()).join(' and ') ?? '';
  const days =
    provenance?.freshness.flatMap((entry) => (entry.firstDay && entry.lastDay ? [entry.firstDay, entry.lastDay] : [])).sort() ?? [];
  return {
    message: `There is no data on ${what || 'this'} in ${provenance?.periodLabel ?? 'this period'}.`,
    ...(days.length > 0 ? { remedy: `The data runs from ${days[0]} to ${days.at(-1)}.` } : {}),
    code: 'empty',
    values: { from: days[0] ?? '', to: days.at(-1) ?? '' },
  };
}
