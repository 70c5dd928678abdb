import { z } from 'zod';
import { alertEvidence } from '@/server/alerts-view';
import { route } from '@/server/route';

/** What an alert told, as it was then. */
export const GET = route({
  input: z.object({ eventId: z.uuid() }),
  handle: async ({ container, workspace, user, input }) => ({
    artifact: await alertEvidence(container, { workspace, user }, input.eventId),
  }),
});
