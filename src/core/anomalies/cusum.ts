export interface CusumPoint {
  /** Sums of what exceeds the slack, upwards and downwards, in standard deviations. */
  up: number;
  down: number;
  isAlarm: boolean;
}

export interface CusumOptions {
  mean: number;
  deviation: number;
  /** Slack: half the shift worth finding, in standard deviations. */
  slack?: number;
  /** Sum at which it alarms, in standard deviations. */
  limit?: number;
}

/** Page's cumulative sums (1954): finds small shifts that last. */
export function cusum(values: readonly number[], { mean, deviation, slack = 0.5, limit = 5 }: CusumOptions): CusumPoint[] {
  let up = 0;
  let down = 0;
  return values.map((value) => {
    const z = (value - mean) / deviation;
    up = Math.max(0, up + z - slack);
    down = Math.max(0, down - z - slack);
    return { up, down, isAlarm: up > limit || down > limit };
  });
}
