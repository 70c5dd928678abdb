import { z } from 'zod';
import { pinAnswer, readPins } from '@/server/pins';
import { route } from '@/server/route';
import { canShare } from '@/server/share';

/** The person's dashboard. */
export const GET = route({
  input: z.object({}),
  handle: async ({ container, workspace, user, role }) => ({
    pins: await readPins(container, { workspace, user }),
    canShare: canShare(role),
  }),
});

/** Keep an answer of a thread of theirs on it. */
export const POST = route({
  input: z.object({ messageId: z.uuid({ error: 'must be a UUID' }) }),
  handle: ({ container, workspace, user, input }) =>
    pinAnswer({ db: container.db, now: () => container.clock.now() }, { workspace, user }, input),
});
