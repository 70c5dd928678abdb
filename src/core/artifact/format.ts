import { currencyExponent } from '@/core/model/money';
import type { Cell, Column } from './artifact';

const MINUS = '\u2212';
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}|${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, options);
    formats.set(key, format);
  }
  return format;
}

/**
 * A cell as people read it: money with its currency and exponent, ratios as percentages, days with their word,
 * minus as U+2212, dates by locale. `short` is for axes and tight places (12.4k).
 */
export function formatCell(value: Cell, column: Column, locale: string, style: 'full' | 'short' = 'full'): string {
  if (value === null) return '\u2013';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return column.type === 'date' ? formatBucket(value, column.grain, locale) : value;
  return formatNumber(value, column, locale, style).replace(/^-/, MINUS);
}

function formatNumber(value: number, column: Column, locale: string, style: 'full' | 'short'): string {
  const compact: Intl.NumberFormatOptions = style === 'short' ? { notation: 'compact', maximumFractionDigits: 1 } : {};
  switch (column.unit) {
    case 'money': {
      const currency = column.currency ?? 'USD';
      const digits = currencyExponent(currency);
      const fraction = style === 'short' ? compact : { minimumFractionDigits: digits, maximumFractionDigits: digits };
      return numberFormat(locale, { style: 'currency', currency, ...fraction }).format(value);
    }
    case 'ratio':
      return numberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: 0,
        maximumFractionDigits: Math.abs(value) < 0.1 || style === 'full' ? 2 : 1,
      }).format(value);
    case 'days':
      return inDays(value, locale);
    case 'score':
      return numberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
    case 'count':
    case 'none':
      return numberFormat(locale, style === 'short' ? compact : { maximumFractionDigits: 2 }).format(value);
  }
}

const SIGNED = new Set(['change', 'changePct', 'growth']);

/** A cell as tables show it: changes carry their sign. */
export function formatTableCell(value: Cell, column: Column, locale: string): string {
  const text = formatCell(value, column, locale);
  return typeof value === 'number' && value > 0 && SIGNED.has(column.derivation ?? '') ? `+${text}` : text;
}

/** True for columns of figures, which are aligned by their last digit; hours and scores that are keys are not. */
export function isNumeric(column: Column): boolean {
  return column.type === 'number' && (column.role === 'metric' || column.role === 'derived');
}

/** Words beside dates that no library knows, by language. */
const WORDS: Readonly<Record<string, { week: string; quarter: string; half: string }>> = {
  en: { week: 'week of', quarter: 'Q', half: 'H' },
  es: { week: 'semana del', quarter: 'T', half: 'S' },
  pt: { week: 'semana de', quarter: 'T', half: 'S' },
  de: { week: 'Woche ab', quarter: 'Q', half: 'H' },
  fr: { week: 'semaine du', quarter: 'T', half: 'S' },
};
const ENGLISH = { week: 'week of', quarter: 'Q', half: 'H' };

const languageIn = (locale: string): string => locale.split('-')[0] ?? '';
const wordsOf = (locale: string): typeof ENGLISH => WORDS[languageIn(locale)] ?? ENGLISH;

/** "12.4 days" in the words of the locale, number and word kept on one line. */
function inDays(value: number, locale: string): string {
  const number = { maximumFractionDigits: 1 };
  if (languageIn(locale) === 'en') return `${numberFormat(locale, number).format(value)}\u202fdays`;
  const parts = numberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long', ...number }).formatToParts(value);
  return parts.map((part) => (part.type === 'literal' ? '\u202f' : part.value)).join('');
}

/** A time bucket label ("2018-03", "2018-Q1", "2018-H1", "2018-03-05") in the words of the locale. */
export function formatBucket(label: string, grain: string | undefined, locale: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(label);
  if (quarter) return `${wordsOf(locale).quarter}${quarter[2]} ${quarter[1]}`;
  const half = /^(\d{4})-H([12])$/.exec(label);
  if (half) return `${wordsOf(locale).half}${half[2]} ${half[1]}`;
  if (/^\d{4}$/.test(label)) return label;
  const at = new Date(`${label.length === 7 ? `${label}-01` : label}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return label;
  if (label.length === 7) return new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at);
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at);
  return grain === 'week' ? `${wordsOf(locale).week} ${day}` : day;
}

/** A period in words: "Nov 1 – 20, 2026" by locale. */
export function formatPeriod(period: { from: string; to: string }, locale: string): string {
  const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return period.from === period.to ? format.format(at(period.from)) : format.formatRange(at(period.from), at(period.to));
}
