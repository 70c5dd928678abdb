import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';
import type { LanguageFile, LexiconPhrase, MissingConcept } from './language-file';
import { fold, phraseKey } from './text';
import { builtInValues, namesOf, type KnownValue } from './value-names';

/** What a phrase can mean. A phrase may have several readings; the grammar decides by its surroundings. */
export type Reading =
  | { kind: 'function'; name: string }
  | { kind: 'metric'; id: string }
  | { kind: 'dimension'; id: string }
  | { kind: 'phrase'; phrase: LexiconPhrase }
  | { kind: 'value'; dimension: string; value: string }
  | { kind: 'missing'; concept: MissingConcept }
  | { kind: 'write' };

/** "busiest", "best selling": a measure and its order at once. */
export const ranks = (reading: Reading): boolean => reading.kind === 'phrase' && reading.phrase.direction !== undefined;

export interface Lexicon {
  file: LanguageFile;
  /** Readings by phrase key (lemmas joined by spaces). */
  readings: ReadonlyMap<string, readonly Reading[]>;
  /** Symbols of the grammar of time by phrase key. */
  time: ReadonlyMap<string, string>;
  /** Particles and openers by phrase key: a phrase may be several. */
  particles: ReadonlyMap<string, readonly string[]>;
  openers: ReadonlyMap<string, readonly string[]>;
  /** Topics of advice by phrase key. */
  advice: ReadonlyMap<string, readonly string[]>;
  /** Parts of a request for something regular by phrase key. */
  requests: ReadonlyMap<string, readonly string[]>;
  /** Most words in a phrase. */
  longest: number;
  /** Words that carry no meaning of their own. */
  stop: ReadonlySet<string>;
  /** Single words spelling is corrected towards. */
  words: ReadonlySet<string>;
  /** Words of names in the workspace's data: they are no slips of the grammar's words. */
  nameWords: ReadonlySet<string>;
}

/** The lexicon of a language for a workspace: language file, registries, and the workspace's own values. */
export function buildLexicon(file: LanguageFile, values: readonly KnownValue[]): Lexicon {
  const readings = new Map<string, Reading[]>();
  const add = (phrase: string, reading: Reading): void => {
    const key = phraseKey(phrase, file);
    if (key === '') return;
    const known = readings.get(key) ?? [];
    if (!known.some((other) => JSON.stringify(other) === JSON.stringify(reading))) known.push(reading);
    readings.set(key, known);
  };
  addGrammar(file, add);
  addVocabulary(file, add);
  const time = new Map(
    Object.entries(file.time).flatMap(([symbol, say]) => say.map((phrase) => [phraseKey(phrase, file), symbol] as const)),
  );
  const particles = namesByPhrase(file.particles, file);
  const openers = namesByPhrase(file.openers, file);
  const advice = namesByPhrase(file.advice, file);
  const requests = namesByPhrase(file.requests, file);
  // Spelling is corrected towards words of the grammar, never towards names in the data.
  const phrases = [
    ...readings.keys(),
    ...time.keys(),
    ...particles.keys(),
    ...openers.keys(),
    ...advice.keys(),
    ...Object.keys(file.numbers),
  ];
  const words = new Set(phrases.flatMap((key) => key.split(' ')).filter((word) => word.length >= 4));
  // Names the language itself gives to values: currencies, weekdays.
  const named = Object.keys(file.values['currency'] ?? {}).map((value) => ({ dimension: 'currency', value }));
  for (const known of [...builtInValues(), ...named, ...values])
    for (const say of namesOf(known, file))
      // Greece is not asked for by "gr", which is short for growth.
      if (!(say.toLowerCase() in file.shorthand)) add(say, { kind: 'value', dimension: known.dimension, value: known.value });
  return {
    file,
    readings,
    time,
    particles,
    openers,
    advice,
    requests,
    longest: Math.max(1, ...[...readings.keys(), ...phrases, ...requests.keys()].map((key) => key.split(' ').length)),
    stop: new Set(file.stop.map((word) => phraseKey(word, file))),
    words,
    nameWords: new Set(values.flatMap(({ value }) => phraseKey(value, file).split(' '))),
  };
}

function namesByPhrase(groups: Readonly<Record<string, readonly string[]>>, file: LanguageFile): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [name, phrases] of Object.entries(groups))
    for (const phrase of phrases) {
      const key = phraseKey(phrase, file);
      names.set(key, [...(names.get(key) ?? []), name]);
    }
  return names;
}

type Add = (phrase: string, reading: Reading) => void;

function addGrammar(file: LanguageFile, add: Add): void {
  for (const [name, phrases] of Object.entries(file.functions)) for (const phrase of phrases) add(phrase, { kind: 'function', name });
  for (const phrase of file.phrases) for (const say of phrase.say) add(say, { kind: 'phrase', phrase });
  for (const concept of file.missing) for (const say of concept.say) add(say, { kind: 'missing', concept });
  for (const say of file.writes) add(say, { kind: 'write' });
}

/** English names of metrics and dimensions stand in their own files. */
export function speaksEnglish(file: Pick<LanguageFile, 'language' | 'borrows'>): boolean {
  return file.language === 'en' || file.borrows.includes('en');
}

function addVocabulary(file: LanguageFile, add: Add): void {
  const isEnglish = speaksEnglish(file);
  for (const metric of METRICS) {
    const own = file.metrics[metric.id];
    const says = [...(isEnglish ? [metric.title, ...metric.synonyms] : []), ...(own?.title ? [own.title] : []), ...(own?.say ?? [])];
    for (const say of says) add(say, { kind: 'metric', id: metric.id });
  }
  for (const dimension of DIMENSIONS) {
    const own = file.dimensions[dimension.id];
    const says = [...(isEnglish ? [dimension.title, ...dimension.synonyms] : []), ...(own?.title ? [own.title] : []), ...(own?.say ?? [])];
    for (const say of says) add(say, { kind: 'dimension', id: dimension.id });
  }
}

/** A word a question names a dimension by. */
export function dimensionWord(id: string, file: LanguageFile): string {
  const own = file.dimensions[id];
  const english = DIMENSIONS.find((dimension) => dimension.id === id);
  const word = file.language === 'en' ? english?.synonyms[0] : (own?.say[0] ?? own?.title);
  return word ?? english?.title ?? id;
}

/** Values this short are taken for a name only when written in capitals ("SP", "UK"). */
export function isShoutedOnly(key: string): boolean {
  return fold(key).length <= 3;
}
