import { formatPeriod } from '@/core/artifact/format';
import { addDays } from '@/core/model/calendar';
import { marketplaceName } from '@/core/model/marketplaces';
import type { Filter, Period } from './query';

/** The values of a filter as people read them: names of marketplaces, days in a row as one stretch. */
export function filterValues({ dimension, values }: Filter, locale: string): string {
  if (dimension === 'date')
    return stretchesOf(values.map(String))
      .map((period) => formatPeriod(period, locale))
      .join(', ');
  return values.map((value) => (dimension === 'marketplace' ? marketplaceName(String(value)) : String(value))).join(', ');
}

/**
 * What a figure is narrowed to, in a language's words: "SP", "without Amazon", "hour of day ≥ 18". Null where a filter only asks
 * whether there is a value.
 * @param words the noun of the dimension, the values as they are named, and how something is left out.
 */
export function filterText(
  { op, values }: Filter,
  words: { noun: string; values: string; without: (values: string) => string },
): string | null {
  switch (op) {
    case 'in':
      return values.every((value) => typeof value === 'number') ? `${words.noun} ${words.values}` : words.values;
    case 'notIn':
      return words.without(words.values);
    case 'gte':
      return `${words.noun} ≥ ${words.values}`;
    case 'lte':
      return `${words.noun} ≤ ${words.values}`;
    case 'isNull':
    case 'notNull':
      return null;
  }
}

/** Days in order, those that follow each other as one period. */
function stretchesOf(days: readonly string[]): Period[] {
  const result: Period[] = [];
  for (const day of [...days].sort()) {
    const last = result.at(-1);
    if (last && addDays(last.to, 1) === day) result[result.length - 1] = { from: last.from, to: day };
    else result.push({ from: day, to: day });
  }
  return result;
}
