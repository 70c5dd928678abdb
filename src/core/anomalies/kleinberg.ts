import { logChoose } from '../math/log-gamma';

export interface Burst {
  /** First and last period, both included. */
  from: number;
  to: number;
  /** How much cheaper the burst state explains these periods than the base state: the larger, the clearer. */
  weight: number;
}

export interface KleinbergResult {
  /** 1 where the period belongs to a burst. */
  states: Uint8Array;
  /** Share of relevant events in the base and the burst state. */
  rates: [number, number];
  bursts: Burst[];
}

/** A share of one would cost infinitely much on the first miss. */
const MAX_RATE = 0.9999;

/**
 * Kleinberg's two-state bursts for batches (2003, section 4): `relevant` of `totals` events in each period. The burst state
 * expects `factor` times the overall share; entering it costs gamma * ln(periods), leaving it nothing. Viterbi, linear time.
 */
export function kleinbergBursts(
  relevant: readonly number[],
  totals: readonly number[],
  { factor = 2, gamma = 1 }: { factor?: number; gamma?: number } = {},
): KleinbergResult {
  const periods = relevant.length;
  const allTotals = totals.reduce((sum, value) => sum + value, 0);
  const base = allTotals === 0 ? 0 : relevant.reduce((sum, value) => sum + value, 0) / allTotals;
  const rates: [number, number] = [base, Math.min(MAX_RATE, base * factor)];
  const states = new Uint8Array(periods);
  if (base <= 0 || base >= MAX_RATE) return { states, rates, bursts: [] };
  const cost = (state: 0 | 1, period: number): number => {
    const hits = relevant[period] ?? 0;
    const misses = (totals[period] ?? 0) - hits;
    return -(logChoose(hits + misses, hits) + hits * Math.log(rates[state]) + misses * Math.log1p(-rates[state]));
  };
  const entry = gamma * Math.log(periods);
  const cameFromBurst = [new Uint8Array(periods), new Uint8Array(periods)] as const;
  let calm = 0;
  let burst = Infinity;
  for (let period = 0; period < periods; period += 1) {
    cameFromBurst[0][period] = burst < calm ? 1 : 0;
    cameFromBurst[1][period] = burst <= calm + entry ? 1 : 0;
    const nextCalm = Math.min(calm, burst) + cost(0, period);
    burst = Math.min(calm + entry, burst) + cost(1, period);
    calm = nextCalm;
  }
  let state: 0 | 1 = burst < calm ? 1 : 0;
  for (let period = periods - 1; period >= 0; period -= 1) {
    states[period] = state;
    state = cameFromBurst[state][period] === 1 ? 1 : 0;
  }
  return { states, rates, bursts: burstsOf(states, (period) => cost(0, period) - cost(1, period)) };
}

function burstsOf(states: Uint8Array, gain: (period: number) => number): Burst[] {
  const bursts: Burst[] = [];
  for (let period = 0; period < states.length; period += 1) {
    if (states[period] === 0) continue;
    const last = bursts.at(-1);
    if (last && last.to === period - 1) {
      last.to = period;
      last.weight += gain(period);
    } else bursts.push({ from: period, to: period, weight: gain(period) });
  }
  return bursts;
}
