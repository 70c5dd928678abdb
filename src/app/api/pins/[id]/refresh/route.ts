import { z } from 'zod';
import { refreshOne } from '@/server/pins';
import { route } from '@/server/route';

export const maxDuration = 300;

/** Make a pinned answer again. */
export const POST = route({
  input: z.object({ id: z.uuid({ error: 'must be a UUID' }) }),
  handle: async ({ container, workspace, user, input }) => ({ pin: await refreshOne(container, { workspace, user }, input.id) }),
});
