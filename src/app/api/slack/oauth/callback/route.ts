import { isAppError } from '@/core/errors';
import { getContainer } from '@/server/container';
import { getSessionUserOrThrow, listAccess } from '@/server/session';
import { finishSlack } from '@/server/slack/oauth';

/** The owner comes back from Slack: keep the team, and show it. */
export async function GET(request: Request): Promise<Response> {
  const { slack, logger } = await getContainer();
  const to = (query: Record<string, string>): Response =>
    new Response(null, { status: 303, headers: { location: `${slack.publicUrl}/settings?${new URLSearchParams(query).toString()}` } });
  try {
    const user = await getSessionUserOrThrow();
    const access = await listAccess(user);
    await finishSlack(slack, {
      url: request.url,
      cookie: request.headers.get('cookie') ?? '',
      isAllowed: async (began) =>
        began.userId === user.id &&
        access.some(({ workspace, role }) => workspace.id === began.workspaceId && (role === 'owner' || role === 'admin')),
    });
    return to({ slack: 'connected' });
  } catch (error) {
    if (!isAppError(error)) logger.error({ err: error }, 'a Slack team could not be connected');
    return to({ slackProblem: isAppError(error) ? error.code : 'internal' });
  }
}
