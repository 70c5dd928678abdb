import type { UIMessageChunk } from 'ai';
import { v7 as uuidv7 } from 'uuid';
import { getChatOrThrow, saveAnswer, saveQuestion, type ChatOwner, type StoredMessage } from '@/store/chats';
import type { Workspace } from '@/core/model/workspace';
import type { ChatMessage, ChatMeta, Feedback } from '@/agent/chat-message';
import type { Container } from './container';

/** Stored messages as the chat shows them: the artifact becomes the data part it was streamed as. */
export function toChatMessages(stored: readonly StoredMessage[], feedback: ReadonlyMap<string, Feedback> = new Map()): ChatMessage[] {
  return stored.map((message) => ({
    id: message.id,
    role: message.role,
    metadata: { ...message.meta, ...(feedback.has(message.id) ? { feedback: feedback.get(message.id) } : {}) } as ChatMeta,
    parts: [
      ...(message.parts as ChatMessage['parts']),
      ...(message.artifact ? [{ type: 'data-artifact' as const, id: 'artifact', data: message.artifact }] : []),
    ],
  }));
}

export interface Question {
  workspace: Workspace;
  userId: string;
  /** The person's role; absent: nobody who could change anything. */
  role?: string | undefined;
  chatId: string;
  messageId: string;
  text: string;
  /** The earlier question this one takes the place of, when it is another message. */
  replaces?: string | undefined;
  abortSignal: AbortSignal;
}

/**
 * Save a question, answer it as a stream and save the answer when it is whole. A failed or stopped answer leaves the
 * question, so that it can be asked again.
 * @throws AppError not_found when the thread is another person's.
 */
export async function askInThread(container: Container, question: Question): Promise<ReadableStream<UIMessageChunk>> {
  const { workspace, userId, role, chatId, messageId, text, replaces, abortSignal } = question;
  const owner: ChatOwner = { workspaceId: workspace.id, userId };
  await saveQuestion(container.db, owner, { chatId, messageId, text, replaces });
  const { messages } = await getChatOrThrow(container.db, owner, chatId);
  const answerId = uuidv7();
  const stream = container.answers.streamAnswer({
    workspace,
    ...(role === undefined ? {} : { actor: { userId, role } }),
    messages: toChatMessages(messages),
    abortSignal,
    onFinish: async ({ message, artifact, status, model, ms }) => {
      const parts = message.parts.filter((part) => part.type !== 'data-artifact');
      const meta = { ...message.metadata, status, model, ms };
      await saveAnswer(container.db, owner, {
        chatId,
        afterMessageId: messageId,
        message: { id: answerId, role: 'assistant', parts, meta, artifact },
      }).catch((error: unknown) => {
        // The person has the answer on the screen; losing its copy must not turn it into a failure.
        container.logger.error({ err: error, workspaceId: workspace.id, chatId }, 'an answer could not be saved');
      });
    },
  });
  return stream.pipeThrough(nameAnswer(answerId));
}

/** The client must know an answer under the id it is stored with: a chip changed later refers to it. */
function nameAnswer(id: string): TransformStream<UIMessageChunk, UIMessageChunk> {
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.type === 'start' ? { ...chunk, messageId: id } : chunk);
    },
  });
}
