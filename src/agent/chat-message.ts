import type { UIMessage } from 'ai';
import type { Artifact } from '@/core/artifact/artifact';
import type { Confirmation } from '@/tools/kit';
import type { ShownUsage } from './usage';

/** What is known about an answer besides its parts. */
export interface ChatMeta {
  model?: string;
  /** Milliseconds from question to finished answer. */
  ms?: number;
  /** A sentence the person must know: another model answered, a sentence was left out, a budget is used up. */
  notice?: string;
  /** Tokens and cost; absent for the built-in analyst, which costs nothing. */
  usage?: ShownUsage;
  /** What this person said about the answer. */
  feedback?: Feedback;
  /** The card of it on this person's dashboard. */
  pinId?: string;
}

/** A person's verdict on an answer. */
export interface Feedback {
  verdict: 'up' | 'down';
  reason: string;
}

/** Accounts that are read again before a question is answered. */
export interface RefreshNote {
  state: 'running' | 'done';
  /** Names of the accounts. */
  accounts: string[];
}

/** What an answer waits to change, until the person has agreed or not. */
export interface PendingChange extends Confirmation {
  tool: string;
}

/**
 * A message of the chat. The artifact travels as one data part with id "artifact", replaced in place as it grows, and so
 * does the note of what is being read again.
 */
export type ChatMessage = UIMessage<ChatMeta, { artifact: Artifact; refresh: RefreshNote; change: PendingChange }>;

export type AnswerStatus = 'answered' | 'clarify' | 'refused';
