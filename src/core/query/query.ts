import { z } from 'zod';
import { GRAINS, isDay } from '@/core/model/calendar';

/**
 * The typed question. Everything the product answers with numbers goes through this one shape:
 * chat tools, chips, dashboards, digests, REST. It names metrics and dimensions of the registries, never columns.
 */

export const daySchema = z.string().refine(isDay, { error: 'must be a real calendar date written YYYY-MM-DD' });

export const periodSchema = z
  .object({ from: daySchema, to: daySchema })
  .refine((period) => period.from <= period.to, { error: 'period.from must not be after period.to' })
  .describe('Inclusive calendar days in the zone of the shop.');
export type Period = z.infer<typeof periodSchema>;

/** A period to compare with, as a whole or as the mean of its months, weeks and so on. */
export const comparePeriodSchema = z
  .object({
    from: daySchema,
    to: daySchema,
    per: z.enum(GRAINS).optional().describe('Compare with the mean per day, week, month ... of that period instead of all of it.'),
  })
  .refine((period) => period.from <= period.to, { error: 'compare.from must not be after compare.to' });

export const FILTER_OPS = ['in', 'notIn', 'gte', 'lte', 'isNull', 'notNull'] as const;
export const filterSchema = z.object({
  dimension: z.string().describe('Dimension id, as listed by describeData.'),
  op: z.enum(FILTER_OPS).default('in'),
  values: z.array(z.union([z.string(), z.number()])).default([]),
});
export type Filter = z.infer<typeof filterSchema>;

export const havingSchema = z.object({
  metric: z.string(),
  op: z.enum(['gte', 'gt', 'lte', 'lt', 'eq']),
  value: z
    .union([z.number(), z.literal('average')])
    .describe('Money in major units, ratios as fractions; average: the value over all groups.'),
});
export type Having = z.infer<typeof havingSchema>;

/** One condition on the members of a group: something in its period under its filters, nothing there, or something in every bucket. */
export const memberConditionSchema = z
  .object({
    is: z.enum(['some', 'none', 'everyBucket']),
    period: periodSchema.optional().describe('Absent: the period of the query.'),
    filters: z.array(filterSchema).max(6).default([]).describe('Beside those of the query.'),
    grain: z.enum(GRAINS).optional().describe('Of everyBucket: the buckets.'),
  })
  .refine((condition) => (condition.is === 'everyBucket') === (condition.grain !== undefined), {
    error: 'everyBucket, and nothing else, needs a grain',
  });
export type MemberCondition = z.infer<typeof memberConditionSchema>;

export const BASES = ['event', 'order'] as const;
export type Basis = (typeof BASES)[number];

export const transformSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('share'),
    metric: z.string(),
    within: z.string().optional().describe('Dimension, or "time": the share within each of its groups; absent: share of the whole.'),
    of: z.string().optional().describe('Dimension whose filter is lifted for the whole: the share of the filtered part, in each group.'),
    ofPeriod: periodSchema.optional().describe('The longer period that is the whole: what part of the quarter was September.'),
  }),
  z.object({
    kind: z.literal('versusWhole'),
    metric: z.string(),
    of: z.string().optional().describe('Dimension whose filter is lifted for the whole; absent: the value over all groups shown.'),
  }),
  z.object({ kind: z.literal('cumulative'), metric: z.string() }),
  z.object({ kind: z.literal('movingAverage'), metric: z.string(), window: z.int().min(2).max(366).describe('Number of time buckets.') }),
  z.object({ kind: z.literal('growth'), metric: z.string() }).describe('Change on the time bucket before, as a fraction.'),
  z.object({ kind: z.literal('cumulativeShare'), metric: z.string() }).describe('Running share of the total in rank order (Pareto, ABC).'),
]);
export type Transform = z.infer<typeof transformSchema>;

export const querySchema = z.object({
  metrics: z.array(z.string()).min(1).max(8),
  dimensions: z.array(z.string()).max(3).default([]),
  grain: z.enum(GRAINS).optional().describe('Adds a time column with one row per bucket.'),
  period: periodSchema.optional().describe('Absent: all data.'),
  filters: z.array(filterSchema).max(12).default([]),
  compare: z.union([z.enum(['previousPeriod', 'previousYear']), comparePeriodSchema]).optional(),
  having: z.array(havingSchema).max(4).default([]),
  transforms: z.array(transformSchema).max(4).default([]),
  orderBy: z
    .object({
      by: z.string().describe('Id of a metric, dimension, "time", or a derived column such as netSales_share.'),
      direction: z.enum(['asc', 'desc']).default('desc'),
    })
    .optional(),
  limit: z.int().min(1).max(5000).optional(),
  /** Keep `limit` rows for each value of this dimension, or for each bucket of "time", instead of overall. */
  limitPer: z.string().optional(),
  leading: z
    .object({ groups: z.int().min(1).max(100), direction: z.enum(['asc', 'desc']).default('desc') })
    .optional()
    .describe('With a time axis and dimensions: keep only the groups that are first by the first metric over the whole period.'),
  basis: z
    .enum(BASES)
    .optional()
    .describe('event: a return counts on the day it is booked; order: on the day of its order. Absent: the workspace default.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Special results that are not one aggregate per group. */
  shape: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('aggregate') }),
      z.object({
        kind: z.literal('cohort'),
        grain: z.enum(['week', 'month', 'quarter']).default('month'),
        periods: z.int().min(2).max(36).default(12),
        at: z.int().min(1).max(36).optional().describe('The later bucket asked about: 1 is the one after the first order.'),
      }),
      z.object({ kind: z.literal('distribution'), bins: z.int().min(2).max(60).default(12) }),
      z.object({ kind: z.literal('quantile'), at: z.number().min(0).max(1) }),
      z.object({ kind: z.literal('orderValueCount'), op: z.enum(['gte', 'gt', 'lte', 'lt']), value: z.number() }),
      z.object({ kind: z.literal('perBucket'), grain: z.enum(GRAINS) }),
      z.object({ kind: z.literal('countGroups') }),
      z.object({
        kind: z.literal('members'),
        conditions: z.array(memberConditionSchema).min(1).max(6),
        list: z.boolean().optional().describe('Name the members instead of counting them.'),
      }),
      z.object({ kind: z.literal('quotient') }),
      z.object({ kind: z.literal('gap') }),
      z.object({
        kind: z.literal('concentration'),
        top: z.int().min(1).optional(),
        topShare: z.number().min(0).max(1).optional(),
        reach: z.number().min(0).max(1).optional(),
      }),
      z.object({ kind: z.literal('orderGap') }),
      z.object({ kind: z.literal('lapsed'), days: z.int().min(1).max(3650).default(90) }),
    ])
    .default({ kind: 'aggregate' })
    .describe(
      'cohort: share of each first-order cohort that ordered again; distribution: histogram of the metric over orders; quantile: order value at a rank (0.5 median, 1 largest); orderValueCount: orders worth more or less than an amount; perBucket: mean per day, week or month of the period; countGroups: how many groups pass the conditions; members: how many values of the one dimension meet every condition (ordered in 2017 and in 2018, sold here and never there, first sale in a period, in every quarter), of those that meet the first; quotient: the first metric divided by the second (discounts per order, fees as a part of net sales); gap: by how much the first of two members named in the filter of the one dimension lies above the second; concentration: share of the first groups in rank order, or how many make up a share; orderGap: days from first to second order; lapsed: customers without an order for some days.',
    ),
});
export type Query = z.infer<typeof querySchema>;
export type QueryInput = z.input<typeof querySchema>;
