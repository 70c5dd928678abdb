interface Sleeper {
  at: number;
  wake(): void;
}

/**
 * Time that passes when nobody has anything to do: whoever sleeps is woken in the order of their moments. Everything that
 * runs on it must wait through `sleep` alone.
 */
export class VirtualTime {
  private ms: number;
  private readonly sleepers: Sleeper[] = [];

  constructor(at: string) {
    this.ms = Date.parse(at);
  }

  readonly now = (): Date => new Date(this.ms);

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = { at: this.ms + Math.max(0, ms), wake: resolve };
      // Kept in order; equal moments in the order of coming.
      const index = this.sleepers.findLastIndex(({ at }) => at <= sleeper.at);
      this.sleepers.splice(index + 1, 0, sleeper);
    });

  /** Let time pass until a moment. */
  async runUntil(end: Date): Promise<void> {
    for (;;) {
      // All that can go on without time does so first.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      const next = this.sleepers[0];
      if (!next || next.at > end.getTime()) break;
      this.sleepers.shift();
      this.ms = Math.max(this.ms, next.at);
      next.wake();
    }
    this.ms = Math.max(this.ms, end.getTime());
  }
}
