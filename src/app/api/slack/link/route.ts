import { z } from 'zod';
import { route } from '@/server/route';
import { enqueueSlackBehind } from '@/server/slack/door';
import { confirmSlackLink } from '@/server/slack/link';

/** Somebody in Slack is the person signed in here. The question they asked before is answered now. */
export const POST = route({
  input: z.object({ token: z.string().min(1).max(2000) }),
  handle: async ({ container, workspace, user, input: { token } }) => {
    const { teamName, delivery } = await confirmSlackLink(container.slack, { token, userId: user.id, workspaceId: workspace.id });
    if (delivery) enqueueSlackBehind(delivery);
    return { teamName };
  },
});
