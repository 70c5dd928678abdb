import { fromLocal, toLocal } from '@/core/model/calendar';

/** Longer runs give way to other accounts and go on after them. */
export const SLICE_MS = 60_000;
/** A run that dies is taken up again after so long. */
const LOST_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
/** The night of a workspace: what was read is read again and compared then. From this hour of its clock, and before the other. */
const NIGHT = { from: 2, to: 5 };

/** How a run ended, as far as the next one depends on it. */
export interface RunEnd {
  /** done: nothing is left to read now. paused: more is. failed: `retryAt` says when it is tried again. */
  state: 'done' | 'paused' | 'failed';
  now: Date;
  cadenceMinutes: number;
  /** Zone of the workspace. */
  timeZone: string;
  /** The source, or our patience with it, allows no earlier one. */
  retryAt: Date | null;
  /** The seller has to act first. */
  needsSeller: boolean;
}

/** When an account is to be read next; null: not before the seller did something. */
export function nextDue({ state, now, cadenceMinutes, timeZone, retryAt, needsSeller }: RunEnd): Date | null {
  if (needsSeller) return null;
  if (retryAt !== null) return retryAt;
  if (state === 'paused') return now;
  const due = new Date(now.getTime() + cadenceMinutes * 60_000);
  // Once a day or less: in the night, when nobody waits for it.
  return cadenceMinutes * 60_000 >= 24 * HOUR_MS ? nightBefore(due, timeZone) : due;
}

/** When an account that is being read is looked at again, should its run never end. */
export const dueIfLost = (now: Date): Date => new Date(now.getTime() + LOST_MS);

/** True in the hours in which a workspace's accounts are read again and compared. */
export function isNight(now: Date, timeZone: string): boolean {
  const hour = Number(toLocal(now, timeZone).slice(11, 13));
  return hour >= NIGHT.from && hour < NIGHT.to;
}

/** The last beginning of a night up to a moment. */
function nightBefore(due: Date, timeZone: string): Date {
  const day = toLocal(due, timeZone).slice(0, 10);
  const begin = fromLocal(`${day}T0${NIGHT.from}:00:00`, timeZone);
  return begin <= due ? begin : new Date(begin.getTime() - 24 * HOUR_MS);
}
