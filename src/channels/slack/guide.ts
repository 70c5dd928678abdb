import type { RespondFn } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { ACTIONS } from '@/render/slack-blocks';
import { plainText } from '@/render/slack-text';
import type { SlackPerson, SlackPorts } from './contract';

/** Where somebody wrote, and how they alone can be answered. */
export interface Caller {
  client: WebClient;
  ports: SlackPorts;
  slackUserId: string;
  channelId: string;
  threadTs: string | null;
  isDirect: boolean;
  respond?: RespondFn | undefined;
}

/** Say something to one person, where they wrote: nobody else has to read it. */
export async function tellAlone(caller: Caller, text: string, blocks?: KnownBlock[]): Promise<void> {
  const { client, respond, channelId, slackUserId, threadTs, isDirect } = caller;
  const message = { text, blocks: blocks ?? [{ type: 'section' as const, text: plainText(text) }] };
  if (respond) {
    await respond({ response_type: 'ephemeral', replace_original: false, ...message });
    return;
  }
  const thread = threadTs === null ? {} : { thread_ts: threadTs };
  if (isDirect) await client.chat.postMessage({ channel: channelId, ...thread, ...message });
  else await client.chat.postEphemeral({ channel: channelId, user: slackUserId, ...thread, ...message });
}

/** The linked person who wrote, or null after the way to link was shown. */
export async function personOrGuide(caller: Caller): Promise<SlackPerson | null> {
  const { ports, slackUserId } = caller;
  const sender = await ports.identify(slackUserId);
  if (sender.kind === 'linked') return sender;
  if (sender.kind === 'stranger') {
    await tellAlone(caller, `${sender.name} does not belong to the workspace this Slack team asks. Ask its owner to add you.`);
    return null;
  }
  ports.waitsForLink();
  await tellAlone(caller, 'Say who you are in ShopIQ first.', await linkBlocks(caller));
  return null;
}

/** The way to link: good once, for a quarter of an hour. */
export async function linkBlocks({ client, ports, slackUserId }: Pick<Caller, 'client' | 'ports' | 'slackUserId'>): Promise<KnownBlock[]> {
  const url = await ports.linkUrl({ slackUserId, slackName: await nameOf(client, slackUserId) });
  return [
    {
      type: 'section',
      text: plainText(
        'ShopIQ answers here as the person you are there, with your role. Link your account; the question is answered right after. The link is yours alone and good for 15 minutes.',
      ),
    },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: ACTIONS.link, style: 'primary', text: plainText('Link my account'), url }],
    },
  ];
}

/** How Slack shows a member; their id where it does not say. */
async function nameOf(client: WebClient, slackUserId: string): Promise<string> {
  const { user } = await client.users.info({ user: slackUserId }).catch(() => ({ user: undefined }));
  return user?.profile?.display_name || user?.real_name || user?.name || slackUserId;
}
