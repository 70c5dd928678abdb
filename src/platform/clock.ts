/** The clock is injected everywhere, so that "last month" can be tested. */
export interface Clock {
  now(): Date;
}

/** The machine's clock, or one that stands at `fixed` (SHOPIQ_NOW) for demos and tests. */
export function createClock(fixed?: string): Clock {
  if (fixed === undefined) return { now: () => new Date() };
  const at = Date.parse(fixed);
  return { now: () => new Date(at) };
}
