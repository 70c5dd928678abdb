/** A figure of the benchmark. */
export interface Line {
  name: string;
  value: number;
  unit: string;
  /** What it should be, like ">= 0.97"; printed beside it with whether it is met. */
  reach?: string;
}

export const round = (value: number): number => Math.round(value * 100) / 100;

/** Four digits: shares, where a hundredth says too little. */
export const fine = (value: number): number => Number(value.toFixed(4));

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '>=': (value, bound) => value >= bound,
  '<=': (value, bound) => value <= bound,
  '<': (value, bound) => value < bound,
  '>': (value, bound) => value > bound,
  '=': (value, bound) => value === bound,
};

/** Whether a line does what it should; null without a reach. @throws RangeError when the reach is not like ">= 0.97". */
export function isMet({ value, reach }: Line): boolean | null {
  if (reach === undefined) return null;
  const [, sign = '', limit = ''] = /^(\S+) ([\d.,]+)/.exec(reach) ?? [];
  const compare = COMPARISONS[sign];
  if (!compare) throw new RangeError(`not a reach: ${reach}`);
  return compare(value, Number(limit.replaceAll(',', '')));
}

/** A line as it is printed. */
export function printLine(line: Line): string {
  const met = isMet(line);
  const figure = `${line.name.padEnd(84)} ${String(line.value).padStart(10)} ${line.unit}`;
  return met === null ? figure : `${figure.padEnd(108)} ${line.reach} ${met ? 'met' : 'NOT MET'}`;
}

/** Median and 95th percentile. */
export function quantiles(name: string, times: number[]): Line[] {
  times.sort((a, b) => a - b);
  return [0.5, 0.95].map((share) => ({
    name: `${name}, p${share * 100}`,
    value: times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0,
    unit: 'ms',
  }));
}
