import type { Database, Prisma } from './client';

/** A message as it is kept: id, who said it, its parts. */
export interface ThreadMessage {
  id: string;
  role: 'user' | 'assistant';
  parts: readonly object[];
}

const TITLE_LENGTH = 80;

/** Messages of a command-line thread in order; none when it is new. */
export async function readThread(db: Database, workspaceId: string, threadId: string): Promise<ThreadMessage[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.message.findMany({ where: { workspaceId, chatId: threadId, chat: { userId: null } }, orderBy: { position: 'asc' } }),
  );
  return rows.map((row) => ({ id: row.id, role: row.role, parts: row.parts as object[] }));
}

/** Keep a question and its answer at the end of a command-line thread, creating it when new. */
export async function appendToThread(
  db: Database,
  workspaceId: string,
  entry: { threadId: string; title: string; messages: readonly ThreadMessage[] },
): Promise<void> {
  const { threadId } = entry;
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.chat.upsert({
      where: { workspaceId_id: { workspaceId, id: threadId } },
      create: { workspaceId, id: threadId, title: entry.title.slice(0, TITLE_LENGTH) },
      update: { updatedAt: new Date() },
    });
    const from = await tx.message.count({ where: { workspaceId, chatId: threadId } });
    await tx.message.createMany({
      data: entry.messages.map((message, index) => ({
        workspaceId,
        id: message.id,
        chatId: threadId,
        position: from + index,
        role: message.role,
        parts: message.parts as unknown as Prisma.InputJsonValue,
      })),
    });
  });
}
