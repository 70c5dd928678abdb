import { cookies } from 'next/headers';
import { z } from 'zod';
import { AppError } from '@/core/errors';
import { beginConnection, PENDING_COOKIE } from '@/server/connect';
import { route } from '@/server/route';

const input = z.object({ marketplace: z.string(), shop: z.string().trim().max(200).optional() });

/** Where the seller agrees. What is remembered until they come back is sealed in a cookie of their browser. */
export const POST = route({
  input,
  handle: async ({ container, workspace, role, input: { marketplace, shop } }) => {
    if (role !== 'owner' && role !== 'admin')
      throw new AppError('forbidden', 'Only owners and admins connect accounts.', { remedy: 'Ask an owner of this workspace.' });
    const { url, pending } = beginConnection(container.sync, {
      workspaceId: workspace.id,
      marketplace,
      ...(shop === undefined ? {} : { shop }),
    });
    (await cookies()).set(PENDING_COOKIE, JSON.stringify({ workspace: workspace.slug, pending }), {
      httpOnly: true,
      sameSite: 'lax',
      secure: container.sync.publicUrl.startsWith('https:'),
      path: '/api/connect',
      maxAge: 15 * 60,
    });
    return { url };
  },
});
