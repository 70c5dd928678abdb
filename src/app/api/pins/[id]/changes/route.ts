import { z } from 'zod';
import { readChanges } from '@/server/pins';
import { route } from '@/server/route';

/** What changed since a pin was made, with the entries behind it. */
export const GET = route({
  input: z.object({ id: z.uuid({ error: 'must be a UUID' }) }),
  handle: ({ container, workspace, user, input }) => readChanges(container, { workspace, user }, input.id),
});
