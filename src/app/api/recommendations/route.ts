import { z } from 'zod';
import { AppError } from '@/core/errors';
import { chooseVersion, readRecommendations, trainAgain } from '@/server/recommendations-view';
import { route } from '@/server/route';

/** What the version in use recommends, and how well. */
export const GET = route({
  input: z.object({ product: z.string().max(500).optional() }),
  handle: async ({ container, workspace, input }) => ({ view: await readRecommendations(container, workspace.id, input.product) }),
});

/** Go back to another version, or train a new one. */
export const POST = route({
  input: z.discriminatedUnion('action', [
    z.object({ action: z.literal('activate'), version: z.int().positive() }),
    z.object({ action: z.literal('train') }),
  ]),
  handle: async ({ container, workspace, role, input }) => {
    if (role !== 'owner' && role !== 'admin')
      throw new AppError('forbidden', 'Only owners and admins choose models.', { remedy: 'Ask an owner of this workspace.' });
    if (input.action === 'train') await trainAgain(container, workspace.id);
    else await chooseVersion(container, workspace.id, input.version);
  },
});
