import type { ReactNode } from 'react';
import { getContainer } from '@/server/container';
import { requirePageSession } from '@/server/session';
import { slackTeamsOf } from '@/server/slack/teams';
import { Notice } from '@/ui/notice';
import { ConnectSlack, SlackTeamCard } from './slack-teams';

/** Why coming back from Slack connected nothing. What Slack wrote into the address is not shown. */
const PROBLEMS: Readonly<Record<string, string>> = {
  authorization_lost: 'You did not agree at Slack, so nothing was connected.',
  invalid_input: 'The way back from Slack took too long or was begun elsewhere. Connect the team again from the start.',
  conflict: 'This Slack team asks another workspace already. Disconnect it there first.',
  forbidden: 'Only owners and admins of the workspace connect Slack.',
  not_supported: 'Install the app in a Slack team, not for a whole organisation.',
};

/** Slack teams that ask this workspace, and who in them is who. */
export async function SlackSetting({ problem, isConnected }: { problem?: string | undefined; isConnected: boolean }): Promise<ReactNode> {
  const { current, user } = await requirePageSession();
  if (!current) return null;
  const { slack } = await getContainer();
  const teams = await slackTeamsOf(slack, current.workspace.id);
  const canManage = current.role === 'owner' || current.role === 'admin';
  return (
    <section aria-labelledby="slack" className="grid min-w-0 justify-items-start gap-4 border-t border-border pt-8">
      <div>
        <h2 id="slack" className="font-semibold">
          Slack
        </h2>
        <p className="mt-1 text-muted">
          {teams === null
            ? 'The Slack app is not set up on this server. Whoever runs it finds the steps in docs/slack.md.'
            : 'Ask with /shopiq, by mentioning ShopIQ in a channel, or in a direct message. Everyone is answered as the person they are here.'}
        </p>
      </div>
      {problem !== undefined && (
        <Notice tone="negative" title={PROBLEMS[problem] ?? 'The Slack team could not be connected. Try again.'} className="w-full" />
      )}
      {isConnected && <Notice tone="info" title="The Slack team is connected" className="w-full" />}
      {(teams ?? []).map((team) => (
        <SlackTeamCard key={team.teamId} team={team} workspace={current.workspace.slug} canManage={canManage} email={user.email} />
      ))}
      {teams !== null && slack.config !== null && canManage && (
        <ConnectSlack workspace={current.workspace.slug} isFirst={teams.length === 0} />
      )}
    </section>
  );
}
