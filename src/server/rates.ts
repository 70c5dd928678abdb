import { DEMO_RATE_SOURCE } from '@/connectors/demo/rates';
import { fetchRates } from '@/connectors/ecb/fetch-rates';
import { toLocal } from '@/core/model/calendar';
import { RATE_BASE, type RateQuote } from '@/core/model/rates';
import type { Database } from '@/store/client';
import { newestRateDay, saveRates } from '@/store/exchange-rates';

/** As answers name it. */
export const ECB_SOURCE = 'European Central Bank';
/** The bank's own clock. */
const ECB_ZONE = 'Europe/Berlin';

/**
 * Add the reference rates that are lacking. Invented rates of the demo give way to them, for all workspaces.
 * @returns how many were added.
 * @throws AppError source_unavailable, unreadable_file.
 */
export async function refreshRates(
  db: Database,
  { now, baseUrl, fetch: send }: { now: Date; baseUrl?: string; fetch: typeof fetch },
): Promise<number> {
  const since = await newestRateDay(db, ECB_SOURCE);
  const today = toLocal(now, ECB_ZONE).slice(0, 10);
  return addRates(db, await fetchRates({ since, today, fetch: send, ...(baseUrl === undefined ? {} : { baseUrl }) }));
}

/** Add reference rates that were read from a file. */
export function addRates(db: Database, quotes: readonly RateQuote[]): Promise<number> {
  return saveRates(db, { base: RATE_BASE, quotes, source: ECB_SOURCE, replaces: DEMO_RATE_SOURCE });
}
