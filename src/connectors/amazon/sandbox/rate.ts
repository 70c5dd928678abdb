import { correct, fullBucket, refill, type Bucket, type RateRule } from '@/core/sync/rate-limit';
import type { SandboxReply } from '../../kit/sandbox/server';
import { LIMITS } from '../limits';

/** How many times the usual an operation may be called: sellers with much business have more. */
export const USUAL = 1;
export const LARGE = 2000;

/** A bucket for each operation. */
export class RateCounter {
  private readonly rules: readonly RateRule[];
  private readonly buckets = new Map<string, Bucket>();

  constructor(times: number) {
    this.rules = LIMITS.map((rule) => ({ ...rule, perSecond: rule.perSecond * times }));
  }

  /** Count a call. @returns the refusal when it is one too many. */
  refuse(operation: string, now: Date): SandboxReply | null {
    const rule = this.ruleOf(operation);
    const at = now.getTime();
    const bucket = refill(rule, this.buckets.get(operation) ?? fullBucket(rule, at), at);
    if (bucket.points < 1) return this.throttled(operation);
    this.buckets.set(operation, correct(rule, bucket, { points: bucket.points - 1, now: at }));
    return null;
  }

  headers(operation: string): Record<string, string> {
    return { 'x-amzn-ratelimit-limit': String(this.ruleOf(operation).perSecond) };
  }

  throttled(operation: string): SandboxReply {
    const errors = [{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.', details: '' }];
    return { status: 429, headers: this.headers(operation), body: { errors } };
  }

  private ruleOf(operation: string): RateRule {
    const rule = this.rules.find(({ id }) => id === operation);
    if (!rule) throw new Error(`no usage plan for ${operation}`);
    return rule;
  }
}
