import { AppError } from '@/core/errors';
import { addDays, type Day } from '@/core/model/calendar';
import type { RateQuote } from '@/core/model/rates';
import { readFeed } from './read-feed';

export const ECB_URL = 'https://www.ecb.europa.eu/stats/eurofxref';
/** The feed of 90 days holds the business days of so many; a few are left as a margin. */
const NINETY = 85;
/** The history is some eight megabytes. */
const TIMEOUT_MS = 60_000;

/**
 * Fetch the rates that are lacking: of the feeds the smallest that goes back far enough.
 * @param since the newest day that is known; null when none is.
 * @throws AppError source_unavailable when the bank does not answer, unreadable_file when it sends something else.
 */
export async function fetchRates({
  since,
  today,
  baseUrl = ECB_URL,
  fetch: send,
}: {
  since: Day | null;
  today: Day;
  baseUrl?: string;
  fetch: typeof fetch;
}): Promise<RateQuote[]> {
  const feed = feedFor(since, today);
  const answer = await send(`${baseUrl}/${feed}`, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((): null => null);
  const text = answer?.ok ? await answer.text().catch((): null => null) : null;
  if (text === null)
    throw new AppError('source_unavailable', 'The European Central Bank does not answer, so there are no new exchange rates.', {
      retry: 'later',
      remedy: 'It is tried again by itself. Without a connection to the internet, import a file: shopiq rates <file>.',
    });
  const quotes = readFeed(text);
  return since === null ? quotes : quotes.filter(({ day }) => day > since);
}

/** A Monday lacks only Monday after Friday. */
export function feedFor(since: Day | null, today: Day): string {
  if (since === null || since < addDays(today, -NINETY)) return 'eurofxref-hist.xml';
  return since >= addDays(today, -1) ? 'eurofxref-daily.xml' : 'eurofxref-hist-90d.xml';
}
