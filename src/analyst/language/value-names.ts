import { WEEKDAYS } from '@/core/dimensions/define-dimension';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { MARKETPLACES } from '@/core/model/marketplaces';
import type { LanguageFile } from './language-file';

/** A value of a dimension as the workspace's own data has it. */
export interface KnownValue {
  dimension: string;
  value: string;
}

/** Values every workspace knows: they are part of the language, not of the data. */
export function builtInValues(): KnownValue[] {
  return [
    ...WEEKDAYS.map((value) => ({ dimension: 'weekday', value })),
    ...Object.keys(MARKETPLACES).map((value) => ({ dimension: 'marketplace', value })),
    ...[1, 2, 3, 4, 5].map((score) => ({ dimension: 'reviewScore', value: String(score) })),
    ...DIMENSIONS.flatMap((dimension) => (dimension.values ?? []).map((value) => ({ dimension: dimension.id, value }))),
  ];
}

/** The ways people write a stored value in a language. */
export function namesOf({ dimension, value }: KnownValue, file: LanguageFile): string[] {
  const plain = value.replace(/[_-]+/g, ' ');
  const own = file.values[dimension]?.[value] ?? [];
  switch (dimension) {
    case 'marketplace':
      return [value, plain, MARKETPLACES[value] ?? value, ...own];
    case 'customerCountry':
      return /^[A-Z]{2}$/.test(value) ? [value, countryName(value, file.locale), ...own] : [value, ...own];
    // Words of the language: the file says how each is written.
    case 'weekday':
    case 'newReturning':
    case 'reviewScore':
    case 'dayPart':
    case 'dayKind':
    case 'deliveryStatus':
      return own;
    case 'orderStatus':
      return [value, ...own];
    default:
      return value === plain ? [value, ...own] : [value, plain, ...own];
  }
}

const countryNames = new Map<string, Intl.DisplayNames>();

/** "Brazil" for BR, in the language of a locale. */
export function countryName(code: string, locale: string): string {
  let names = countryNames.get(locale);
  if (!names) {
    names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
    countryNames.set(locale, names);
  }
  return names.of(code) ?? code;
}
