import { tool } from 'ai';
import { z } from 'zod';
import { METRICS } from '@/core/metrics/registry';
import { filterSchema, periodSchema } from '@/core/query/query';
import { LEVERS, supposeChange } from '@/services/query/what-if';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

export const whatIfInput = z.object({
  metric: z
    .enum(METRICS.map((metric) => metric.id) as [string, ...string[]])
    .describe('A sum of sales, a count, or the average order value.'),
  changes: z
    .array(
      z.object({
        lever: z
          .enum(LEVERS)
          .describe(
            'price: units stay the same; volume: prices stay the same; orderValue: the number of orders and the returns stay the same; returns, discounts, fees, shipping: sales stay the same.',
          ),
        change: z.number().min(-1).max(10).default(0).describe('As a fraction: 0.05 is five percent more, -0.1 ten percent less.'),
        amount: z
          .union([z.object({ to: z.number().min(0) }), z.object({ by: z.number() })])
          .optional()
          .describe('orderValue only, instead of change: the average value of an order, or how much more it is, in major units.'),
        part: filterSchema.optional().describe('The one member that changes; everything else stays. Absent: all change.'),
      }),
    )
    .min(1)
    .max(4),
  period: periodSchema.optional().describe('Absent: all data.'),
  filters: z.array(filterSchema).max(12).default([]),
});

/** A past figure in proportion to a supposed price or volume. No forecast. Side effect: read. */
export function whatIf(context: ToolContext) {
  return tool({
    description:
      'What a past figure would have been with prices or volumes some percent higher or lower and all else unchanged. A proportion, not a forecast: say what it supposes.',
    inputSchema: whatIfInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => supposeChange(context, { ...input, nextTableId: context.nextTableId })),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}
