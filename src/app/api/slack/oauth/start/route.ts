import { z } from 'zod';
import { AppError } from '@/core/errors';
import { route } from '@/server/route';
import { beginSlack } from '@/server/slack/oauth';

/** Where an owner agrees at Slack. The state is sealed in a cookie of their browser until they come back. */
export const POST = route({
  input: z.object({}),
  handle: async ({ container, workspace, role, user }) => {
    if (role !== 'owner' && role !== 'admin')
      throw new AppError('forbidden', 'Only owners and admins connect Slack.', { remedy: 'Ask an owner of this workspace.' });
    const { url, cookie } = await beginSlack(container.slack, { workspaceId: workspace.id, userId: user.id });
    return Response.json({ url }, { headers: { 'set-cookie': cookie, 'cache-control': 'no-store' } });
  },
});
