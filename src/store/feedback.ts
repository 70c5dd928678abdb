import type { Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { ChatOwner } from './chats';
import type { Database } from './client';

export interface GivenFeedback {
  verdict: 'up' | 'down';
  reason: string;
}

/** A down-voted answer with everything needed to ask it again. */
export interface DownVote {
  messageId: string;
  question: string;
  /** Questions asked before it in the thread. */
  history: string[];
  reason: string;
  kind: Artifact['kind'] | null;
  toolCalls: { tool: string; input: unknown }[];
  model: string | null;
  /** Instant (ISO) of the verdict. */
  at: string;
}

/**
 * Keep what a person says about an answer of their thread; null takes it back.
 * @throws AppError not_found when the answer is not in a thread of theirs.
 */
export async function saveFeedback(
  db: Database,
  owner: ChatOwner,
  given: { chatId: string; messageId: string; feedback: GivenFeedback | null },
): Promise<void> {
  const { workspaceId, userId } = owner;
  const { chatId, messageId, feedback } = given;
  await db.asWorkspace(workspaceId, async (tx) => {
    const message = await tx.message.findFirst({ where: { workspaceId, id: messageId, chatId, role: 'assistant', chat: { userId } } });
    if (!message)
      throw new AppError('not_found', 'This answer is not kept, or it is not in a thread of yours.', {
        field: 'messageId',
        remedy: 'Ask the question again, then rate the new answer.',
      });
    const key = { workspaceId, messageId, userId };
    if (!feedback) await tx.messageFeedback.deleteMany({ where: key });
    else
      await tx.messageFeedback.upsert({
        where: { workspaceId_messageId_userId: key },
        create: { ...key, ...feedback },
        update: { ...feedback, updatedAt: new Date() },
      });
  });
}

/** What a person said about the answers of a thread, by message. */
export async function readFeedback(db: Database, owner: ChatOwner, chatId: string): Promise<Map<string, GivenFeedback>> {
  const { workspaceId, userId } = owner;
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.messageFeedback.findMany({ where: { workspaceId, userId, message: { chatId } } }),
  );
  return new Map(rows.map((row) => [row.messageId, { verdict: row.verdict, reason: row.reason }]));
}

/** Down-voted answers of a workspace, the oldest first. */
export async function listDownVotes(db: Database, workspaceId: string): Promise<DownVote[]> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const rows = await tx.messageFeedback.findMany({
      where: { workspaceId, verdict: 'down' },
      orderBy: { createdAt: 'asc' },
      include: { message: { include: { artifact: true } } },
    });
    const votes: DownVote[] = [];
    for (const { message, reason, updatedAt } of rows) {
      const before = await tx.message.findMany({
        where: { workspaceId, chatId: message.chatId, role: 'user', position: { lt: message.position } },
        orderBy: { position: 'asc' },
      });
      const questions = before.map((entry) => textOf(entry.parts));
      votes.push({
        messageId: message.id,
        question: questions.at(-1) ?? '',
        history: questions.slice(0, -1),
        reason,
        kind: (message.artifact?.body as { kind?: Artifact['kind'] } | undefined)?.kind ?? null,
        toolCalls: toolCallsOf(message.parts),
        model: (message.meta as { model?: string }).model ?? null,
        at: updatedAt.toISOString(),
      });
    }
    return votes;
  });
}

function textOf(parts: unknown): string {
  return (parts as { type: string; text?: string }[])
    .map((part) => (part.type === 'text' ? (part.text ?? '') : ''))
    .join(' ')
    .trim();
}

/** The tool calls of a stored message; how an answer was presented is none. */
function toolCallsOf(parts: unknown): DownVote['toolCalls'] {
  return (parts as { type: string; toolName?: string; input?: unknown }[]).flatMap((part) => {
    const tool = part.type === 'dynamic-tool' ? part.toolName : part.type.startsWith('tool-') ? part.type.slice('tool-'.length) : undefined;
    return tool === undefined || tool === 'presentAnswer' ? [] : [{ tool, input: part.input }];
  });
}
