import { z } from 'zod';
import { readAccounts } from '@/server/connections';
import { route } from '@/server/route';

/** The accounts of a workspace, how far each was read, and what can be connected. */
export const GET = route({
  input: z.object({}),
  handle: ({ container, workspace }) => readAccounts(container, workspace.id),
});
