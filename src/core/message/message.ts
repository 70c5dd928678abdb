import { z } from 'zod';
import { artifactSchema } from '../artifact/artifact';

/** What a link at the end of a message ends: a digest, or the e-mails of all alerts of a person. */
export const endedSchema = z.object({ kind: z.enum(['digest', 'alerts']), id: z.uuid() });
export type Ended = z.infer<typeof endedSchema>;

/** What a message says: answers, and what must be known of them. Every channel makes its own words of it. */
export const messageContentSchema = z.object({
  kind: z.enum(['digest', 'alert']),
  /** The line mail programs show beside the subject. */
  preheader: z.string(),
  /** Said before anything else: accounts that could not be read again. */
  notes: z.array(z.string()),
  answers: z.array(artifactSchema),
  /** Why the person gets it, as one sentence. */
  reason: z.string(),
  /** Page on which it is changed, from the root of the product. */
  settingsPath: z.string(),
  /** What a click on the link at the end, or of the mail program, ends; null: nothing can be ended. */
  unsubscribes: endedSchema.nullable(),
});
export type MessageContent = z.infer<typeof messageContentSchema>;
