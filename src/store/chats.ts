import type { Artifact } from '@/core/artifact/artifact';
import { artifactSchema } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { Database, Prisma, TenantTx } from './client';

/** Whose threads: a thread belongs to one person in one workspace. */
export interface ChatOwner {
  workspaceId: string;
  userId: string;
}

export interface ChatSummary {
  id: string;
  title: string;
  /** ISO instants. */
  createdAt: string;
  updatedAt: string;
}

export interface StoredMessage {
  id: string;
  role: 'user' | 'assistant';
  /** UI message parts without the artifact, which is kept beside them. */
  parts: readonly object[];
  meta: object;
  artifact: Artifact | null;
}

export interface StoredChat extends ChatSummary {
  messages: StoredMessage[];
}

export interface NewQuestion {
  chatId: string;
  messageId: string;
  text: string;
  /** An earlier question this one takes the place of: it and everything after it are dropped. */
  replaces?: string | undefined;
}

const TITLE_LENGTH = 80;
const RECENT_CHATS = 50;

/** Threads of a person in a workspace, the latest first. `search` matches in titles, ignoring case. */
export async function listChats(db: Database, owner: ChatOwner, search?: string): Promise<ChatSummary[]> {
  const rows = await db.asWorkspace(owner.workspaceId, (tx) =>
    tx.chat.findMany({
      where: { ...owner, ...(search ? { title: { contains: search, mode: 'insensitive' } } : {}) },
      orderBy: { updatedAt: 'desc' },
      take: RECENT_CHATS,
    }),
  );
  return rows.map(toSummary);
}

/** A thread with its messages in order, or null when it does not exist or is another person's. */
export async function findChat(db: Database, owner: ChatOwner, chatId: string): Promise<StoredChat | null> {
  const row = await db.asWorkspace(owner.workspaceId, (tx) =>
    tx.chat.findFirst({
      where: { ...owner, id: chatId },
      include: { messages: { orderBy: { position: 'asc' }, include: { artifact: true } } },
    }),
  );
  if (!row) return null;
  return {
    ...toSummary(row),
    messages: row.messages.map((message) => ({
      id: message.id,
      role: message.role,
      parts: message.parts as unknown as object[],
      meta: message.meta as object,
      artifact: message.artifact ? artifactSchema.parse(message.artifact.body) : null,
    })),
  };
}

/** @throws AppError not_found. */
export async function getChatOrThrow(db: Database, owner: ChatOwner, chatId: string): Promise<StoredChat> {
  const found = await findChat(db, owner, chatId);
  if (!found) throw notFound();
  return found;
}

/**
 * Put a question at the end of a thread, creating the thread with its first question as title. A question that is
 * already there (edited, or asked again after a failure) replaces itself and drops everything after it.
 * @throws AppError not_found when the thread is another person's.
 */
export async function saveQuestion(db: Database, owner: ChatOwner, question: NewQuestion): Promise<void> {
  const { chatId, messageId, text, replaces } = question;
  await db.asWorkspace(owner.workspaceId, async (tx) => {
    const chat = await tx.chat.findFirst({ where: { workspaceId: owner.workspaceId, id: chatId } });
    if (chat && chat.userId !== owner.userId) throw notFound();
    if (!chat) await tx.chat.create({ data: { ...owner, id: chatId, title: toTitle(text) } });
    else {
      await truncate(tx, { workspaceId: owner.workspaceId, chatId, fromMessageId: messageId });
      if (replaces) await truncate(tx, { workspaceId: owner.workspaceId, chatId, fromMessageId: replaces });
    }
    await append(
      tx,
      { workspaceId: owner.workspaceId, chatId },
      { id: messageId, role: 'user', parts: [{ type: 'text', text }], meta: {}, artifact: null },
    );
  });
}

/** Put a finished answer at the end of a thread. A thread deleted meanwhile stays deleted. */
export async function saveAnswer(
  db: Database,
  owner: ChatOwner,
  answer: { chatId: string; afterMessageId: string; message: StoredMessage },
): Promise<void> {
  const key = { workspaceId: owner.workspaceId, chatId: answer.chatId };
  await db.asWorkspace(owner.workspaceId, async (tx) => {
    const last = await tx.message.findFirst({ where: key, orderBy: { position: 'desc' }, select: { id: true } });
    // The question was edited or the thread deleted while the answer was on its way: nobody waits for it any more.
    if (last?.id !== answer.afterMessageId) return;
    await append(tx, key, answer.message);
  });
}

