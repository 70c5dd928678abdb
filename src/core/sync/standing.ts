/** How an account that is synced stands: what an answer must say of it. */
export interface Standing {
  status: 'connected' | 'paused' | 'error' | 'disconnected';
  /** Data older than this is asked for again. */
  cadenceMinutes: number;
  /** It failed, and is not tried again before. */
  retryAt: Date | null;
  /** Why the last sync failed, in a sentence for the seller. */
  errorText: string | null;
  /** Orders before it are still to be read; null when all of the past is there. */
  pastUntil: Date | null;
}

/** Moment up to which an account was read, and how it stands; without a standing it is an imported file, which is what it is. */
export interface Synced {
  /** Everything up to here was read; null: nothing yet. */
  asOf: Date | null;
  standing: Standing | null;
}

/** True when an account is to be read again before it is asked: it is older than its cadence, and may be tried. */
export function isDue({ asOf, standing }: Synced, now: Date): boolean {
  // A permission that was taken back is not tried again: the seller has to act.
  if (standing?.status !== 'connected') return false;
  if (standing.retryAt !== null && standing.retryAt > now) return false;
  return isBehind({ asOf, standing }, now);
}

/** True when what an account holds is older than its cadence, whatever the reason. */
export function isBehind({ asOf, standing }: Synced, now: Date): boolean {
  if (standing === null) return false;
  return asOf === null || now.getTime() - asOf.getTime() >= standing.cadenceMinutes * 60_000;
}
