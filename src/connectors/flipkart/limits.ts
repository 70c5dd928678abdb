import type { RateRule } from '@/core/sync/rate-limit';

export const BUCKET = 'calls';

/** Flipkart names no limit and answers 429 beyond it: this one is ours. */
export const LIMITS: readonly RateRule[] = [{ id: BUCKET, capacity: 10, perSecond: 5 }];
