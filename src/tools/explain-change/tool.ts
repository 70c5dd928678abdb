import { tool } from 'ai';
import { z } from 'zod';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';
import { filterSchema, periodSchema } from '@/core/query/query';
import { explainChange as explain } from '@/services/query/explain-change';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

export const explainChangeInput = z.object({
  metric: z.enum(METRICS.map((metric) => metric.id) as [string, ...string[]]).describe('A sum, count or rate; not a count of people.'),
  period: periodSchema,
  compare: z.union([z.enum(['previousPeriod', 'previousYear']), periodSchema]).default('previousPeriod'),
  filters: z.array(filterSchema).max(12).default([]),
  dimension: z
    .enum(DIMENSIONS.map((dimension) => dimension.id) as [string, ...string[]])
    .optional()
    .describe('Absent: the dimension that explains most of the change.'),
});

/** Which groups drove a change: contributions that add up to it. Side effect: read. */
export function explainChange(context: ToolContext) {
  return tool({
    description:
      'Why a figure rose or fell between two periods: the figure in both, and what each group (product, category, marketplace, place, new or returning) contributed; the contributions add up to the change.',
    inputSchema: explainChangeInput,
    execute: (input): Promise<ToolOutput> => orRefusal(() => explain(context, { ...input, nextTableId: context.nextTableId })),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}
