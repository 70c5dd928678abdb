import { createUIMessageStreamResponse } from 'ai';
import { z } from 'zod';
import { route } from '@/server/route';
import { askInThread } from '@/server/thread';

export const maxDuration = 300;

const input = z.object({
  chatId: z.uuid({ error: 'must be a UUID' }),
  message: z.object({
    id: z.uuid({ error: 'must be a UUID' }),
    text: z.string().trim().min(1, { error: 'is empty' }).max(4000, { error: 'is longer than 4,000 characters' }),
  }),
  editMessageId: z.uuid({ error: 'must be a UUID' }).optional(),
});

/** Ask a question in a thread; the answer comes as an AI SDK message stream. */
export const POST = route({
  input,
  handle: async ({ container, workspace, user, role, input: { chatId, message, editMessageId }, request }) => {
    const question = {
      workspace,
      userId: user.id,
      role,
      chatId,
      messageId: message.id,
      text: message.text,
      replaces: editMessageId,
      abortSignal: request.signal,
    };
    return createUIMessageStreamResponse({ stream: await askInThread(container, question) });
  },
});
