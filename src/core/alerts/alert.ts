import { z } from 'zod';
import { presetSchema } from '../query/period';
import { filterSchema } from '../query/query';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time like 22:00' });

/** What is watched, and from when on it is told. */
export const alertSettingsSchema = z.object({
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
    /** Money in major units, ratios as fractions. */
    value: z.number().finite(),
  }),
  byEmail: z.boolean(),
  /** Id of a Slack channel; null: not. */
  slackChannel: z.string().min(1).max(80).nullable().default(null),
  /** Nothing is sent from the one time to the other, on the clock of the shop; it comes after it. */
  quiet: z.object({ from: time, to: time }).nullable().default({ from: '22:00', to: '07:00' }),
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;
export type AlertCondition = AlertSettings['condition'];

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
