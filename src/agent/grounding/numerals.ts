import type { NumberMention } from './contract';

/** Currencies a mark can stand for in any locale; the locale's own marks are added by `marksOf`. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  $: ['USD'],
  US$: ['USD'],
  R$: ['BRL'],
  C$: ['CAD'],
  CA$: ['CAD'],
  A$: ['AUD'],
  AU$: ['AUD'],
  NZ$: ['NZD'],
  HK$: ['HKD'],
  S$: ['SGD'],
  MX$: ['MXN'],
  '€': ['EUR'],
  '£': ['GBP'],
  '₹': ['INR'],
  '¥': ['JPY', 'CNY'],
  '₩': ['KRW'],
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  dollar: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD'],
  buck: ['USD', 'CAD', 'AUD', 'NZD'],
  euro: ['EUR'],
  pound: ['GBP'],
  rupee: ['INR'],
  real: ['BRL'],
  reai: ['BRL'],
  yen: ['JPY'],
  yuan: ['CNY'],
  peso: ['MXN', 'ARS', 'CLP', 'COP', 'PHP'],
  krona: ['SEK'],
  kronor: ['SEK'],
  kroner: ['NOK', 'DKK'],
  zloty: ['PLN'],
  franc: ['CHF'],
  cent: ['USD', 'EUR', 'CAD', 'AUD'],
};

const CODES = new Set(Intl.supportedValuesOf('currency'));
const MARK = `(?:(?:US|R|CA?|AU?|NZ|HK|S|MX)?\\$|[€£₹¥₩]|[A-Z]{3}(?![\\p{L}]))`;
const BODY = `\\d{1,3}(?:[\\u00a0\\u202f\\u2009 '’]\\d{3}(?!\\d))+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)*`;
const SCALE = `[kKmM](?![\\p{L}\\d])|mn\\b|bn\\b|B(?![\\p{L}\\d])|thousands?\\b|millions?\\b|billions?\\b|lakhs?\\b|crores?\\b|hundreds?\\b`;
export const PERCENT = `%|％|per\\s?cent\\b|pct\\b|percentage\\spoints?\\b|pp\\b`;
export const TIME_UNIT = `(?:business\\s|calendar\\s|working\\s)?(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|quarters?|years?)(?![\\p{L}])`;
export const CURRENCY_AFTER = `[€£₹¥₩$]|[A-Z]{3}(?![\\p{L}])|(?:dollars?|bucks?|euros?|pounds?|rupees?|reais|real|yen|yuan|pesos?|kron(?:a|or|er)|zloty|francs?|cents?)(?![\\p{L}])`;

const NUMBER = new RegExp(
  `(?<minus>(?<![\\p{L}\\d)])[-\\u2212\\u2013]\\s?|(?:minus|negative)\\s)?(?:(?<mark>${MARK})\\s?)?(?<inner>[-\\u2212])?(?<body>${BODY})(?<scale>[\\s-]?(?:${SCALE}))?(?:[\\s-]?(?<percent>${PERCENT})|[\\s-]?(?<after>${CURRENCY_AFTER})|[\\s-]?(?:${TIME_UNIT})|(?<ordinal>st|nd|rd|th)\\b|\\s?(?<times>x\\b|×|times\\b|-?fold\\b))?`,
  'gu',
);
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^k|^thousand/i, 1e3],
  [/^m(?:n|illions?)?$/i, 1e6],
  [/^b(?:n|illions?)?$/i, 1e9],
  [/^lakh/i, 1e5],
  [/^crore/i, 1e7],
  [/^hundred/i, 100],
];
/** "11:00", "2 pm", "24/7": times of day. */
export const CLOCK = /\b24\/7\b|\b\d{1,2}(?::\d{2}){1,2}\s?(?:[ap]\.?m\.?)?|\b\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.)(?![\p{L}])/giu;

export const scaleOf = (word: string | undefined): number => {
  const clean = (word ?? '').replace(/[\s-]/g, '');
  return SCALES.find(([pattern]) => pattern.test(clean))?.[1] ?? 1;
};

