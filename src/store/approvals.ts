import { AppError } from '@/core/errors';
import type { ChatOwner, StoredMessage } from './chats';
import type { Database, Prisma } from './client';

/** A part of a message that waits for its person, as far as deciding needs it (AI SDK). */
interface WaitingPart {
  type: string;
  state?: string;
  approval?: { id: string };
}

/**
 * Write down what a person decided about everything an answer waits to change. Of two that decide at once one comes second.
 * @throws AppError not_found when the answer is not in a thread of theirs, conflict when nothing waits any more.
 */
export async function decideApprovals(
  db: Database,
  owner: ChatOwner,
  { chatId, messageId, isApproved }: { chatId: string; messageId: string; isApproved: boolean },
): Promise<void> {
  const { workspaceId, userId } = owner;
  await db.asWorkspace(workspaceId, async (tx) => {
    // Locked, so that a second decision waits for this one and finds it made.
    await tx.$queryRaw`SELECT 1 FROM "Message" WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${messageId}::uuid FOR UPDATE`;
    const message = await tx.message.findFirst({ where: { workspaceId, id: messageId, chatId, chat: { userId } } });
    if (!message) throw new AppError('not_found', 'Only the person who asked can decide this.', { remedy: 'Ask for the change yourself.' });
    const parts = message.parts as unknown as WaitingPart[];
    const last = await tx.message.findFirst({ where: { workspaceId, chatId }, orderBy: { position: 'desc' }, select: { id: true } });
    if (last?.id !== messageId || !parts.some(isWaiting))
      throw new AppError('conflict', 'This was decided already, or the thread has gone on.', { remedy: 'Ask for the change again.' });
    const decided = parts.map((part) =>
      isWaiting(part) ? { ...part, state: 'approval-responded', approval: { ...part.approval, approved: isApproved } } : part,
    );
    await tx.message.update({
      where: { workspaceId_id: { workspaceId, id: messageId } },
      data: { parts: decided as unknown as Prisma.InputJsonValue },
    });
  });
}

const isWaiting = (part: WaitingPart): boolean => part.state === 'approval-requested' && part.approval !== undefined;

/** Keep an answer that went on, in place of what it was before. @throws AppError not_found. */
export async function replaceAnswer(
  db: Database,
  owner: ChatOwner,
  { chatId, message }: { chatId: string; message: StoredMessage },
): Promise<void> {
  const { workspaceId, userId } = owner;
  await db.asWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.message.updateMany({
      where: { workspaceId, id: message.id, chatId, chat: { userId } },
      data: { parts: message.parts as unknown as Prisma.InputJsonValue, meta: message.meta as Prisma.InputJsonValue },
    });
    if (count === 0) throw new AppError('not_found', 'This answer is not kept, or it is not in a thread of yours.');
    const body = message.artifact as unknown as Prisma.InputJsonValue;
    await tx.artifact.upsert({
      where: { workspaceId_messageId: { workspaceId, messageId: message.id } },
      create: { workspaceId, messageId: message.id, body },
      update: { body },
    });
    await tx.chat.updateMany({ where: { workspaceId, id: chatId }, data: { updatedAt: new Date() } });
  });
}
