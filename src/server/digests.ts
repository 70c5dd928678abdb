import { buildDigest, type DigestIssue } from '@/agent/digest/build-digest';
import type { AgentDeps } from '@/agent/answer';
import type { DigestSettings } from '@/core/digest/digest';
import type { DigestBook } from '@/core/digest/ports';
import { describeSchedule, nextDigest } from '@/core/digest/schedule';
import { AppError } from '@/core/errors';
import type { MessageContent } from '@/core/message/message';
import type { Actor } from '@/core/model/actor';
import type { Workspace } from '@/core/model/workspace';
import type { Database } from '@/store/client';
import { createDigest, finishDigest, postponeDigest, readDueDigest, type DueDigest } from '@/store/digests';
import { nameBasedUuid } from '@/store/fact-ids';
import type { Channel, NewMessage } from '@/store/messages';
import { workspaceById } from '@/store/workspaces';

export interface DigestDeps {
  db: Database;
  agent: AgentDeps;
  now: () => Date;
}

/** A digest that could not be made is tried again after so long. */
const RETRY_MS = 10 * 60_000;

/**
 * Make a digest that is due and put its messages into the queue. Whoever makes it at the same time, or again after a
 * fall, changes nothing: of each moment one is sent.
 * @returns ids of the messages; none when it was not due, was made before, or was skipped because data is stale.
 */
export async function makeDigest(deps: DigestDeps, { workspaceId, id }: { workspaceId: string; id: string }): Promise<string[]> {
  const { db, agent, now } = deps;
  const workspace = await workspaceById(db, workspaceId);
  const clock = { now: now(), timeZone: workspace.timeZone };
  const digest = await readDueDigest(db, { workspaceId, id }, clock);
  if (!digest) return [];
  try {
    const issue = await buildDigest(agent, { workspace, settings: digest.settings, dueAt: digest.dueAt });
    const isSkipped = issue.stale.length > 0 && digest.settings.whenStale === 'skip';
    const messages = isSkipped ? [] : messagesOf(digest, { issue, workspace });
    const isFirst = await finishDigest(db, workspaceId, {
      digest,
      outcome: isSkipped ? 'skipped' : 'sent',
      note: isSkipped ? `Not sent: ${issue.notes.join(' ')}` : '',
      messages,
      clock: { ...clock, now: now() },
    });
    return isFirst ? messages.map((message) => message.id) : [];
  } catch (error) {
    await postponeDigest(db, { workspaceId, id }, new Date(now().getTime() + RETRY_MS));
    throw error;
  }
}

function messagesOf(digest: DueDigest, { issue, workspace }: { issue: DigestIssue; workspace: Workspace }): NewMessage[] {
  const { id, userId, settings, dueAt, email } = digest;
  const to = (channel: Channel, recipient: string): NewMessage => ({
    id: nameBasedUuid('digest', id, dueAt.toISOString(), channel),
    userId,
    channel,
    recipient,
    subject: issue.subject,
    content: contentOf(issue, { id, settings, workspace }),
  });
  return [
    ...(settings.byEmail ? [to('email', email)] : []),
    ...(settings.slackChannel === null ? [] : [to('slack', settings.slackChannel)]),
  ];
}

/** A digest as it is shown before its first one is sent; `id` is null until it is kept. */
export function contentOf(
  { preheader, notes, answers }: DigestIssue,
  { id, settings, workspace }: { id: string | null; settings: DigestSettings; workspace: Workspace },
): MessageContent {
  const { name, schedule } = settings;
  return {
    kind: 'digest',
    preheader,
    notes,
    answers,
    reason: `You get "${name}" of ${workspace.name} ${describeSchedule(schedule).toLowerCase()} (${workspace.timeZone}).`,
    settingsPath: '/digests',
    unsubscribes: id === null ? null : { kind: 'digest', id },
  };
}

/** The digests of the person who asks. */
export function digestBookOf(
  db: Database,
  workspace: Workspace,
  { actor, now }: { actor: Actor | undefined; now: () => Date },
): DigestBook {
  return {
    async create(settings) {
      if (!actor)
        throw new AppError('forbidden', 'Nobody is signed in here, so there is nobody to send it to.', {
          remedy: 'Ask in the chat, or make the digest on the page Digests.',
        });
      const clock = { now: now(), timeZone: workspace.timeZone };
      await createDigest(db, workspace.id, { userId: actor.userId, settings, clock });
      return { nextAt: nextDigest(settings.schedule, clock.now, clock.timeZone) };
    },
  };
}