/** The artifact of an answer in any thread of a person's. @throws AppError not_found. */
export async function getArtifactOrThrow(db: Database, owner: ChatOwner, messageId: string): Promise<Artifact> {
  const { workspaceId, userId } = owner;
  const row = await db.asWorkspace(workspaceId, (tx) =>
    tx.artifact.findFirst({ where: { workspaceId, messageId, message: { chat: { userId } } } }),
  );
  if (!row)
    throw new AppError('not_found', 'This answer is not kept, or it is not in a thread of yours.', {
      field: 'messageId',
      remedy: 'Ask the question again.',
    });
  return artifactSchema.parse(row.body);
}

/** Replace the artifact of an answer, after a chip was changed. @throws AppError not_found. */
export async function replaceArtifact(
  db: Database,
  owner: ChatOwner,
  target: { chatId: string; messageId: string; artifact: Artifact },
): Promise<void> {
  const { chatId, messageId, artifact } = target;
  await db.asWorkspace(owner.workspaceId, async (tx) => {
    const message = await tx.message.findFirst({
      where: { workspaceId: owner.workspaceId, id: messageId, chatId, chat: { userId: owner.userId } },
    });
    if (!message) throw notFound();
    const body = artifact as unknown as Prisma.InputJsonValue;
    await tx.artifact.upsert({
      where: { workspaceId_messageId: { workspaceId: owner.workspaceId, messageId } },
      create: { workspaceId: owner.workspaceId, messageId, body },
      // Computed now, from what is recorded now.
      update: { body, createdAt: new Date() },
    });
  });
}

/** Give a thread another title. @throws AppError not_found. */
export async function renameChat(db: Database, owner: ChatOwner, chat: { id: string; title: string }): Promise<void> {
  const { count } = await db.asWorkspace(owner.workspaceId, (tx) =>
    tx.chat.updateMany({ where: { ...owner, id: chat.id }, data: { title: toTitle(chat.title) } }),
  );
  if (count === 0) throw notFound();
}

/** Delete a thread with its messages and answers. @throws AppError not_found. */
export async function deleteChat(db: Database, owner: ChatOwner, chatId: string): Promise<void> {
  const { count } = await db.asWorkspace(owner.workspaceId, (tx) => tx.chat.deleteMany({ where: { ...owner, id: chatId } }));
  if (count === 0) throw notFound();
}

async function append(tx: TenantTx, key: { workspaceId: string; chatId: string }, message: StoredMessage): Promise<void> {
  const last = await tx.message.aggregate({ where: key, _max: { position: true } });
  await tx.message.create({
    data: {
      ...key,
      id: message.id,
      position: (last._max.position ?? -1) + 1,
      role: message.role,
      parts: message.parts as unknown as Prisma.InputJsonValue,
      meta: message.meta as Prisma.InputJsonValue,
    },
  });
  if (message.artifact) {
    const body = message.artifact as unknown as Prisma.InputJsonValue;
    await tx.artifact.create({ data: { workspaceId: key.workspaceId, messageId: message.id, body } });
  }
  await tx.chat.updateMany({ where: { workspaceId: key.workspaceId, id: key.chatId }, data: { updatedAt: new Date() } });
}

async function truncate(tx: TenantTx, from: { workspaceId: string; chatId: string; fromMessageId: string }): Promise<void> {
  const { workspaceId, chatId, fromMessageId } = from;
  const first = await tx.message.findFirst({ where: { workspaceId, chatId, id: fromMessageId }, select: { position: true } });
  if (first) await tx.message.deleteMany({ where: { workspaceId, chatId, position: { gte: first.position } } });
}

function toSummary(row: { id: string; title: string; createdAt: Date; updatedAt: Date }): ChatSummary {
  return { id: row.id, title: row.title, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

/** One line, cut at a word. */
function toTitle(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= TITLE_LENGTH) return line;
  const cut = line.slice(0, TITLE_LENGTH - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), TITLE_LENGTH / 2)).trimEnd()}…`;
}

function notFound(): AppError {
  return new AppError('not_found', 'This thread does not exist, or it is not yours.', {
    field: 'chatId',
    remedy: 'Open another thread, or start a new one.',
  });
}
