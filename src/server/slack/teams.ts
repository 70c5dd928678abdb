import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { findSlackInstallation, listSlackTeams, removeSlackInstallation, type ConnectedSlackTeam } from '@/store/slack-installations';
import { toBoltLogger, type SlackDeps } from './deps';

/** Teams that ask a workspace; null when the app is not set up on this server. */
export async function slackTeamsOf(deps: Pick<SlackDeps, 'db' | 'config'>, workspaceId: string): Promise<ConnectedSlackTeam[] | null> {
  const teams = await listSlackTeams(deps.db, workspaceId);
  return deps.config === null && teams.length === 0 ? null : teams;
}

/**
 * End a team's connection: its token is taken back at Slack, its links, threads and requests are forgotten. Chats stay with
 * the people who asked. Slack not answering keeps nothing here.
 */
export async function disconnectSlack(deps: SlackDeps, key: { workspaceId: string; teamId: string }): Promise<void> {
  const found = await findSlackInstallation(deps.db, deps.vault, key);
  if (found && deps.config) {
    const { token } = z.object({ token: z.string() }).parse(JSON.parse(found.secret));
    const options = { slackApiUrl: deps.config.apiUrl, retryConfig: { retries: 1 }, timeout: 5000, logger: toBoltLogger(deps.logger) };
    await new WebClient(token, options).auth
      .revoke()
      .catch((error: unknown) => deps.logger.warn({ err: error, ...key }, 'a token could not be taken back at Slack'));
  }
  await removeSlackInstallation(deps.db, key);
}
