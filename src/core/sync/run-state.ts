import type { AppError } from '@/core/errors';

/** States of a run. A run that stops beating is lost, and another takes over where its last page was kept. */
const RUN_STATES = ['running', 'done', 'paused', 'failed', 'lost'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Legal transitions. What is not here never happens. */
const TRANSITIONS: Readonly<Record<RunState, readonly RunState[]>> = {
  running: ['done', 'paused', 'failed', 'lost'],
  done: [],
  // Out of time: the next run goes on.
  paused: [],
  failed: [],
  // The worker that was thought dead came back: it may only say how it ended.
  lost: [],
};

/** States from which a run may come to another one. */
export function statesBefore(next: RunState): RunState[] {
  return RUN_STATES.filter((state) => TRANSITIONS[state].includes(next));
}

/** What an error means for the connection. */
export type Outcome = { kind: 'retry'; afterMs: number } | { kind: 'reconnect' } | { kind: 'partial' };

const MINUTE_MS = 60_000;
/** The longest wait between two tries of a connection that fails. */
const MOST_MS = 6 * 60 * MINUTE_MS;

/**
 * When a connection that failed is tried again: after a minute, doubling with each further failure up to six hours, or
 * when the vendor said. A permission that was taken back is not tried again: the seller has to act. Where one stream alone
 * is not permitted or not understood, the others go on as ever.
 */
export function outcomeOf(error: AppError, failures: number): Outcome {
  if (error.code === 'authorization_lost') return { kind: 'reconnect' };
  if (error.code === 'scope_missing' || error.code === 'source_changed') return { kind: 'partial' };
  const waitMs = Math.min(MOST_MS, MINUTE_MS * 2 ** Math.max(0, failures - 1));
  return { kind: 'retry', afterMs: Math.max(waitMs, typeof error.retry === 'object' ? error.retry.afterMs : 0) };
}
