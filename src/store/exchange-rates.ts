import type { RateQuote } from '@/core/model/rates';
import type { Database } from './client';
import { markAllDays } from './rollups/dirty-days';

export interface RateDelivery {
  base: string;
  /** Units of each quote for one `base`. */
  quotes: readonly RateQuote[];
  source: string;
  /** Source whose rates, from the first day of these on, give way to them: what was invented, to what is published. */
  replaces?: string;
}

/**
 * Add rates. A day that has a rate keeps it: a published rate does not change. Inside the days another source covers
 * nothing is added either: on a day it is closed its last rate counts, not somebody else's.
 * @returns how many were added.
 */
export async function saveRates(db: Database, { base, quotes, source, replaces }: RateDelivery): Promise<number> {
  const stored = await db.shared.exchangeRate.findMany({ where: { base }, select: { quote: true, day: true, source: true } });
  const kept = stored.filter((rate) => rate.source !== replaces).map((rate) => ({ ...rate, day: rate.day.toISOString().slice(0, 10) }));
  const known = new Set(kept.map(({ quote, day }) => `${quote} ${day}`));
  const spans = spansOf(kept.filter((rate) => rate.source !== source));
  const added = quotes.filter(({ quote, day }) => {
    const span = spans.get(quote);
    return !known.has(`${quote} ${day}`) && !(span && span.from <= day && day <= span.to);
  });
  const first = added.reduce((earliest, { day }) => (earliest === '' || day < earliest ? day : earliest), '');
  if (first === '') return 0;
  const rows = added.map(({ quote, day, rate }) => ({ base, quote, day: new Date(`${day}T00:00:00Z`), rate, source }));
  // A day without a rate has that of the last day before it, so amounts converted since change. Marked before, should the
  // process end in between, and after, should a rollup be computed in between.
  await markEverywhere(db, first);
  const count = await db.shared.$transaction(async (tx) => {
    if (replaces !== undefined)
      await tx.exchangeRate.deleteMany({ where: { base, source: replaces, day: { gte: new Date(`${first}T00:00:00Z`) } } });
    return (await tx.exchangeRate.createMany({ data: rows, skipDuplicates: true })).count;
  });
  await markEverywhere(db, first);
  return count;
}

/** The newest day a source has rates of. */
export async function newestRateDay(db: Database, source: string): Promise<string | null> {
  const { _max: newest } = await db.shared.exchangeRate.aggregate({ where: { source }, _max: { day: true } });
  return newest.day?.toISOString().slice(0, 10) ?? null;
}

function spansOf(rates: readonly { quote: string; day: string }[]): Map<string, { from: string; to: string }> {
  const spans = new Map<string, { from: string; to: string }>();
  for (const { quote, day } of rates) {
    const span = spans.get(quote) ?? { from: day, to: day };
    spans.set(quote, { from: day < span.from ? day : span.from, to: day > span.to ? day : span.to });
  }
  return spans;
}

async function markEverywhere(db: Database, from: string): Promise<void> {
  for (const { id } of await db.shared.workspace.findMany({ select: { id: true } }))
    await db.asWorkspace(id, (tx) => markAllDays(tx, id, from));
}
