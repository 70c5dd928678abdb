import { z } from 'zod';
import { route } from '@/server/route';
import { unlinkSlackMember } from '@/store/slack-people';

/** Forget who somebody in Slack is: owners and admins anybody's link, everyone their own. */
export const DELETE = route({
  input: z.object({ teamId: z.string().min(1).max(40), slackUserId: z.string().min(1).max(40) }),
  handle: async ({ container, workspace, role, user, input }) => {
    const isManager = role === 'owner' || role === 'admin';
    await unlinkSlackMember(container.db, { workspaceId: workspace.id, ...input, ...(isManager ? {} : { userId: user.id }) });
  },
});
