import { z } from 'zod';
import { leavesOf } from '../metrics/define-metric';
import { findMetric } from '../metrics/registry';
import { isOver, presetSchema } from '../query/period';
import { filterSchema } from '../query/query';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time like 22:00' });

const settings = z.object({
  name: z.string().trim().min(1, { error: 'Give it a name.' }).max(120),
  /** Of core/metrics, after the profile. */
  metric: z.string(),
  /** A filter takes part: only Etsy, only one product. */
  filters: z.array(filterSchema).max(6).default([]),
  /** Each member is watched by itself ("any product"); null: the whole. */
  each: z.string().nullable().default(null),
  /** Moves with the clock. A stock level is of now, whatever is said here. */
  period: presetSchema.default('last_30_days'),
  condition: z.object({
    is: z.enum(['above', 'below']),
    /** Money in major units, ratios as fractions; of a change the signed fraction: -0.2 is a fifth less. */
    value: z.number().finite(),
    /** Null: the figure itself is watched. Otherwise its change from the days before, or the same days a year earlier. */
    against: z.enum(['previousPeriod', 'previousYear']).nullable().default(null),
  }),
  byEmail: z.boolean(),
  /** Id of a Slack channel; null: not. */
  slackChannel: z.string().min(1).max(80).nullable().default(null),
  /** Nothing is sent from the one time to the other, on the clock of the shop; it comes after it. */
  quiet: z.object({ from: time, to: time }).nullable().default({ from: '22:00', to: '07:00' }),
});

/** What is watched, and from when on it is told. */
export const alertSettingsSchema = settings.superRefine(({ metric, period, condition }, issues) => {
  if (condition.against === null) return;
  // Half a day against a whole one would always be a fall.
  if (!isOver(period))
    issues.addIssue({ code: 'custom', path: ['period'], message: 'A change is watched over days that are over: last_7_days, last_week.' });
  if (!isOfPeriod(metric))
    issues.addIssue({ code: 'custom', path: ['condition', 'against'], message: 'A stock level is of now and has no days before.' });
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;
export type AlertCondition = AlertSettings['condition'];

/** Whether a figure belongs to days at all; a stock level is of now. */
export const isOfPeriod = (metric: string): boolean => {
  const known = findMetric(metric);
  return known === undefined || leavesOf(known.measure).some(({ fact }) => fact !== 'inventory');
};

/** What was last known of a member; '' is the whole. */
export interface AlertStanding {
  key: string;
  isRaised: boolean;
}

/** A member that passed the limit, or came back. */
export interface AlertEvent {
  key: string;
  kind: 'raised' | 'cleared';
  value: number;
}
