import { z } from 'zod';
import { SECTION_IDS } from './sections';

/** Days of a month a digest may come on: the 29th to the 31st are not in every month. */
const LAST_SURE_DAY = 28;

const at = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time like 08:00' });

/** When a digest comes, on the clock of the shop. */
export const digestScheduleSchema = z.discriminatedUnion('every', [
  z.object({ every: z.literal('day'), at }),
  z.object({ every: z.literal('week'), at, weekday: z.int().min(1).max(7).describe('ISO: 1 Monday, 7 Sunday.') }),
  z.object({ every: z.literal('month'), at, monthDay: z.int().min(1).max(LAST_SURE_DAY) }),
]);
export type DigestSchedule = z.infer<typeof digestScheduleSchema>;

/** A part of a digest: one of ours, or a question that is asked anew each time. */
export const digestSectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('standard'), id: z.enum(SECTION_IDS) }),
  z.object({ kind: z.literal('question'), question: z.string().trim().min(3).max(500) }),
]);
export type DigestSection = z.infer<typeof digestSectionSchema>;

/** What a person decides of a digest. */
export const digestSettingsSchema = z.object({
  name: z.string().trim().min(1, { error: 'Give it a name.' }).max(80),
  schedule: digestScheduleSchema,
  sections: z.array(digestSectionSchema).min(1, { error: 'Choose at least one section.' }).max(12).transform(withoutRepeats),
  /** To the e-mail address of the person. */
  byEmail: z.boolean(),
  /** To a Slack channel, by its id; null: not. */
  slackChannel: z.string().min(1).max(80).nullable(),
  /** When an account could not be read again before: sent with a mark, or not sent. */
  whenStale: z.enum(['mark', 'skip']),
});
export type DigestSettings = z.infer<typeof digestSettingsSchema>;

/** A section that is there twice is once. */
function withoutRepeats(sections: readonly DigestSection[]): DigestSection[] {
  const keyOf = (section: DigestSection): string => (section.kind === 'standard' ? section.id : section.question.toLowerCase());
  return sections.filter((section, index) => sections.findIndex((one) => keyOf(one) === keyOf(section)) === index);
}
