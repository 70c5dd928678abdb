import type { UIMessage } from 'ai';
import type { Artifact } from '@/core/artifact/artifact';

/** What is known about an answer besides its parts. */
export interface ChatMeta {
  model?: string;
  /** Milliseconds from question to finished answer. */
  ms?: number;
  /** A sentence the person must know: another model answered, a number could not be verified. */
  notice?: string;
}

/** A message of the chat. The artifact travels as one data part with id "artifact", replaced in place as it grows. */
export type ChatMessage = UIMessage<ChatMeta, { artifact: Artifact }>;

export type AnswerStatus = 'answered' | 'clarify' | 'refused';
