import { v7 as uuidv7 } from 'uuid';
import { buildDigest } from '@/agent/digest/build-digest';
import { toPage, writeEmail } from '@/channels/email/send-email';
import type { DigestSettings } from '@/core/digest/digest';
import { describeSchedule, latestDigest } from '@/core/digest/schedule';
import { SECTIONS } from '@/core/digest/sections';
import type { MessageContent } from '@/core/message/message';
import type { Workspace } from '@/core/model/workspace';
import { createDigest, listDigests, removeDigest, updateDigest, type ListedDigest } from '@/store/digests';
import { listMessages, queueMessage, readMessage, type ListedMessage } from '@/store/messages';
import type { User } from '@/store/users';
import type { Container } from './container';
import { contentOf } from './digests';
import { senderOf } from './senders';

/** Messages shown. */
const MOST_MESSAGES = 50;

export interface DigestsView {
  digests: (ListedDigest & { when: string })[];
  messages: ListedMessage[];
  sections: { id: string; title: string; about: string }[];
  /** Whom e-mails come from; null: there is no mail server, and they are shown here. */
  mailFrom: string | null;
  /** Where they go. */
  email: string;
}

type Deps = Pick<Container, 'db' | 'env' | 'agent' | 'clock' | 'sync' | 'queue'>;

interface Person {
  workspace: Workspace;
  user: User;
}

/** The digests of a person, what they were sent, and what can be chosen. */
export async function readDigests({ db, env }: Deps, { workspace, user }: Person): Promise<DigestsView> {
  const digests = await listDigests(db, workspace.id, user.id);
  return {
    digests: digests.map((digest) => ({ ...digest, when: describeSchedule(digest.settings.schedule) })),
    messages: await listMessages(db, workspace.id, { userId: user.id, limit: MOST_MESSAGES }),
    sections: SECTIONS.map(({ id, title, about }) => ({ id, title, about })),
    mailFrom: env.SMTP_URL === undefined ? null : senderOf(env),
    email: user.email,
  };
}

/** Keep a digest, new when it has no id. @throws AppError not_found. */
export async function saveDigest(
  { db, clock }: Deps,
  { workspace, user }: Person,
  { id, settings, isPaused }: { id?: string | undefined; settings: DigestSettings; isPaused: boolean },
): Promise<void> {
  const at = { now: clock.now(), timeZone: workspace.timeZone };
  if (id === undefined) await createDigest(db, workspace.id, { userId: user.id, settings, clock: at });
  else await updateDigest(db, workspace.id, { userId: user.id, id, settings, isPaused, clock: at });
}

/** @throws AppError not_found. */
export function dropDigest({ db }: Deps, { workspace, user }: Person, id: string): Promise<void> {
  return removeDigest(db, workspace.id, { userId: user.id, id });
}

/** A message as one sees it in a mail program. */
export interface ShownMessage {
  subject: string;
  /** A page of its own; shown without scripts. */
  page: string;
  text: string;
}

/** What is tried: a digest that is kept, by its id, or one that is still being made. */
export interface Tried {
  id?: string | undefined;
  settings: DigestSettings;
}

/** The digest as it would have come last, with the data of now. Nothing is sent or kept. */
export async function previewDigest(deps: Deps, person: Person, tried: Tried): Promise<ShownMessage> {
  return show(deps, person.workspace, await tryDigest(deps, person, tried));
}

/** The same, sent to the person now. */
export async function sendPreview(deps: Deps, person: Person, tried: Tried): Promise<void> {
  const { workspace, user } = person;
  const { subject, content } = await tryDigest(deps, person, tried);
  const id = uuidv7();
  await deps.db.asWorkspace(workspace.id, (tx) =>
    queueMessage(tx, workspace.id, {
      message: { id, userId: user.id, channel: 'email', recipient: user.email, subject: `Preview of ${subject}`, content },
      now: deps.clock.now(),
    }),
  );
  await (await deps.queue()).send('send-message', { workspaceId: workspace.id, id }, id);
}

async function tryDigest(
  { db, agent, clock }: Deps,
  { workspace, user }: Person,
  { id, settings }: Tried,
): Promise<{ subject: string; content: MessageContent }> {
  const dueAt = latestDigest(settings.schedule, clock.now(), workspace.timeZone);
  const issue = await buildDigest(agent, { workspace, settings, dueAt });
  // Its link ends only what is the person's own.
  const isOwn = id !== undefined && (await listDigests(db, workspace.id, user.id)).some((digest) => digest.id === id);
  return { subject: issue.subject, content: contentOf(issue, { id: isOwn ? id : null, settings, workspace }) };
}

/** A message that was sent, waits, or is kept here. @throws AppError not_found. */
export async function readSentMessage(deps: Deps, { workspace, user }: Person, id: string): Promise<ShownMessage> {
  return show(deps, workspace, await readMessage(deps.db, workspace.id, { userId: user.id, id }));
}

async function show({ sync }: Deps, workspace: Workspace, message: { subject: string; content: MessageContent }): Promise<ShownMessage> {
  const { vault, publicUrl } = sync;
  const email = await writeEmail({ vault, publicUrl }, { workspace, ...message });
  return { subject: email.subject, page: toPage(email), text: email.text };
}
