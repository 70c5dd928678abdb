/** A vendor's limit: a bucket that holds so many points and fills up again at a steady rate. */
export interface RateRule {
  /** Names the bucket within an account: one per operation where the vendor counts them apart. */
  id: string;
  capacity: number;
  perSecond: number;
}

/** What a vendor says of a bucket: how much is left, and how large it is for this account where that depends on its plan. */
export interface Left {
  points: number;
  capacity?: number;
  perSecond?: number;
}

/** A bucket as it stood at a moment. */
export interface Bucket {
  points: number;
  /** Epoch milliseconds. */
  at: number;
}

export const fullBucket = (rule: RateRule, at: number): Bucket => ({ points: rule.capacity, at });

/** The bucket at a later moment. A clock that was set back takes nothing away. */
export function refill(rule: RateRule, bucket: Bucket, now: number): Bucket {
  const seconds = Math.max(0, now - bucket.at) / 1000;
  return { points: Math.min(rule.capacity, bucket.points + seconds * rule.perSecond), at: Math.max(now, bucket.at) };
}

/**
 * Take points for a request. Points may go below zero: whoever comes next waits longer, so that callers are served in
 * their order and none waits for a full bucket for ever. A cost beyond the capacity waits as if it were the capacity.
 * @returns the bucket after it, and how long the caller must wait before sending, in milliseconds.
 */
export function take(rule: RateRule, bucket: Bucket, { cost, now }: { cost: number; now: number }): { bucket: Bucket; waitMs: number } {
  const filled = refill(rule, bucket, now);
  const points = filled.points - Math.min(cost, rule.capacity);
  return { bucket: { points, at: filled.at }, waitMs: points >= 0 ? 0 : Math.ceil((-points / rule.perSecond) * 1000) };
}

/** What the vendor says is left counts for more than our own reckoning, unless requests of ours are still on their way. */
export function correct(rule: RateRule, bucket: Bucket, { points, now }: { points: number; now: number }): Bucket {
  return { points: Math.min(points, refill(rule, bucket, now).points), at: now };
}
