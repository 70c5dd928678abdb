import { z } from 'zod';
import en from '~/prompts/lexicon/en.json';
import es from '~/prompts/lexicon/es.json';
import hi from '~/prompts/lexicon/hi.json';
import fr from '~/prompts/lexicon/fr.json';
import de from '~/prompts/lexicon/de.json';
import pt from '~/prompts/lexicon/pt.json';

const words = z.array(z.string().min(1));
const vocabulary = z.record(z.string(), z.object({ title: z.string().optional(), say: words.default([]) }));

const phraseSchema = z.object({
  say: words,
  metrics: words.default([]),
  dimensions: words.default([]),
  direction: z.enum(['asc', 'desc']).optional(),
  share: z.boolean().default(false),
  filters: z
    .array(z.object({ dimension: z.string(), op: z.enum(['in', 'gte', 'lte']).default('in'), value: z.union([z.string(), z.number()]) }))
    .default([]),
  /** What each member must meet ("out of stock"). */
  having: z.object({ metric: z.string(), op: z.enum(['gt', 'gte', 'lt', 'lte', 'eq']), value: z.number() }).optional(),
  /** Behind "how many": not the measure but the members of a group that meet this are counted ("bought more than once"). */
  counted: z
    .object({ dimension: z.string(), metric: z.string(), op: z.enum(['gt', 'gte', 'lt', 'lte', 'eq']), value: z.number() })
    .optional(),
  /** The dimension holds only when the question names no other. */
  optionalDimensions: z.boolean().default(false),
  /** The phrase is a noun of its own: in the singular it asks for one. */
  noun: z.boolean().default(false),
});

/** Things that are not in the data. Without a name of their own (`what`) they are called as they were said. */
const missingSchema = z.object({ id: z.string().optional(), say: words, what: z.string().optional(), needs: z.string(), nearest: words });

/**
 * One language: how its words are cut, the words of the grammar, the words of the trade, and the sentences of answers.
 * English titles and synonyms of metrics and dimensions stand in their own files; other languages name them here.
 */
export const languageSchema = z.object({
  language: z.string(),
  version: z.int(),
  /** Number and date formats of answers in this language, unless the workspace's own locale is of the same language. */
  locale: z.string(),
  decimal: z.enum(['.', ',']),
  /** Nouns keep their capital inside a sentence. */
  capitalNouns: z.boolean().default(false),
  /** Words that lose their vowel before an apostrophe and are words of their own (l', d'). */
  elisions: words.default([]),
  /** Plural endings and what stands for them, first match wins. */
  endings: z.array(z.tuple([z.string(), z.string()])).default([]),
  /** Words that look plural and are not. */
  keep: words.default([]),
  /** Chat shorthand and the words it stands for. */
  shorthand: z.record(z.string(), z.string()).default({}),
  /** Words that are a name only right before a noun of the trade ("us orders"), and the name. */
  beforeNoun: z.record(z.string(), z.string()).default({}),
  /** Words a full stop may follow without ending the sentence. */
  abbreviations: words.default([]),
  /** "3 derniers mois": the number stands before the word for last. */
  numberBeforeLast: z.boolean().default(false),
  /** "mes pasado": the words for last and this may stand behind their noun. */
  adjectiveAfterNoun: z.boolean().default(false),
  /** "hace 3 meses": the word for ago stands before its number. */
  agoBeforeNumber: z.boolean().default(false),
  /** "5 de marzo": the word for in also joins a day to its month. */
  inIsOf: z.boolean().default(false),
  /** Languages whose words are used along with its own ("last month ki sales"). Its own words come first. */
  borrows: z.array(z.string()).default([]),
  numbers: z.record(z.string(), z.number()).default({}),
  scales: z.record(z.string(), z.number()).default({}),
  /** Symbols of the grammar of time (see grammar/time) and the words that say them. */
  time: z.record(z.string(), words).default({}),
  /** Month names that are also other words: taken for months only after a word of time. */
  ambiguousMonths: words.default([]),
  /** Words that open a question which goes on from the one before ("and", "what about", "no, I meant"). Read only at its start. */
  openers: z.record(z.string(), words).default({}),
  /** Words of the grammar that stand beside what they act on ("by", "top", "at least"). */
  functions: z.record(z.string(), words).default({}),
  /** What asks for advice (can these reviews be trusted, what goes with it, where else to sell), by topic. Read before the grammar. */
  advice: z.record(z.string(), words).default({}),
  /** What asks for something to be done regularly (a digest), and what it is to tell. Read before the grammar. */
  requests: z.record(z.string(), words).default({}),
  /** Small words of the grammar that may stand anywhere ("and", "their", "without"). */
  particles: z.record(z.string(), words).default({}),
  metrics: vocabulary.default({}),
  dimensions: vocabulary.default({}),
  /** Names of values, by dimension and value. */
  values: z.record(z.string(), z.record(z.string(), words)).default({}),
  phrases: z.array(phraseSchema).default([]),
  ambiguous: z.array(z.object({ say: words, dimensions: words, readings: words })).default([]),
  missing: z.array(missingSchema).default([]),
  writes: words.default([]),
  stop: words.default([]),
  wording: z.record(z.string(), z.string()).default({}),
});
export type LanguageFile = z.infer<typeof languageSchema>;
export type LexiconPhrase = z.infer<typeof phraseSchema>;
export type MissingConcept = z.infer<typeof missingSchema>;

