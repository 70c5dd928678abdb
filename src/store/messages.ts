import { AppError } from '@/core/errors';
import { messageContentSchema, type MessageContent } from '@/core/message/message';
import type { Database, Prisma, TenantTx } from './client';
import { setDueAt } from './due';

export const CHANNELS = ['email', 'slack'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface NewMessage {
  /** Made of what it is about and when it was due: the same message is never there twice. */
  id: string;
  userId: string;
  channel: Channel;
  /** E-mail address, or id of a Slack channel. */
  recipient: string;
  subject: string;
  content: MessageContent;
}

export interface ClaimedMessage extends NewMessage {
  /** With this one. */
  attempts: number;
  createdAt: Date;
}

export interface ListedMessage {
  id: string;
  channel: string;
  recipient: string;
  subject: string;
  state: 'queued' | 'sending' | 'sent' | 'kept' | 'failed';
  createdAt: Date;
  sentAt: Date | null;
  errorText: string | null;
}

/** A sender is given so long; one that has not said how it went by then is dead. */
const LEASE_MS = 2 * 60_000;

/** Put a message into the queue, in the transaction that decides it. One that is there already stays as it is. */
export async function queueMessage(
  tx: TenantTx,
  workspaceId: string,
  { message, now, sendAt = now }: { message: NewMessage; now: Date; sendAt?: Date },
): Promise<void> {
  const content: Prisma.InputJsonValue = message.content as object;
  const { count } = await tx.outgoingMessage.createMany({
    data: [{ workspaceId, ...message, content, createdAt: now }],
    skipDuplicates: true,
  });
  if (count > 0) await setDueAt(tx, { kind: 'message', id: message.id, workspaceId, at: sendAt });
}

/**
 * The same, joined to one that waits for the same person on the same way and says the same kind of thing: what happens in
 * quiet hours, or at once, is told once.
 * @param sendAt when it may go.
 */
export async function addToMessage(
  tx: TenantTx,
  workspaceId: string,
  { message, now, sendAt }: { message: NewMessage; now: Date; sendAt: Date },
): Promise<void> {
  const { userId, channel, recipient, content } = message;
  const waiting = await tx.outgoingMessage.findMany({
    where: { workspaceId, userId, channel, recipient, state: 'queued', attempts: 0 },
    orderBy: { createdAt: 'desc' },
    take: 5,
  });
  const [joined] = waiting.flatMap((row) => {
    const known = messageContentSchema.safeParse(row.content).data;
    return known?.kind === content.kind ? [{ row, known }] : [];
  });
  if (!joined) {
    await queueMessage(tx, workspaceId, { message, now, sendAt });
    return;
  }
  const { row, known } = joined;
  const whole: object = { ...known, preheader: `${known.preheader}; ${message.subject}`, answers: [...known.answers, ...content.answers] };
  const others = known.answers.length + content.answers.length - 1;
  await tx.outgoingMessage.update({
    where: { workspaceId_id: { workspaceId, id: row.id } },
    data: { content: whole, subject: `${row.subject.replace(/ \(and \d+ more\)$/, '')} (and ${others} more)` },
  });
}

/**
 * Take a message to send it: nobody else can until the lease runs out. Until then it is looked for again, should the
 * sender die.
 * @returns null when it is sent, being sent, or not there.
 */
export async function claimMessage(
  db: Database,
  { workspaceId, id }: { workspaceId: string; id: string },
  now: Date,
): Promise<ClaimedMessage | null> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const leasedUntil = new Date(now.getTime() + LEASE_MS);
    const { count } = await tx.outgoingMessage.updateMany({
      where: { workspaceId, id, OR: [{ state: 'queued' }, { state: 'sending', leasedUntil: { lte: now } }] },
      data: { state: 'sending', leasedUntil, attempts: { increment: 1 } },
    });
    if (count === 0) return null;
    await setDueAt(tx, { kind: 'message', id, workspaceId, at: leasedUntil });
    const row = await tx.outgoingMessage.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
    const { userId, channel, recipient, subject, content, attempts, createdAt } = row;
    return {
      id,
      userId,
      channel: channel as Channel,
      recipient,
      subject,
      content: messageContentSchema.parse(content),
      attempts,
      createdAt,
    };
  });
}

/** How the sending of a message ended. */
export type Sending =
  | { state: 'sent' | 'kept'; at: Date }
  /** Not yet: it is tried again. */
  | { state: 'queued'; again: Date; errorText: string }
  | { state: 'failed'; errorText: string };

/** Write down how the sending of a claimed message ended. */
export async function endSending(db: Database, { workspaceId, id }: { workspaceId: string; id: string }, sending: Sending): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.outgoingMessage.updateMany({
      where: { workspaceId, id, state: 'sending' },
      data: {
        state: sending.state,
        leasedUntil: null,
        ...('at' in sending ? { sentAt: sending.at, errorText: null } : { errorText: sending.errorText }),
      },
    });
    await setDueAt(tx, { kind: 'message', id, workspaceId, at: sending.state === 'queued' ? sending.again : null });
  });
}

/** What a person was sent or is to be sent, the newest first. */
export function listMessages(
  db: Database,
  workspaceId: string,
  { userId, limit }: { userId: string; limit: number },
): Promise<ListedMessage[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.outgoingMessage.findMany({
      where: { workspaceId, userId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      select: { id: true, channel: true, recipient: true, subject: true, state: true, createdAt: true, sentAt: true, errorText: true },
    }),
  );
}

/** @throws AppError not_found. */
export async function readMessage(
  db: Database,
  workspaceId: string,
  { userId, id }: { userId: string; id: string },
): Promise<ListedMessage & { content: MessageContent }> {
  const row = await db.asWorkspace(workspaceId, (tx) => tx.outgoingMessage.findFirst({ where: { workspaceId, userId, id } }));
  if (!row) throw new AppError('not_found', 'There is no such message.', { field: 'id', remedy: 'Choose one of the list.' });
  return { ...row, content: messageContentSchema.parse(row.content) };
}
