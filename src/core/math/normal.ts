/** Chance that a standard normal value is above z. Error below 1.2e-7 of the value (Numerical Recipes 6.2, erfcc). */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const series = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
  ];
  let power = 0;
  for (let i = series.length - 1; i >= 0; i -= 1) power = power * t + series[i]!;
  const tail = 0.5 * t * Math.exp(-x * x + power);
  return z >= 0 ? tail : 1 - tail;
}
