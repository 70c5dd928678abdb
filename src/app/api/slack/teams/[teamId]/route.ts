import { z } from 'zod';
import { AppError } from '@/core/errors';
import { route } from '@/server/route';
import { disconnectSlack } from '@/server/slack/teams';

/** End a team's connection. */
export const DELETE = route({
  input: z.object({ teamId: z.string().min(1).max(40) }),
  handle: async ({ container, workspace, role, input: { teamId } }) => {
    if (role !== 'owner' && role !== 'admin')
      throw new AppError('forbidden', 'Only owners and admins disconnect Slack.', { remedy: 'Ask an owner of this workspace.' });
    await disconnectSlack(container.slack, { workspaceId: workspace.id, teamId });
  },
});
