import { z } from 'zod';
import { route } from '@/server/route';
import { toChatMessages } from '@/server/thread';
import { deleteChat, getChatOrThrow, renameChat } from '@/store/chats';

const id = z.uuid({ error: 'must be a UUID' });

/** A thread with its messages. */
export const GET = route({
  input: z.object({ id }),
  handle: async ({ container, workspace, user, input }) => {
    const chat = await getChatOrThrow(container.db, { workspaceId: workspace.id, userId: user.id }, input.id);
    return { ...chat, messages: toChatMessages(chat.messages) };
  },
});

/** Give it another title. */
export const PATCH = route({
  input: z.object({ id, title: z.string().trim().min(1, { error: 'is empty' }).max(200, { error: 'is longer than 200 characters' }) }),
  handle: async ({ container, workspace, user, input }) => renameChat(container.db, { workspaceId: workspace.id, userId: user.id }, input),
});

/** Delete it with its answers. */
export const DELETE = route({
  input: z.object({ id }),
  handle: async ({ container, workspace, user, input }) =>
    deleteChat(container.db, { workspaceId: workspace.id, userId: user.id }, input.id),
});
