/** Roberts 1959: weight of the newest value, and width of the limits in standard deviations. */
export interface EwmaOptions {
  mean: number;
  deviation: number;
  weight?: number;
  width?: number;
}

export interface EwmaPoint {
  value: number;
  upper: number;
  lower: number;
  isAlarm: boolean;
}

/** Exponentially weighted moving average with its control limits, which widen to their final size as values come in. */
export function ewma(values: readonly number[], { mean, deviation, weight = 0.2, width = 3 }: EwmaOptions): EwmaPoint[] {
  let average = mean;
  return values.map((value, index) => {
    average = weight * value + (1 - weight) * average;
    const reach = width * deviation * Math.sqrt((weight / (2 - weight)) * (1 - (1 - weight) ** (2 * (index + 1))));
    return { value: average, upper: mean + reach, lower: mean - reach, isAlarm: Math.abs(average - mean) > reach };
  });
}
