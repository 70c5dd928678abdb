import { z } from 'zod';
import { route } from '@/server/route';
import { saveFeedback } from '@/store/feedback';

const input = z.object({
  chatId: z.uuid({ error: 'must be a UUID' }),
  messageId: z.uuid({ error: 'must be a UUID' }),
  /** Null takes the verdict back. */
  verdict: z.enum(['up', 'down']).nullable(),
  reason: z.string().trim().max(1000, { error: 'is longer than 1,000 characters' }).default(''),
});

/** What the person says about an answer of theirs. */
export const POST = route({
  input,
  handle: async ({ container, workspace, user, input: { chatId, messageId, verdict, reason } }) => {
    const feedback = verdict === null ? null : { verdict, reason };
    await saveFeedback(container.db, { workspaceId: workspace.id, userId: user.id }, { chatId, messageId, feedback });
    return { feedback };
  },
});
