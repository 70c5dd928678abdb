import { isAppError } from '@/core/errors';
import { toSlackParts, type SlackOptions } from '@/render/slack-blocks';
import { clip } from '@/render/slack-text';
import type { SlackAnswer, SlackPerson, SlackThreadPlace } from './contract';
import { personOrGuide, tellAlone, type Caller } from './guide';
import { postParts } from './post';

export interface Asking {
  text: string;
  /** The thread does not show the question: it stands above the answer. */
  isShown?: boolean;
}

const HELP =
  'Ask about your shops in plain language, for example: What were my net sales last month? Go on in the thread: “and by marketplace?”.';

/** Answer a question where it was asked, as the person who asked. */
export async function answerQuestionOf(caller: Caller, { text, isShown = false }: Asking): Promise<void> {
  const person = await personOrGuide(caller);
  if (!person) return;
  if (text === '') return tellAlone(caller, HELP);
  await showStatus(caller);
  await orSay(caller, async () => {
    const place = caller.threadTs === null ? null : { channelId: caller.channelId, threadTs: caller.threadTs };
    const answer = await caller.ports.ask(person, { place, text });
    const asked = isShown ? { asked: { slackUserId: caller.slackUserId, question: text } } : {};
    const posted = await postAnswer(caller, { person, answer, ...asked });
    if (place === null && posted) await caller.ports.keepThread(person, posted, answer.chatId);
  });
}

/** Approve or decline what an answer waits for, and post how it went on. */
export async function decide(caller: Caller, decision: { chatId: string; messageId: string; isApproved: boolean }): Promise<boolean> {
  const person = await personOrGuide(caller);
  if (!person) return false;
  return orSay(caller, async () => {
    const answer = await caller.ports.decide(person, decision);
    await postAnswer(caller, { person, answer });
  });
}

/** Do something; what people can do about a failure is said to them, the rest is noted. @returns whether it succeeded. */
export async function orSay(caller: Caller, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!isAppError(error)) caller.ports.onFault(error, 'a question from Slack could not be answered');
    const text = isAppError(error) ? error.toString() : 'The answer could not be finished. The question is kept: ask it again.';
    await tellAlone(caller, text).catch((fault: unknown) => caller.ports.onFault(fault, 'nothing could be said in Slack'));
    return false;
  }
}

async function postAnswer(
  { client, ports, channelId, threadTs, respond }: Caller,
  { person, answer, asked }: { person: SlackPerson; answer: SlackAnswer; asked?: SlackOptions['asked'] },
): Promise<SlackThreadPlace | null> {
  const { artifact, chatId, messageId, notice } = answer;
  const what = waitingFor(answer);
  const { locale } = person.workspace;
  const parts = toSlackParts(artifact, {
    locale,
    nowMs: ports.nowMs(),
    openUrl: ports.openUrl(chatId),
    notice,
    rated: { chatId, messageId },
    ...(asked ? { asked } : {}),
    ...(what === null ? {} : { approval: { what, value: person.role === 'viewer' ? null : JSON.stringify({ chatId, messageId }) } }),
  });
  return postParts({ client, ports, channelId, threadTs, respond, locale: artifact.locale ?? locale }, parts);
}

/** What an answer waits to change, in the words of its tools; null when it waits for nothing. */
function waitingFor({ parts }: SlackAnswer): string | null {
  const isWaiting = parts.some((part) => part.type.startsWith('tool-') && 'state' in part && part.state === 'approval-requested');
  const said = parts.flatMap((part) => (part.type === 'data-change' ? [[part.data.title, ...part.data.lines].join('\n')] : []));
  return isWaiting && said.length > 0 ? clip(said.join('\n'), 2000) : null;
}

/** "ShopIQ is adding up the figures…" beside the thread; Slack takes it away with the answer. Not worth failing for. */
async function showStatus({ client, channelId, threadTs }: Caller): Promise<void> {
  if (threadTs === null) return;
  await client.assistant.threads
    .setStatus({ channel_id: channelId, thread_ts: threadTs, status: 'is adding up the figures…' })
    .catch(() => undefined);
}
