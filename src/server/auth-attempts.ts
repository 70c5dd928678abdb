/** Ten wrong passwords in a quarter of an hour is more than a person needs and far too few to guess one. */
const MAX_FAILURES = 10;
const WINDOW_MS = 15 * 60_000;
/** Above this many addresses the oldest are forgotten, so that made-up addresses cannot fill the memory. */
const MAX_KEYS = 10_000;

export interface AttemptLimiter {
  isBlocked(key: string, nowMs: number): boolean;
  fail(key: string, nowMs: number): void;
  clear(key: string): void;
}

/** Counts failed sign-ins per key within this process. */
export function createAttemptLimiter(): AttemptLimiter {
  const failures = new Map<string, number[]>();
  const recent = (key: string, nowMs: number): number[] => (failures.get(key) ?? []).filter((at) => nowMs - at < WINDOW_MS);
  return {
    isBlocked: (key, nowMs) => recent(key, nowMs).length >= MAX_FAILURES,
    fail: (key, nowMs) => {
      const list = [...recent(key, nowMs), nowMs];
      failures.delete(key);
      failures.set(key, list);
      const oldest = failures.size > MAX_KEYS ? failures.keys().next().value : undefined;
      if (oldest !== undefined) failures.delete(oldest);
    },
    clear: (key) => {
      failures.delete(key);
    },
  };
}
