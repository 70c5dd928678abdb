import { addDays, type Day } from '@/core/model/calendar';
import type { RateQuote } from '@/core/model/rates';
import { HISTORY_DAYS } from './season';
import { seededRandom } from '@/core/math/random';

export const DEMO_RATE_SOURCE = 'demo rates (synthetic)';

/** Level each rate keeps coming back to, and its usual daily move as a share. */
const LEVELS: readonly { quote: string; level: number; move: number }[] = [
  { quote: 'USD', level: 1.09, move: 0.0045 },
  { quote: 'GBP', level: 0.855, move: 0.0035 },
  { quote: 'INR', level: 91.5, move: 0.0045 },
];

/** How much of its distance to the level a rate covers in a day. */
const PULL = 0.015;
/** A rate is known for some days before the first order, so that every day of the demo has one. */
const LEAD_DAYS = 15;

/** Invented but plausible daily rates against the euro for the whole demo period: a walk that returns to a level. */
export function demoRates(today: Day): RateQuote[] {
  const first = addDays(today, -HISTORY_DAYS - LEAD_DAYS);
  return LEVELS.flatMap(({ quote, level, move }, index) => {
    const random = seededRandom(7_000 + index);
    let rate = level;
    return Array.from({ length: HISTORY_DAYS + LEAD_DAYS + 2 }, (_, age): RateQuote => {
      // The sum of three draws is close enough to a bell curve for a demo.
      const shock = (random() + random() + random() - 1.5) * 2 * move;
      rate += rate * shock + (level - rate) * PULL;
      return { quote, day: addDays(first, age), rate: rate.toFixed(quote === 'INR' ? 4 : 5) };
    });
  });
}
