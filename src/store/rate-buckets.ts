import { correct, fullBucket, take, type Bucket, type RateRule } from '@/core/sync/rate-limit';
import type { Database } from './client';

/** Limits of one account, shared by every process that calls it. */
export interface SharedLimiter {
  /** Take points of a limit. @returns how long to wait before sending, in milliseconds. */
  take(bucket: string, cost: number): Promise<number>;
  /** What the vendor says is left. */
  correct(bucket: string, points: number): Promise<void>;
}

/** The limits of an account, kept in the database. A bucket that no rule names is not limited. */
export function sharedLimiter(
  db: Database,
  { account, rules, now }: { account: string; rules: readonly RateRule[]; now: () => Date },
): SharedLimiter {
  const change = async (bucket: string, next: (rule: RateRule, stored: Bucket) => { bucket: Bucket; waitMs: number }): Promise<number> => {
    const rule = rules.find(({ id }) => id === bucket);
    if (!rule) return 0;
    const key = `${account} ${bucket}`;
    return db.shared.$transaction(async (tx) => {
      const full = fullBucket(rule, now().getTime());
      // The row is there and locked after this, whoever was first.
      const rows = await tx.$queryRawUnsafe<{ points: number; at: Date }[]>(
        `INSERT INTO "RateBucket" ("key", "points", "at") VALUES ($1, $2, $3::timestamptz)
ON CONFLICT ("key") DO UPDATE SET "key" = EXCLUDED."key" RETURNING "points", "at"`,
        key,
        full.points,
        new Date(full.at).toISOString(),
      );
      const [row] = rows;
      const { bucket: after, waitMs } = next(rule, row ? { points: row.points, at: row.at.getTime() } : full);
      await tx.rateBucket.update({ where: { key }, data: { points: after.points, at: new Date(after.at) } });
      return waitMs;
    });
  };
  return {
    take: (bucket, cost) => change(bucket, (rule, stored) => take(rule, stored, { cost, now: now().getTime() })),
    correct: async (bucket, points) => {
      await change(bucket, (rule, stored) => ({ bucket: correct(rule, stored, { points, now: now().getTime() }), waitMs: 0 }));
    },
  };
}