/** Every language the analyst knows; the first is the fallback. A language is one file and one line here. */
export const LANGUAGES: readonly LanguageFile[] = withBorrowed([en, es, pt, de, fr, hi].map((file) => languageSchema.parse(file)));

function withBorrowed(files: readonly LanguageFile[]): LanguageFile[] {
  return files.map((file) =>
    file.borrows.reduce((whole, code) => {
      const lender = files.find((other) => other.language === code);
      return lender ? borrow(whole, lender) : whole;
    }, file),
  );
}

/** A language with the words of another behind its own; sentences and formats stay its own. */
function borrow(file: LanguageFile, lender: LanguageFile): LanguageFile {
  return {
    ...file,
    endings: [...file.endings, ...lender.endings],
    keep: [...file.keep, ...lender.keep],
    shorthand: { ...lender.shorthand, ...file.shorthand },
    beforeNoun: { ...lender.beforeNoun, ...file.beforeNoun },
    abbreviations: [...file.abbreviations, ...lender.abbreviations],
    numbers: { ...lender.numbers, ...file.numbers },
    scales: { ...lender.scales, ...file.scales },
    time: joinLists(lender.time, file.time),
    ambiguousMonths: [...file.ambiguousMonths, ...lender.ambiguousMonths],
    openers: joinLists(file.openers, lender.openers),
    functions: joinLists(file.functions, lender.functions),
    advice: joinLists(file.advice, lender.advice),
    requests: joinLists(file.requests, lender.requests),
    particles: joinLists(file.particles, lender.particles),
    values: joinGroups(file.values, lender.values),
    phrases: [...file.phrases, ...lender.phrases],
    missing: [...file.missing, ...lender.missing],
    writes: [...file.writes, ...lender.writes],
    stop: [...file.stop, ...lender.stop],
  };
}

type Lists = Readonly<Record<string, readonly string[]>>;

function joinLists(first: Lists, second: Lists): Record<string, string[]> {
  const names = [...Object.keys(first), ...Object.keys(second).filter((name) => !(name in first))];
  return Object.fromEntries(names.map((name) => [name, [...(first[name] ?? []), ...(second[name] ?? [])]]));
}

function joinGroups(
  first: Readonly<Record<string, Lists>>,
  second: Readonly<Record<string, Lists>>,
): Record<string, Record<string, string[]>> {
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(names.map((name) => [name, joinLists(first[name] ?? {}, second[name] ?? {})]));
}

/** The language of a code or locale ("pt-BR"), or the fallback. */
export function languageOf(code: string): LanguageFile {
  const base = code.split('-')[0] ?? '';
  const [fallback] = LANGUAGES;
  const found = LANGUAGES.find((file) => file.language === base) ?? fallback;
  if (!found) throw new Error('There is no language file.');
  return found;
}
