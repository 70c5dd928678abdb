export interface BackoffRule {
  /** Requests for one answer, the first included. */
  attempts: number;
  /** Longest wait before the second request, in milliseconds; it doubles with each further one. */
  baseMs: number;
  /** No wait is longer, unless the vendor asks for it. */
  capMs: number;
}

/** Six attempts within about half a minute: longer faults are left to the next run. */
export const REQUEST_BACKOFF: BackoffRule = { attempts: 6, baseMs: 500, capMs: 15_000 };

/**
 * Wait before a request is repeated: exponential with full jitter (Brooker, "Exponential Backoff And Jitter", 2015), or
 * what the vendor asked for when that is longer.
 * @param attempt requests made so far, 1 after the first.
 * @param random a number from 0 to 1.
 * @returns milliseconds, or null when it should not be repeated any more.
 */
export function backoffMs(
  rule: BackoffRule,
  { attempt, random, afterMs = 0 }: { attempt: number; random: number; afterMs?: number },
): number | null {
  if (attempt >= rule.attempts) return null;
  const most = Math.min(rule.capMs, rule.baseMs * 2 ** (attempt - 1));
  return Math.max(Math.round(random * most), afterMs);
}
