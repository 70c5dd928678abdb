import type { UIMessageChunk } from 'ai';
import { v7 as uuidv7 } from 'uuid';
import type { Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { Actor } from '@/core/model/actor';
import type { Workspace } from '@/core/model/workspace';
import { decideApprovals, replaceAnswer } from '@/store/approvals';
import { getChatOrThrow, saveAnswer, saveQuestion, type ChatOwner, type StoredMessage } from '@/store/chats';
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
  /** What the person may do in the workspace. */
  role: string;
  chatId: string;
  messageId: string;
  text: string;
  /** The earlier question this one takes the place of, when it is another message. */
  replaces?: string | undefined;
  abortSignal: AbortSignal;
}

/** What answering in threads needs. */
export type ThreadDeps = Pick<Container, 'db' | 'answers' | 'logger'>;

/** An answer as it was kept. */
export interface ThreadAnswer {
  chatId: string;
  messageId: string;
  artifact: Artifact;
  parts: ChatMessage['parts'];
  notice?: string | undefined;
}

/**
 * Save a question, answer it as a stream and save the answer when it is whole. A failed or stopped answer leaves the
 * question, so that it can be asked again.
 * @throws AppError not_found when the thread is another person's.
 */
export async function askInThread(deps: ThreadDeps, question: Question): Promise<ReadableStream<UIMessageChunk>> {
  return (await openAnswer(deps, question)).stream;
}

/** The same without a person watching: the whole answer. @throws AppError what made it fail, too. */
export async function answerInThread(deps: ThreadDeps, question: Question): Promise<ThreadAnswer> {
  return wholeAnswer(await openAnswer(deps, question));
}

interface OpenAnswer {
  stream: ReadableStream<UIMessageChunk>;
  /** Null until the stream has ended. */
  answer(): ThreadAnswer | null;
}

async function openAnswer(deps: ThreadDeps, question: Question): Promise<OpenAnswer> {
  const { workspace, userId, role, chatId, messageId, text, replaces, abortSignal } = question;
  const owner: ChatOwner = { workspaceId: workspace.id, userId };
  await saveQuestion(deps.db, owner, { chatId, messageId, text, replaces });
  const { messages } = await getChatOrThrow(deps.db, owner, chatId);
  const answerId = uuidv7();
  const save = (message: StoredMessage): Promise<void> => saveAnswer(deps.db, owner, { chatId, afterMessageId: messageId, message });
  const opened = answerMessages(deps, { workspace, actor: { userId, role }, chatId, messages, answerId, abortSignal, save });
  return { ...opened, stream: opened.stream.pipeThrough(nameAnswer(answerId)) };
}

export interface Decision {
  workspace: Workspace;
  userId: string;
  role: string;
  chatId: string;
  /** The answer that waits for its person. */
  messageId: string;
  isApproved: boolean;
  abortSignal: AbortSignal;
}

/**
 * Approve or decline what an answer waits to change, and go on with that answer. A decision is kept before anything is
 * done, so that nothing is done twice.
 * @throws AppError forbidden for a viewer, not_found when the thread is another person's, conflict when it was decided already.
 */
export async function decideInThread(deps: ThreadDeps, decision: Decision): Promise<ThreadAnswer> {
  const { workspace, userId, role, chatId, messageId, isApproved, abortSignal } = decision;
  if (isApproved && role === 'viewer')
    throw new AppError('forbidden', 'Your role here is viewer: you can look, not change.', { remedy: 'Ask an owner of the workspace.' });
  const owner: ChatOwner = { workspaceId: workspace.id, userId };
  await decideApprovals(deps.db, owner, { chatId, messageId, isApproved });
  const { messages } = await getChatOrThrow(deps.db, owner, chatId);
  const save = (message: StoredMessage): Promise<void> => replaceAnswer(deps.db, owner, { chatId, message });
  return wholeAnswer(
    answerMessages(deps, { workspace, actor: { userId, role }, chatId, messages, answerId: messageId, abortSignal, save }),
  );
}

interface Answering {
  workspace: Workspace;
  actor: Actor;
  chatId: string;
  messages: readonly StoredMessage[];
  answerId: string;
  abortSignal: AbortSignal;
  save(message: StoredMessage): Promise<void>;
}

function answerMessages(deps: ThreadDeps, answering: Answering): OpenAnswer {
  const { workspace, actor, chatId, messages, answerId, abortSignal, save } = answering;
  let kept: ThreadAnswer | null = null;
  const stream = deps.answers.streamAnswer({
    workspace,
    actor,
    messages: toChatMessages(messages),
    abortSignal,
    onFinish: async ({ message, artifact, status, model, ms, notice }) => {
      const parts = message.parts.filter((part) => part.type !== 'data-artifact');
      const meta = { ...message.metadata, status, model, ms };
      kept = { chatId, messageId: answerId, artifact, parts, notice };
      await save({ id: answerId, role: 'assistant', parts, meta, artifact }).catch((error: unknown) => {
        // The person has the answer on the screen; losing its copy must not turn it into a failure.
        deps.logger.error({ err: error, workspaceId: workspace.id, chatId }, 'an answer could not be saved');
      });
    },
  });
  return { stream, answer: () => kept };
}

async function wholeAnswer({ stream, answer }: OpenAnswer): Promise<ThreadAnswer> {
  let failure = 'The answer could not be finished.';
  for await (const chunk of stream) if (chunk.type === 'error') failure = chunk.errorText;
  const whole = answer();
  if (whole) return whole;
  throw new AppError('internal', failure);
}

/** The client must know an answer under the id it is stored with: a chip changed later refers to it. */
function nameAnswer(id: string): TransformStream<UIMessageChunk, UIMessageChunk> {
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.type === 'start' ? { ...chunk, messageId: id } : chunk);
    },
  });
}
