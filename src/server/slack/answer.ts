import type { SlackPerson, SlackPorts } from '@/channels/slack/contract';
import { createSlackApp } from '@/channels/slack/app';
import type { JobQueue } from '@/jobs/queue';
import { listChats } from '@/store/chats';
import { saveFeedback } from '@/store/feedback';
import { listPins } from '@/store/pins';
import {
  chatOfSlackThread,
  claimSlackDelivery,
  dropOldSlackDeliveries,
  endSlackDelivery,
  hasOpenSlackDeliveries,
  leftSlackDeliveries,
  saveSlackThread,
  type SlackRequestRow,
} from '@/store/slack-deliveries';
import { dueSlackTeams, removeSlackInstallation, setSlackDue } from '@/store/slack-installations';
import { identifySlackMember } from '@/store/slack-people';
import { answerInThread, decideInThread } from '../thread';
import { slackConfigOrThrow, toBoltLogger, type SlackDeps } from './deps';
import { slackLinkUrl } from './link';
import { createInstaller } from './oauth';

/** Whoever works on a request has so long; then another one may. */
const LEASE_MS = 10 * 60_000;
/** An answer has so long. */
const ANSWER_MS = 4 * 60_000;
/** Slack repeats a request within an hour or two; what is kept to know repeats goes after a day. */
const KEPT_MS = 24 * 3600_000;
const MOST_DUE = 200;

export interface SlackDeliveryKey {
  workspaceId: string;
  deliveryId: string;
}

/** Makes what answers kept requests, one app for all teams: Bolt keeps a client for each, with its limits. */
export function slackAnswering(deps: SlackDeps): (key: SlackDeliveryKey) => Promise<void> {
  let app: ReturnType<typeof createSlackApp> | null = null;
  const open = (): ReturnType<typeof createSlackApp> => {
    const { apiUrl } = slackConfigOrThrow(deps);
    const installer = createInstaller(deps);
    return createSlackApp({ authorize: (source) => installer.authorize(source), apiUrl, logger: toBoltLogger(deps.logger) });
  };
  return async (key) => {
    const request = await claimSlackDelivery(deps.db, { ...key, now: deps.now(), leaseMs: LEASE_MS });
    if (!request) return;
    let outcome = 'answered';
    const ports = portsOf(deps, { ...key, request, onUnlinked: () => (outcome = 'unlinked') });
    try {
      app ??= open();
      await app.processEvent({ body: request.body, ack: async () => {}, customProperties: { ports } });
    } catch (error) {
      outcome = 'failed';
      deps.logger.error({ err: error, ...key }, 'a request of Slack could not be answered');
    }
    await endSlackDelivery(deps.db, { ...key, outcome, keepsBody: outcome === 'unlinked', now: deps.now() });
  };
}

/** Requests that a dead worker left are enqueued again; old ones are taken away. */
export async function enqueueLeftSlack(deps: Pick<SlackDeps, 'db' | 'now'>, queue: Pick<JobQueue, 'send'>): Promise<void> {
  const now = deps.now();
  for (const team of await dueSlackTeams(deps.db, now, MOST_DUE)) {
    for (const deliveryId of await leftSlackDeliveries(deps.db, team, now))
      await queue.send('answer-slack', { workspaceId: team.workspaceId, deliveryId }, deliveryId);
    await dropOldSlackDeliveries(deps.db, team, new Date(now.getTime() - KEPT_MS));
    const isOpen = await hasOpenSlackDeliveries(deps.db, team);
    // One that is being worked on is looked at again, until it is done; the old ones once more when they are old.
    await setSlackDue(deps.db, team.teamId, new Date(now.getTime() + (isOpen ? 60_000 : KEPT_MS)));
  }
}

function portsOf(
  deps: SlackDeps,
  { workspaceId, deliveryId, request, onUnlinked }: SlackDeliveryKey & { request: SlackRequestRow; onUnlinked(): void },
): SlackPorts {
  const { db } = deps;
  const { teamId } = request;
  const keyOf = ({ userId }: SlackPerson, place: { channelId: string; threadTs: string }) => ({ workspaceId, teamId, userId, ...place });
  const ownerOf = ({ userId }: SlackPerson) => ({ workspaceId, userId });
  return {
    identify: (slackUserId) => identifySlackMember(db, { workspaceId, teamId, slackUserId }),
    linkUrl: (member) => slackLinkUrl(deps, { workspaceId, teamId, deliveryId, ...member }),
    ask: async (person, { place, text }) => {
      const known = place ? await chatOfSlackThread(db, keyOf(person, place)) : null;
      // A request that is worked on a second time asks the same question again, not another one.
      const chatId = known ?? deliveryId;
      const abortSignal = AbortSignal.timeout(ANSWER_MS);
      const question = {
        workspace: person.workspace,
        userId: person.userId,
        role: person.role,
        chatId,
        messageId: deliveryId,
        text,
        abortSignal,
      };
      const answer = await answerInThread(deps, question);
      if (place && !known) await saveSlackThread(db, keyOf(person, place), chatId);
      return answer;
    },
    keepThread: (person, place, chatId) => saveSlackThread(db, keyOf(person, place), chatId),
    decide: ({ workspace, userId, role }, decision) =>
      decideInThread(deps, { workspace, userId, role, ...decision, abortSignal: AbortSignal.timeout(ANSWER_MS) }),
    rate: (person, { verdict, ...answer }) => saveFeedback(db, ownerOf(person), { ...answer, feedback: { verdict, reason: '' } }),
    suggest: ({ workspace }) => deps.answers.suggestQuestions(workspace),
    recent: async (person) => (await listChats(db, ownerOf(person))).map(({ id, title }) => ({ chatId: id, title })),
    pinned: async ({ userId }) =>
      (await listPins(db, workspaceId, userId)).map(({ title }) => ({ title, url: `${deps.publicUrl}/dashboard` })),
    openUrl: (chatId) => `${deps.publicUrl}/c/${chatId}`,
    chartImage: deps.chartImage,
    forget: () => removeSlackInstallation(db, { workspaceId, teamId }),
    waitsForLink: onUnlinked,
    nowMs: () => deps.now().getTime(),
    fetch: deps.fetch,
    onFault: (error, what) => deps.logger.error({ err: error, workspaceId, deliveryId }, what),
  };
}
