import { AppError } from '@/core/errors';
import type { RateRule } from '@/core/sync/rate-limit';
import { retryAfterMs, type HttpAnswer, type Verdict } from '../kit/http';
import { TITLE } from './auth';

export const BUCKET = 'calls';

/** Half of the smallest limit there is, five calls a second: a burst and what follows it fit into one second. */
export const LIMITS: readonly RateRule[] = [{ id: BUCKET, capacity: 2, perSecond: 2.5 }];

/** Longer waits are those for the calls of the day, which come back hour by hour: the sync goes on later. */
const LONG_MS = 60_000;

/**
 * Etsy counts calls of a second and of the last 24 hours, and tells both with every answer. What was asked for by its id
 * and is gone is an answer as well.
 */
export function judge({ status, headers }: HttpAnswer): Verdict | null {
  if (status === 404) return { kind: 'ok' };
  if (status === 429) {
    const afterMs = retryAfterMs(headers);
    return afterMs > LONG_MS ? { kind: 'failed', error: dayIsUsedUp(afterMs) } : { kind: 'throttled', afterMs };
  }
  if (status >= 400) return null;
  const [limit, second, day] = ['x-limit-per-second', 'x-remaining-this-second', 'x-remaining-today'].map((name) =>
    numberOf(headers.get(name)),
  );
  if (!limit || second == null || day == null) return null;
  return {
    kind: 'ok',
    left: { bucket: BUCKET, points: Math.min(second, day), capacity: Math.max(1, Math.floor(limit / 2)), perSecond: limit / 2 },
  };
}

const numberOf = (text: string | null): number | null => (text !== null && /^\d+$/.test(text) ? Number(text) : null);

const dayIsUsedUp = (afterMs: number): AppError =>
  new AppError('source_throttled', `${TITLE} answers no more of today's questions.`, {
    retry: { afterMs },
    remedy: 'Nothing is lost: it goes on by itself.',
  });
