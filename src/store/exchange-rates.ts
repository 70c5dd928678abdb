import type { RateQuote } from '@/core/model/rates';
import type { Database } from './client';
import { markAllDays } from './rollups/dirty-days';

/** Add rates, units of each quote for one `base`. Days that have a rate keep it: a published rate does not change. */
export async function saveRates(db: Database, rates: { base: string; quotes: readonly RateQuote[]; source: string }): Promise<number> {
  const { base, quotes, source } = rates;
  const stored = await db.shared.exchangeRate.findMany({ where: { base }, select: { quote: true, day: true } });
  const known = new Set(stored.map(({ quote, day }) => `${quote} ${day.toISOString().slice(0, 10)}`));
  const added = quotes.filter(({ quote, day }) => !known.has(`${quote} ${day}`));
  const first = added.reduce((earliest, { day }) => (earliest === '' || day < earliest ? day : earliest), '');
  if (first === '') return 0;
  const rows = added.map(({ quote, day, rate }) => ({ base, quote, day: new Date(`${day}T00:00:00Z`), rate, source }));
  // A day without a rate has that of the last day before it, so amounts converted since change. Marked before, should the
  // process end in between, and after, should a rollup be computed in between.
  await markEverywhere(db, first);
  const { count } = await db.shared.exchangeRate.createMany({ data: rows, skipDuplicates: true });
  await markEverywhere(db, first);
  return count;
}

async function markEverywhere(db: Database, from: string): Promise<void> {
  for (const { id } of await db.shared.workspace.findMany({ select: { id: true } }))
    await db.asWorkspace(id, (tx) => markAllDays(tx, id, from));
}
