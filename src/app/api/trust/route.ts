import { z } from 'zod';
import { route } from '@/server/route';
import { readTrust } from '@/server/trust-view';

/** How far the reviews of a workspace can be trusted: every product, and all about one of them, a marketplace or the whole. */
export const GET = route({
  input: z.object({ scope: z.enum(['all', 'marketplace', 'product']).default('all'), name: z.string().max(200).default('') }),
  handle: async ({ container, workspace, input }) => ({ view: await readTrust(container, workspace.id, input) }),
});
