import { alertDecision } from './alert';
import type { DecideContext, Decision } from './decide';
import { digestDecision } from './digest';
import { pinDecision } from './pin';

/**
 * What is to be done rather than told: an answer kept, something sent regularly, somebody told of a limit. Null when
 * nothing of it is asked.
 * @param decide reads a part of the request as a question of its own.
 */
export async function requestDecision(
  question: string,
  { lexicon, time, decide }: Pick<DecideContext, 'lexicon' | 'time'> & { decide(question: string): Promise<Decision> },
): Promise<Decision | null> {
  return (
    pinDecision(question, lexicon) ??
    (await digestDecision(question, { lexicon, decide })) ??
    (await alertDecision(question, { lexicon, time, decide }))
  );
}
