import en from '~/prompts/lexicon/en.json';
import { z } from 'zod';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { WEEKDAYS } from '@/core/dimensions/define-dimension';
import { METRICS } from '@/core/metrics/registry';
import { MARKETPLACES } from '@/core/model/marketplaces';
import { fold, phraseKey } from './text';
import { TIME_WORDS } from './time';

/** Lexicon file of one language: the words of the grammar. Metric and dimension words come from their registries. */
const lexiconSchema = z.object({
  language: z.string(),
  version: z.int(),
  functions: z.record(z.string(), z.array(z.string())),
  phrases: z.array(
    z.object({
      say: z.array(z.string()),
      metrics: z.array(z.string()).default([]),
      dimensions: z.array(z.string()).default([]),
      direction: z.enum(['asc', 'desc']).optional(),
      share: z.boolean().default(false),
      /** The dimension holds only when the question names no other. */
      optionalDimensions: z.boolean().default(false),
    }),
  ),
  ambiguous: z.array(z.object({ say: z.array(z.string()), dimensions: z.array(z.string()), readings: z.array(z.string()) })),
  missing: z.array(z.object({ say: z.array(z.string()), what: z.string(), needs: z.string(), nearest: z.array(z.string()) })),
  writes: z.array(z.string()),
  stop: z.array(z.string()),
});
export type LexiconFile = z.infer<typeof lexiconSchema>;
export type LexiconPhrase = LexiconFile['phrases'][number];
export type MissingConcept = LexiconFile['missing'][number];

/** What a phrase can mean. A phrase may have several readings; the frame builder decides by its surroundings. */
export type Reading =
  | { kind: 'function'; name: string }
  | { kind: 'metric'; id: string }
  | { kind: 'dimension'; id: string }
  | { kind: 'phrase'; phrase: LexiconPhrase }
  | { kind: 'value'; dimension: string; value: string }
  | { kind: 'missing'; concept: MissingConcept }
  | { kind: 'write' };

export interface Lexicon {
  /** Readings by phrase key (lemmas joined by spaces). */
  readings: ReadonlyMap<string, readonly Reading[]>;
  /** Most words in a phrase. */
  longest: number;
  /** Words that carry no meaning of their own. */
  stop: ReadonlySet<string>;
  /** Single words spelling is corrected towards. */
  words: ReadonlySet<string>;
  ambiguous: LexiconFile['ambiguous'];
}

/** A value of a dimension as the workspace's own data has it. */
export interface KnownValue {
  dimension: string;
  value: string;
}

const file = lexiconSchema.parse(en);

/** The lexicon for a workspace: language file, registries, and the workspace's own values. */
export function buildLexicon(values: readonly KnownValue[]): Lexicon {
  const readings = new Map<string, Reading[]>();
  const add = (phrase: string, reading: Reading): void => {
    const key = phraseKey(phrase);
    if (key === '') return;
    const known = readings.get(key) ?? [];
    if (!known.some((other) => JSON.stringify(other) === JSON.stringify(reading))) known.push(reading);
    readings.set(key, known);
  };
  for (const [name, phrases] of Object.entries(file.functions)) for (const phrase of phrases) add(phrase, { kind: 'function', name });
  for (const phrase of file.phrases) for (const say of phrase.say) add(say, { kind: 'phrase', phrase });
  for (const concept of file.missing) for (const say of concept.say) add(say, { kind: 'missing', concept });
  for (const say of file.writes) add(say, { kind: 'write' });
  for (const metric of METRICS) for (const say of [metric.title, ...metric.synonyms]) add(say, { kind: 'metric', id: metric.id });
  for (const dimension of DIMENSIONS)
    for (const say of [dimension.title, ...dimension.synonyms]) add(say, { kind: 'dimension', id: dimension.id });
  const words = wordsOf(readings);
  for (const known of [...builtInValues(), ...values])
    for (const say of namesOf(known)) add(say, { kind: 'value', dimension: known.dimension, value: known.value });
  const stop = new Set(file.stop.map((word) => phraseKey(word)));
  return {
    readings,
    longest: Math.max(...[...readings.keys()].map((key) => key.split(' ').length)),
    stop,
    words,
    ambiguous: file.ambiguous,
  };
}

/** Spelling is corrected towards words of the grammar, never towards names in the data. */
function wordsOf(readings: ReadonlyMap<string, readonly Reading[]>): Set<string> {
  return new Set([...readings.keys(), ...TIME_WORDS].flatMap((key) => key.split(' ')).filter((word) => word.length >= 4));
}

function builtInValues(): KnownValue[] {
  return [
    ...WEEKDAYS.map((value) => ({ dimension: 'weekday', value })),
    ...Object.keys(MARKETPLACES).map((value) => ({ dimension: 'marketplace', value })),
    { dimension: 'newReturning', value: 'new' },
    { dimension: 'newReturning', value: 'returning' },
    ...[1, 2, 3, 4, 5].map((score) => ({ dimension: 'reviewScore', value: String(score) })),
  ];
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** The ways people write a stored value. */
function namesOf({ dimension, value }: KnownValue): string[] {
  const plain = value.replace(/[_-]+/g, ' ');
  switch (dimension) {
    case 'marketplace':
      return [value, plain, MARKETPLACES[value] ?? value];
    case 'weekday':
      return [value, `${value}s`];
    case 'newReturning':
      return [`${value} customers`, `${value} customer orders`];
    case 'reviewScore':
      return [`${value} star`, `${value} stars`, `${value}-star`];
    case 'customerCountry':
      return /^[A-Z]{2}$/.test(value) ? [value, countryNames.of(value) ?? value, ...(COUNTRY_NICKNAMES[value] ?? [])] : [value];
    case 'orderStatus':
      return value === 'canceled' ? ['canceled', 'cancelled'] : [value];
    default:
      return value === plain ? [value] : [value, plain];
  }
}

const COUNTRY_NICKNAMES: Readonly<Record<string, string[]>> = {
  US: ['USA', 'America', 'United States of America'],
  GB: ['UK', 'Britain', 'Great Britain', 'England'],
  AE: ['UAE', 'Emirates'],
  NL: ['Holland'],
  DE: ['deutschland'],
  KR: ['Korea'],
};

/** Values this short are taken for a name only when written in capitals ("SP", "UK"). */
export function isShoutedOnly(key: string): boolean {
  return fold(key).length <= 3;
}
