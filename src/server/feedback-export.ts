import type { AnswerStatus } from '@/agent/chat-message';
import type { Workspace } from '@/core/model/workspace';
import type { Database } from '@/store/client';
import { listDownVotes, type DownVote } from '@/store/feedback';

/** A down-voted answer as a case for the evals: somebody has to say what was expected. */
interface DraftCase {
  id: string;
  question: string;
  history: string[];
  /** Workspace the question was asked in. */
  data: string;
  expected: null;
  reason: string;
  /** How the answer ended; null when only its text is kept. */
  status: AnswerStatus | null;
  toolCalls: DownVote['toolCalls'];
  model: string | null;
  at: string;
}

const STATUS = { answer: 'answered', clarify: 'clarify', refusal: 'refused' } as const;

/** Down-voted answers of a workspace as JSON lines; '' when there are none. */
export async function exportFeedback(db: Database, workspace: Workspace): Promise<string> {
  const cases = (await listDownVotes(db, workspace.id)).map((vote): DraftCase => ({
    id: `feedback-${vote.messageId}`,
    question: vote.question,
    history: vote.history,
    data: workspace.slug,
    expected: null,
    reason: vote.reason,
    status: vote.kind && STATUS[vote.kind],
    toolCalls: vote.toolCalls,
    model: vote.model,
    at: vote.at,
  }));
  return cases.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
