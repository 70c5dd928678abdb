import { z } from 'zod';
import { route } from '@/server/route';
import { listChats } from '@/store/chats';

/** Recent threads of the person in a workspace, optionally by words of their title. */
export const GET = route({
  input: z.object({ search: z.string().trim().max(200).optional() }),
  handle: async ({ container, workspace, user, input }) => ({
    chats: await listChats(container.db, { workspaceId: workspace.id, userId: user.id }, input.search),
  }),
});
