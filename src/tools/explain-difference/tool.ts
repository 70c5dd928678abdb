import { tool } from 'ai';
import { z } from 'zod';
import { METRICS } from '@/core/metrics/registry';
import { periodSchema } from '@/core/query/query';
import { explainBases, explainPeriods } from '@/services/query/explain-difference';
import { toModelSummary, type ToolContext, type ToolOutput } from '@/tools/kit';
import { orRefusal } from '@/tools/refusal';

export const explainDifferenceInput = z.object({
  metric: z.enum(METRICS.map((metric) => metric.id) as [string, ...string[]]).describe('A money metric of the ledger, like netSales.'),
  between: z
    .enum(['bases', 'periods'])
    .describe('bases: event date against order date in one period; periods: two periods on the same basis.'),
  period: periodSchema,
  otherPeriod: periodSchema.optional().describe('Needed for periods: the earlier one.'),
});

/** Entries or components that make up the gap between two readings of a number, to the cent. Side effect: read. */
export function explainDifference(context: ToolContext) {
  return tool({
    description:
      'Why two readings of a money number differ: lists, to the cent, the entries or parts that make up the gap between two date bases or two periods.',
    inputSchema: explainDifferenceInput,
    execute: (input): Promise<ToolOutput> =>
      orRefusal(() => (input.between === 'bases' ? explainBases(context, input) : explainPeriods(context, input))),
    toModelOutput: ({ output }) => ({ type: 'json', value: toModelSummary(output) }),
  });
}
