import { addDays, fromLocal, toLocal } from '../model/calendar';
import type { AlertSettings } from './alert';

/** When a message may go: now, or at the end of the quiet hours it falls into, which may lie over midnight. */
export function afterQuiet(quiet: AlertSettings['quiet'], now: Date, timeZone: string): Date {
  if (quiet === null || quiet.from === quiet.to) return now;
  const [day = '', clock = ''] = toLocal(now, timeZone).split('T');
  const at = clock.slice(0, 5);
  const isOverMidnight = quiet.from > quiet.to;
  const isQuiet = isOverMidnight ? at >= quiet.from || at < quiet.to : at >= quiet.from && at < quiet.to;
  if (!isQuiet) return now;
  const endDay = isOverMidnight && at >= quiet.from ? addDays(day, 1) : day;
  return fromLocal(`${endDay}T${quiet.to}:00`, timeZone);
}
