import { correct, fullBucket, take, type Bucket, type Left, type RateRule } from '@/core/sync/rate-limit';
import type { Database } from './client';

/** Limits of one account, shared by every process that calls it. */
export interface SharedLimiter {
  /** Take points of a limit. @returns how long to wait before sending, in milliseconds; beyond the longest wait nothing is taken. */
  take(bucket: string, cost: number): Promise<number>;
  /** What the vendor says is left, and how large the bucket is. */
  correct(bucket: string, left: Left): Promise<void>;
}

interface Stored extends Bucket {
  rule: RateRule;
}

/** The limits of an account, kept in the database. A bucket that no rule names is not limited. */
export function sharedLimiter(
  db: Database,
  {
    account,
    rules,
    now,
    longestWaitMs = Infinity,
  }: { account: string; rules: readonly RateRule[]; now: () => Date; longestWaitMs?: number },
): SharedLimiter {
  const change = async (bucket: string, next: (stored: Stored) => { stored: Stored; waitMs: number }): Promise<number> => {
    const rule = rules.find(({ id }) => id === bucket);
    if (!rule) return 0;
    const key = `${account} ${bucket}`;
    return db.shared.$transaction(async (tx) => {
      const full = fullBucket(rule, now().getTime());
      // The row is there and locked after this, whoever was first.
      const rows = await tx.$queryRawUnsafe<{ points: number; at: Date; capacity: number; perSecond: number }[]>(
        `INSERT INTO "RateBucket" ("key", "points", "at", "capacity", "perSecond") VALUES ($1, $2, $3::timestamptz, $4, $5)
ON CONFLICT ("key") DO UPDATE SET "key" = EXCLUDED."key" RETURNING "points", "at", "capacity", "perSecond"`,
        key,
        full.points,
        new Date(full.at).toISOString(),
        rule.capacity,
        rule.perSecond,
      );
      const [row] = rows;
      const before = row
        ? { points: row.points, at: row.at.getTime(), rule: { id: bucket, capacity: row.capacity, perSecond: row.perSecond } }
        : { ...full, rule };
      const { stored, waitMs } = next(before);
      const { capacity, perSecond } = stored.rule;
      await tx.rateBucket.update({ where: { key }, data: { points: stored.points, at: new Date(stored.at), capacity, perSecond } });
      return waitMs;
    });
  };
  return {
    take: (bucket, cost) =>
      change(bucket, ({ rule, ...held }) => {
        const taken = take(rule, held, { cost, now: now().getTime() });
        const isTooLong = taken.waitMs > longestWaitMs;
        return { stored: { ...(isTooLong ? held : taken.bucket), rule }, waitMs: taken.waitMs };
      }),
    correct: async (bucket, { points, capacity, perSecond }) => {
      await change(bucket, ({ rule, ...held }) => {
        const own = { id: bucket, capacity: capacity ?? rule.capacity, perSecond: perSecond ?? rule.perSecond };
        // A larger plan fills what our reckoning of a smaller one had not.
        const isLarger = own.perSecond > rule.perSecond;
        const corrected = isLarger ? { points, at: now().getTime() } : correct(own, held, { points, now: now().getTime() });
        return { stored: { ...corrected, rule: own }, waitMs: 0 };
      });
    },
  };
}
