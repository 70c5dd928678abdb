import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';
import { LANGUAGES, type LanguageFile } from './language-file';
import { speaksEnglish } from './lexicon';
import { phraseKey, tokenize, type Token } from './text';

interface Vocabulary {
  /** Words as they are looked up. */
  words: ReadonlySet<string>;
  /** Words with their accents, which tell near languages apart ("mês", "mes"). */
  accented: ReadonlySet<string>;
}

const vocabularies = new Map<string, Vocabulary>();

/** Words that tell a language: its grammar and small words, and its words of the trade. Names of values tell nothing. */
function vocabularyOf(file: LanguageFile): Vocabulary {
  const known = vocabularies.get(file.language);
  if (known) return known;
  const groups = [file.time, file.functions, file.particles, file.openers];
  const phrases = [
    ...groups.flatMap((group) => Object.values(group).flat()),
    ...[...Object.values(file.metrics), ...Object.values(file.dimensions)].flatMap((entry) => [
      ...entry.say,
      ...(entry.title ? [entry.title] : []),
    ]),
    ...file.phrases.flatMap((phrase) => phrase.say),
    ...file.stop,
    ...Object.keys(file.numbers),
    ...(speaksEnglish(file) ? [...METRICS, ...DIMENSIONS].flatMap(({ title, synonyms }) => [title, ...synonyms]) : []),
  ];
  const words = new Set(phrases.flatMap((phrase) => phraseKey(phrase, file).split(' ')));
  const accented = new Set(phrases.flatMap((phrase) => phrase.toLowerCase().split(/[ ']/)).filter(isAccented));
  const vocabulary = { words, accented };
  vocabularies.set(file.language, vocabulary);
  return vocabulary;
}

const isAccented = (word: string): boolean => word.normalize('NFD') !== word.normalize('NFC');
const letters = (text: string): string => text.normalize('NFC').toLowerCase();
/** What an accent of a language counts beside a word of it. */
const ACCENT = 0.3;

/** What a word tells of a language that borrows, when others than its lender have it, too ("de" in a name). */
const SHARED = 0.4;

function isShared({ lemma, text }: Pick<Token, 'lemma' | 'text'>, file: LanguageFile): boolean {
  if (file.borrows.length === 0) return false;
  const knows = (other: LanguageFile): boolean => vocabularyOf(other).words.has(lemma) || vocabularyOf(other).words.has(text);
  const others = LANGUAGES.filter((other) => other !== file && knows(other));
  return others.length > 0 && !others.some((other) => file.borrows.includes(other.language));
}

/** "dino mug sales on shopify this year": with more small words of its lender than words of its own it is the lender's. */
function isOfLender(tokens: readonly Token[], file: LanguageFile): boolean {
  const lenders = LANGUAGES.filter(({ language }) => file.borrows.includes(language));
  const isOf = (lender: LanguageFile, { lemma, text }: Token): boolean =>
    vocabularyOf(lender).words.has(lemma) || vocabularyOf(lender).words.has(text);
  return lenders.some((lender) => {
    const own = tokens.filter((token) => isOf(file, token) && !isOf(lender, token));
    const small = tokens.filter((token) => lender.stop.includes(token.text));
    return own.length === 1 && small.length > 1;
  });
}

/**
 * The language of a question: the one that knows most of its words. A tie goes to `fallback` (the language of the
 * thread), then to the first of the list.
 */
export function detectLanguage(question: string, fallback: string): LanguageFile {
  const [first] = LANGUAGES;
  if (!first) throw new Error('There is no language file.');
  const scored = LANGUAGES.map((file) => {
    const { words, accented } = vocabularyOf(file);
    const tokens = tokenize(question, file);
    const known = tokens
      .filter((token) => words.has(token.lemma) || words.has(token.text))
      .reduce((sum, token) => sum + (isShared(token, file) ? SHARED : 1), 0);
    if (isOfLender(tokens, file)) return { file, score: 0 };
    const marked = tokens.filter((token) => accented.has(letters(token.raw))).length;
    return { file, score: known + ACCENT * marked + (file.language === fallback ? 0.5 : 0) };
  });
  return scored.reduce((best, entry) => (entry.score > best.score ? entry : best), scored[0] ?? { file: first, score: 0 }).file;
}
