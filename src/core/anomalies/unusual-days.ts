import { hodgesLehmann, MAD_SCALE, median } from '../math/median';

/** Trading days looked back on, days whose median is the level, and days to each side when the trend is taken out. */
export const WINDOW = 56;
export const LEVEL_WINDOW = 14;
const TREND_REACH = 6;
/**
 * |z| from which a day is an alarm. The scale is that of the errors a day ahead, which is wider than the scatter around a
 * centred level; with it 3.1 finds what 3.5 does with the narrower one, at fewer alarms (docs/algorithms/bursts-and-anomalies.md).
 */
export const ALARM_Z = 3.1;
/** Below this many trading days of history nothing is said. */
export const MIN_HISTORY = 28;
/** Least spread of the logarithm: days that hardly vary must not make every change a wonder. */
const MIN_SPREAD = 0.02;

export interface DayValue {
  /** Days since 1970-01-01 in the shop's own time. */
  day: number;
  /** Orders or revenue of the day; a day without trade is left out or zero. */
  value: number;
}

export interface DayVerdict {
  day: number;
  value: number;
  /** What the day would usually have brought. */
  expected: number;
  z: number;
  isAlarm: boolean;
}

/**
 * Whether the last trading day of `days` (oldest first) is unusual: the logarithm of its value without its weekday's usual
 * difference, against the median of the 14 trading days before, in scaled median errors of the same prediction in the past
 * 56 trading days. Null with less than 28 trading days of history: not enough to say.
 */
export function judgeDay(days: readonly DayValue[]): DayVerdict | null {
  const trading = days.filter(({ value }) => value > 0);
  const last = trading.at(-1);
  const past = trading.slice(Math.max(0, trading.length - 1 - WINDOW), -1);
  if (!last || past.length < MIN_HISTORY) return null;
  const logs = past.map(({ value }) => Math.log(value));
  const weekdays = past.map(({ day }) => weekdayOf(day));
  const effects = weekdayEffects(logs, weekdays);
  const adjusted = logs.map((log, index) => log - (effects[weekdays[index] ?? 0] ?? 0));
  const level = median(adjusted.slice(-LEVEL_WINDOW));
  const errors = adjusted.slice(LEVEL_WINDOW).map((value, index) => Math.abs(value - median(adjusted.slice(index, index + LEVEL_WINDOW))));
  const spread = Math.max(MIN_SPREAD, MAD_SCALE * median(errors));
  const usual = level + (effects[weekdayOf(last.day)] ?? 0);
  const z = (Math.log(last.value) - usual) / spread;
  return { day: last.day, value: last.value, expected: Math.exp(usual), z, isAlarm: Math.abs(z) > ALARM_Z };
}

const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** How far each weekday lies from the level around it, as a difference of logarithms; 0 for a weekday not seen. */
function weekdayEffects(logs: readonly number[], weekdays: readonly number[]): number[] {
  const detrended = logs.map((log, index) => log - median(logs.slice(Math.max(0, index - TREND_REACH), index + TREND_REACH + 1)));
  return Array.from({ length: 7 }, (_, weekday) => {
    const own = detrended.filter((_value, index) => weekdays[index] === weekday);
    return own.length === 0 ? 0 : hodgesLehmann(own);
  });
}
