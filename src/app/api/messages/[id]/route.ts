import { z } from 'zod';
import { readSentMessage } from '@/server/digests-view';
import { route } from '@/server/route';

/** A message to the person, as a mail program shows it. */
export const GET = route({
  input: z.object({ id: z.uuid() }),
  handle: ({ container, workspace, user, input }) => readSentMessage(container, { workspace, user }, input.id),
});
