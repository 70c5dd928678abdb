import { z } from 'zod';
import { route } from '@/server/route';
import { decideInThread, toChatMessages } from '@/server/thread';
import { getChatOrThrow } from '@/store/chats';

export const maxDuration = 300;

/** Agree to what an answer waits to change, or not. The answer goes on; the whole message comes back. */
export const POST = route({
  input: z.object({ chatId: z.uuid(), messageId: z.uuid(), isApproved: z.boolean() }),
  handle: async ({ container, workspace, user, role, input, request }) => {
    await decideInThread(container, { workspace, userId: user.id, role, ...input, abortSignal: request.signal });
    const { messages } = await getChatOrThrow(container.db, { workspaceId: workspace.id, userId: user.id }, input.chatId);
    return { message: toChatMessages(messages).find(({ id }) => id === input.messageId) };
  },
});
