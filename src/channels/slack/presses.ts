import type { BlockAction, RespondFn } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { ACTIONS, settled } from '@/render/slack-blocks';
import { answerQuestionOf, decide, orSay } from './answer';
import type { SlackApp, SlackContext, SlackPorts } from './contract';
import { personOrGuide, type Caller } from './guide';

const answerIds = z.object({ chatId: z.uuid(), messageId: z.uuid() });
const verdictIds = answerIds.extend({ verdict: z.enum(['up', 'down']) });

interface Press {
  body: BlockAction;
  client: WebClient;
  context: SlackContext;
  respond: RespondFn;
  value: string;
}

/** Buttons: a reading or a follow-up asks, an approval goes on with the answer, a verdict is kept. */
export function listenForPresses(app: SlackApp): void {
  const on = (id: string | RegExp, handle: (press: Press) => Promise<void>): void => {
    app.action<BlockAction>(id, async ({ ack, body, client, context, respond, action }) => {
      await ack();
      await handle({ body, client, context, respond, value: valueOf(action) });
    });
  };
  on(new RegExp(`^${ACTIONS.ask}:`), askPressed);
  on(ACTIONS.approve, (press) => decisionPressed(press, true));
  on(ACTIONS.decline, (press) => decisionPressed(press, false));
  on(ACTIONS.feedback, verdictPressed);
  // Links open by themselves; Slack tells of them all the same.
  on(new RegExp(`^(${ACTIONS.open}|${ACTIONS.link})(:|$)`), async () => {});
}

const valueOf = (action: object): string => ('value' in action && typeof action.value === 'string' ? action.value : '');

async function askPressed(press: Press): Promise<void> {
  const caller = callerOf(press);
  const isReading = press.body.actions.some(({ action_id: id }) => id.startsWith(`${ACTIONS.ask}:option`));
  if (isReading) await settle(press, `Chosen: ${press.value}`, caller.ports);
  await answerQuestionOf(caller, { text: press.value, isShown: true });
}

async function decisionPressed(press: Press, isApproved: boolean): Promise<void> {
  const caller = callerOf(press);
  const ids = answerIds.safeParse(fromJson(press.value));
  if (!ids.success) return;
  const isDone = await decide(caller, { ...ids.data, isApproved });
  if (isDone) await settle(press, `${isApproved ? 'Approved' : 'Not now'}, said ${press.body.user.name ?? 'you'}.`, caller.ports);
}

async function verdictPressed(press: Press): Promise<void> {
  const caller = callerOf(press);
  const given = verdictIds.safeParse(fromJson(press.value));
  const person = given.success ? await personOrGuide(caller) : null;
  if (!person || !given.success) return;
  await orSay(caller, () => caller.ports.rate(person, given.data));
}

/** Take buttons away that are of use once. A message only its person sees cannot be changed this way. */
async function settle({ body, client }: Press, outcome: string, ports: SlackPorts): Promise<void> {
  const { channel, message } = body;
  if (!channel || !message?.ts || body.container['is_ephemeral'] === true) return;
  const blocks = settled((message['blocks'] as KnownBlock[] | undefined) ?? [], outcome);
  await client.chat
    .update({ channel: channel.id, ts: message.ts, text: outcome, blocks })
    .catch((error: unknown) => ports.onFault(error, 'buttons could not be taken away'));
}

/** From a message of a thread one goes on in the thread; from the home tab in the direct message with the app. */
function callerOf({ body, client, context, respond }: Press): Caller {
  const { channel, message, user } = body;
  const threadTs = (message?.['thread_ts'] as string | undefined) ?? message?.ts ?? null;
  const isEphemeral = body.container['is_ephemeral'] === true;
  return {
    client,
    ports: context.ports,
    slackUserId: user.id,
    channelId: channel?.id ?? user.id,
    threadTs: isEphemeral ? null : threadTs,
    isDirect: channel === undefined || channel.id.startsWith('D'),
    respond: body.response_url ? respond : undefined,
  };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