/** Currencies a mark or word can stand for; null when it is none. */
export function currenciesOf(mark: string | undefined, locale: string): readonly string[] | null {
  if (mark === undefined) return null;
  const own = MARKS[mark];
  if (own) return [...new Set([...own, ...localCurrencies(mark, locale)])];
  if (CODES.has(mark)) return [mark];
  return WORDS[mark.toLowerCase().replace(/s$/, '')] ?? WORDS[mark.toLowerCase()] ?? null;
}

/** "$" is the mark of the dollar of the reader's own country too. */
function localCurrencies(mark: string, locale: string): string[] {
  return ['CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'CNY', 'JPY', 'BRL', 'ARS', 'CLP', 'COP'].filter((currency) => {
    const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(1);
    return parts.find((part) => part.type === 'currency')?.value === mark;
  });
}

/** Decimal mark of a locale. */
function decimalOf(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
}

/**
 * The value of digits with marks between them, as the locale reads them; written the other way round they are read
 * that way when nothing else is possible ("1.234,56" in English).
 */
export function readDigits(body: string, locale: string): { value: number; decimals: number; zeros: number } {
  const compact = body.replace(/[\s'’]/gu, '');
  const marks = compact.replace(/\d/g, '');
  const last = marks.at(-1);
  const local = decimalOf(locale);
  const isMixed = new Set(marks).size > 1;
  const fraction = last === undefined ? '' : compact.slice(compact.lastIndexOf(last) + 1);
  const isDecimal = isMixed
    ? marks.indexOf(last ?? '') === marks.length - 1
    : marks.length === 1 && (last === local || fraction.length !== 3);
  const whole = isDecimal ? compact.slice(0, compact.length - fraction.length - 1) : compact;
  const digits = whole.replace(/[.,]/g, '');
  return {
    value: Number(isDecimal ? `${digits}.${fraction}` : digits),
    decimals: isDecimal ? fraction.length : 0,
    zeros: isDecimal ? 0 : (/0*$/.exec(digits)?.[0].length ?? 0),
  };
}

const UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

export function timeUnitOf(word: string | undefined): NumberMention['unit'] {
  if (word === undefined) return null;
  const short = word.toLowerCase();
  if (short.startsWith('hr')) return 'hour';
  return UNITS.find((unit) => short.startsWith(unit.slice(0, 3))) ?? null;
}

/** Words that make a number a rounded one: trailing zeros may then be rounding. */
const ROUGHLY = /\b(?:about|around|roughly|approximately|approx\.?|some|circa|ca\.|nearly|almost|just (?:over|under)|close to)\s*$|~\s*$/i;

/** Numbers written in digits, with their marks and units. Ordinals ("1st") are none. */
export function findNumerals(text: string, locale: string): NumberMention[] {
  const found: NumberMention[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const groups = match.groups ?? {};
    const body = groups['body'] ?? '';
    if (groups['ordinal'] !== undefined) continue;
    // "Q1", "A4", "B2B": part of a word. Longer ones after a letter are numbers that hide.
    const bodyAt = match.index + match[0].indexOf(body);
    const isInWord = groups['mark'] === undefined && /\p{L}/u.test(text[bodyAt - 1] ?? '');
    if (isInWord && body.length < 3) continue;
    const scale = scaleOf(groups['scale']);
    const { value, decimals, zeros } = readDigits(body, locale);
    const isRough = ROUGHLY.test(text.slice(Math.max(0, match.index - 16), match.index));
    const unit = timeUnitOf(
      match.slice(1).find((group) => group !== undefined && /^(?:sec|min|hour|hr|day|week|month|quarter|year)/i.test(group)),
    );
    const mark = currenciesOf(groups['mark'], locale) ?? currenciesOf(groups['after'], locale);
    const trimmed = match[0].trimEnd();
    found.push({
      start: match.index,
      end: match.index + trimmed.length,
      text: trimmed,
      value: value * scale,
      tolerance: 0.5 * 10 ** (isRough && decimals === 0 ? zeros : -decimals) * scale,
      isPercent: groups['percent'] !== undefined,
      currencies: mark,
      unit,
      isNegative: groups['minus'] !== undefined || groups['inner'] !== undefined,
      form: groups['times'] === undefined ? 'digits' : 'multiple',
    });
  }
  return found;
}
