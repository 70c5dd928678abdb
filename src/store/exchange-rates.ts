import type { RateQuote } from '@/core/model/rates';
import type { Database } from './client';

/** Add rates, units of each quote for one `base`. Days that have a rate keep it: a published rate does not change. */
export async function saveRates(db: Database, rates: { base: string; quotes: readonly RateQuote[]; source: string }): Promise<number> {
  const { base, quotes, source } = rates;
  const rows = quotes.map(({ quote, day, rate }) => ({ base, quote, day: new Date(`${day}T00:00:00Z`), rate, source }));
  return (await db.shared.exchangeRate.createMany({ data: rows, skipDuplicates: true })).count;
}
