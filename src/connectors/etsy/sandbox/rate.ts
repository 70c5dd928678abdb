import type { SandboxReply } from '../../kit/sandbox/server';

/** Calls an app may make. */
export interface Plan {
  perSecond: number;
  perDay: number;
}

/** What a new app has. */
export const NEW_APP: Plan = { perSecond: 10, perDay: 10_000 };
/** What an app has that was given more, as the documentation shows. */
export const LARGE_APP: Plan = { perSecond: 150, perDay: 100_000 };

/** Calls of the second and of the last day. */
export class RateCounter {
  private readonly plan: Plan;
  private second = { at: 0, calls: 0 };
  private day: number[] = [];

  constructor(plan: Plan) {
    this.plan = plan;
  }

  /** Count a call. @returns the refusal when it is one too many. */
  refuse(now: Date): SandboxReply | null {
    const at = Math.floor(now.getTime() / 1000);
    if (at !== this.second.at) this.second = { at, calls: 0 };
    while ((this.day[0] ?? at) < at - 86_400) this.day.shift();
    if (this.day.length >= this.plan.perDay) return tooMany((this.day[0] ?? at) + 86_400 - at);
    if (this.second.calls >= this.plan.perSecond) return tooMany(1);
    this.second.calls += 1;
    this.day.push(at);
    return null;
  }

  headers(): Record<string, string> {
    const { perSecond, perDay } = this.plan;
    return {
      'x-limit-per-second': String(perSecond),
      'x-remaining-this-second': String(perSecond - this.second.calls),
      'x-limit-per-day': String(perDay),
      'x-remaining-today': String(perDay - this.day.length),
    };
  }
}

export const tooMany = (seconds: number): SandboxReply => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { error: 'Exceeded rate limit' },
});
