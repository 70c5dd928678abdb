/** A figure of the benchmark. */
export interface Line {
  name: string;
  value: number;
  unit: string;
}

export const round = (value: number): number => Math.round(value * 100) / 100;

/** Median and 95th percentile. */
export function quantiles(name: string, times: number[]): Line[] {
  times.sort((a, b) => a - b);
  return [0.5, 0.95].map((share) => ({
    name: `${name}, p${share * 100}`,
    value: times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0,
    unit: 'ms',
  }));
}
