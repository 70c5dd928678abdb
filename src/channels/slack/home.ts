import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { ACTIONS } from '@/render/slack-blocks';
import { plainText } from '@/render/slack-text';
import type { SlackPorts } from './contract';
import { linkBlocks } from './guide';

/** Slack shows at most four. */
const MOST_PROMPTS = 4;
const MOST_RECENT = 5;
const MOST_PINNED = 10;
/** Of a button (docs.slack.dev/reference/block-kit/block-elements/button-element). */
const MOST_LABEL = 75;
const MOST_VALUE = 2000;

export interface Visitor {
  client: WebClient;
  ports: SlackPorts;
  slackUserId: string;
}

/** The app's home tab: pinned answers, questions to ask, recent threads; for people who are not linked, the way to link. */
export async function publishHome(visitor: Visitor): Promise<void> {
  await visitor.client.views.publish({ user_id: visitor.slackUserId, view: { type: 'home', blocks: await homeBlocks(visitor) } });
}

async function homeBlocks(visitor: Visitor): Promise<KnownBlock[]> {
  const { ports, slackUserId } = visitor;
  const sender = await ports.identify(slackUserId);
  if (sender.kind === 'stranger')
    return [{ type: 'section', text: plainText('You do not belong to the workspace this Slack team asks. Ask its owner to add you.') }];
  if (sender.kind === 'unlinked') return linkBlocks(visitor);
  const [pinned, questions, recent] = await Promise.all([ports.pinned(sender), ports.suggest(sender), ports.recent(sender)]);
  return [
    { type: 'header', text: plainText(sender.workspace.name, 150) },
    ...list(
      'Pinned answers',
      pinned.slice(0, MOST_PINNED).map(({ title, url }, index) => openButton(`pin:${index}`, title, url)),
    ),
    ...list(
      'Ask',
      questions
        .filter((question) => question.length <= MOST_VALUE)
        .slice(0, MOST_PROMPTS)
        .map((question, index) => ({
          type: 'button' as const,
          action_id: `${ACTIONS.ask}:home:${index}`,
          text: plainText(question, MOST_LABEL),
          value: question,
        })),
    ),
    ...list(
      'Recent threads',
      recent.slice(0, MOST_RECENT).map(({ chatId, title }, index) => openButton(`recent:${index}`, title, ports.openUrl(chatId))),
    ),
  ];
}

const openButton = (id: string, title: string, url: string) => ({
  type: 'button' as const,
  action_id: `${ACTIONS.open}:${id}`,
  text: plainText(title, MOST_LABEL),
  url,
});

function list(
  title: string,
  elements: ReturnType<typeof openButton>[] | { type: 'button'; action_id: string; text: ReturnType<typeof plainText>; value: string }[],
): KnownBlock[] {
  if (elements.length === 0) return [];
  return [
    { type: 'section', text: plainText(title) },
    { type: 'actions', elements },
  ];
}

/**
 * Questions at the top of the direct message with the app, which is the agent's container. Without a thread: where the
 * app is an agent they stand above all threads, and a thread given is not shown and not complained of.
 */
export async function suggestPrompts({ client, ports, slackUserId }: Visitor, channelId: string): Promise<void> {
  const sender = await ports.identify(slackUserId);
  if (sender.kind !== 'linked') return;
  const questions = (await ports.suggest(sender)).slice(0, MOST_PROMPTS);
  if (questions.length === 0) return;
  await client.assistant.threads.setSuggestedPrompts({
    channel_id: channelId,
    title: 'Ask about your shops',
    prompts: questions.map((question) => ({ title: question, message: question })),
  });
}
