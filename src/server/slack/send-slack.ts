import { WebClient } from '@slack/web-api';
import type { SendMessage } from '@/channels/channel';
import { postParts } from '@/channels/slack/post';
import { isNoAccess, refusalOf } from '@/channels/slack/web-errors';
import { AppError } from '@/core/errors';
import { toSlackParts, type SlackPart } from '@/render/slack-blocks';
import { clip, escaped, harmless, plainText } from '@/render/slack-text';
import { listSlackTeams } from '@/store/slack-installations';
import { slackConfigOrThrow, type SlackDeps } from './deps';
import { createInstaller } from './oauth';

/** Slack takes headers of so many characters. */
const LONGEST_HEADER = 150;

/** Sends digests and alerts to a channel of a team that is connected to their workspace: a message, and the rest in its thread. */
export function slackSender(deps: SlackDeps): SendMessage {
  return async ({ workspace, recipient, subject, content }) => {
    const { apiUrl } = slackConfigOrThrow(deps);
    const teams = await listSlackTeams(deps.db, workspace.id);
    if (teams.length === 0)
      throw new AppError('not_supported', 'No Slack team is connected to this workspace.', {
        remedy: 'Connect one on the page Settings.',
        retry: 'never',
      });
    const { locale } = workspace;
    const openUrl = `${deps.publicUrl}${content.settingsPath}`;
    const head: SlackPart = {
      kind: 'message',
      text: escaped(clip(harmless(subject), 200)),
      blocks: [
        { type: 'header', text: plainText(subject, LONGEST_HEADER) },
        ...[...content.notes, content.reason].map((note) => ({ type: 'context' as const, elements: [plainText(note)] })),
      ],
    };
    const rest = content.answers.flatMap((answer) => toSlackParts(answer, { locale, nowMs: deps.now().getTime(), openUrl }));
    for (const { teamId } of teams) {
      const { botToken } = await createInstaller(deps).authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
      const client = new WebClient(botToken, { slackApiUrl: apiUrl });
      const onFault = (error: unknown, what: string): void => deps.logger.error({ err: error, workspaceId: workspace.id }, what);
      const ports = { chartImage: deps.chartImage, fetch: deps.fetch, onFault };
      const target = { client, ports, channelId: recipient, threadTs: null, locale };
      const place = await begin(() => postParts(target, [head]));
      if (place === 'elsewhere') continue;
      // It has begun: what fails now must not have it begin again.
      await postParts({ ...target, threadTs: place?.threadTs ?? null }, rest).catch((error: unknown) =>
        onFault(error, 'a part of a message could not be posted to Slack'),
      );
      return 'sent';
    }
    throw new AppError('not_found', `No connected Slack team has a channel "${recipient}" that ShopIQ may post to.`, {
      field: 'slackChannel',
      remedy: 'Invite ShopIQ to the channel, or correct its id.',
      retry: 'never',
    });
  };
}

/** A channel that is not of this team may be of another. */
async function begin<T>(post: () => Promise<T>): Promise<T | 'elsewhere'> {
  try {
    return await post();
  } catch (error) {
    if (isNoAccess(error)) return 'elsewhere';
    const refusal = refusalOf(error);
    throw new AppError('source_unavailable', `Slack did not take the message${refusal === null ? '' : ` (${refusal})`}.`, {
      cause: error,
      retry: refusal === 'invalid_auth' || refusal === 'account_inactive' || refusal === 'token_revoked' ? 'never' : 'later',
      remedy: 'Connect the Slack team again on the page Settings if it stays.',
    });
  }
}
