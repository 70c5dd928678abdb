import type { Grain } from '@/core/model/calendar';
import type { Lexicon } from '@/analyst/language/lexicon';
import { numberOf, type Token } from '@/analyst/language/text';

/** A word of the grammar of time: the symbol its language file gives it, or a number, or neither. */
export interface TimeWord {
  symbol: string;
  /** Tokens it stands for. */
  start: number;
  end: number;
  text: string;
  number: number | null;
  year: number | null;
  afterDash: boolean;
  /** A month name that is also another word here ("may"). */
  isDoubtful: boolean;
  /** A word of time that is also one of bounds ("over"). */
  isBounding: boolean;
}

const GRAINS: Readonly<Record<string, Grain>> = { day: 'day', week: 'week', month: 'month', quarter: 'quarter', year: 'year' };

/** The tokens as words of time; small words between them ("of", "the") are left out. Reserved tokens are no words of time. */
export function timeWords(tokens: readonly Token[], lexicon: Lexicon, reserved: readonly boolean[]): TimeWord[] {
  const words: TimeWord[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (!token) break;
    const length = token.isQuoted || reserved[at] ? 0 : symbolLength(tokens, at, lexicon, reserved);
    const key = keyOf(tokens, at, Math.max(1, length));
    const symbol = length > 0 ? (lexicon.time.get(key) ?? '') : '';
    // "Vormonat" is two words of time in one: last and month.
    for (const part of symbol === 'skip' ? [] : symbol.split('+'))
      words.push({
        symbol: part,
        start: at,
        end: at + Math.max(1, length),
        text: token.text,
        number: token.isQuoted || reserved[at] || length > 0 ? null : numberOf(token, lexicon.file),
        year: token.isQuoted || reserved[at] ? null : yearOf(token.text),
        afterDash: token.afterDash,
        isBounding: isBounding(key, lexicon),
        isDoubtful: length === 1 && lexicon.file.ambiguousMonths.includes(token.text) && !isProperName(token),
      });
    at += Math.max(1, length);
  }
  return inOrder(lexicon.file.inIsOf ? words.filter((_, at) => !joinsDay(words, at)) : words, lexicon);
}

const isBounding = (key: string, { readings }: Lexicon): boolean =>
  (readings.get(key) ?? []).some((reading) => reading.kind === 'function' && (reading.name === 'moreThan' || reading.name === 'lessThan'));

const NOUNS = /^(day|week|month|quarter|year|half|weekend|month\d+|weekday\d)$/;

/** Words that stand behind what they act on ("mes pasado") or before it ("hace 3 meses") in the order the readers know. */
function inOrder(words: TimeWord[], { file }: Lexicon): TimeWord[] {
  if (file.adjectiveAfterNoun)
    words.forEach((word, at) => {
      const adjective = words[at + 1];
      const next = words[at + 2];
      const isOwned = NOUNS.test(next?.symbol ?? '') || (next?.number != null && grainOfWord(words[at + 3]) !== null);
      if (
        NOUNS.test(word.symbol) &&
        (adjective?.symbol === 'last' || adjective?.symbol === 'this') &&
        !isOwned &&
        isBeside(word, adjective)
      )
        place(words, at, [adjective, word]);
    });
  for (let at = 0; file.agoBeforeNumber && at < words.length; at += 1) {
    const [word, count, unit] = words.slice(at, at + 3);
    if (word?.symbol !== 'ago') continue;
    if (count?.number != null && unit && grainOfWord(unit) !== null) {
      place(words, at, [count, unit, word]);
      at += 2;
      // "vor Mai": before it, where no length of time follows.
    } else words[at] = { ...word, symbol: 'before' };
  }
  return words;
}

/** The "de" of "5 de marzo", not that of "top 5 de marzo". */
function joinsDay(words: readonly TimeWord[], at: number): boolean {
  const day = words[at - 1]?.number ?? 0;
  return words[at]?.symbol === 'in' && day >= 1 && day <= 31 && words[at - 2]?.symbol !== 'bound' && monthOfWord(words[at + 1]) !== null;
}

function isBeside(word: TimeWord, next: TimeWord): boolean {
  return next.start - word.end <= 1 && !next.afterDash;
}

/** Put words in another order, each in the place of the one that was there. */
function place(words: TimeWord[], at: number, order: readonly TimeWord[]): void {
  const places = order.map((_, index) => words[at + index]).map((word) => ({ start: word?.start ?? 0, end: word?.end ?? 0 }));
  order.forEach((word, index) => {
    words[at + index] = { ...word, ...places[index] };
  });
}

function keyOf(tokens: readonly Token[], at: number, length: number): string {
  return tokens
    .slice(at, at + length)
    .map((token) => token.lemma)
    .join(' ');
}

function symbolLength(tokens: readonly Token[], at: number, lexicon: Lexicon, reserved: readonly boolean[]): number {
  for (let length = Math.min(5, tokens.length - at); length > 0; length -= 1) {
    if (tokens.slice(at + 1, at + length).some((token, index) => token.startsClause || reserved[at + 1 + index])) continue;
    if (lexicon.time.has(keyOf(tokens, at, length))) return length;
  }
  return 0;
}

/** "May" and "March" written as names inside a sentence are months. */
function isProperName(token: Token): boolean {
  return !token.startsClause && /^\p{Lu}\p{Ll}+$/u.test(token.raw);
}

function yearOf(text: string): number | null {
  if (/^(19|20)\d{2}$/.test(text)) return Number(text);
  const short = /^'(\d{2})$/.exec(text);
  return short ? 2000 + Number(short[1]) : null;
}

/** The grain a word names, or null. */
export function grainOfWord(word: TimeWord | undefined): Grain | null {
  return word ? (GRAINS[word.symbol] ?? null) : null;
}

/** Month number 1 to 12, or null. */
export function monthOfWord(word: TimeWord | undefined): number | null {
  const match = /^month(\d+)$/.exec(word?.symbol ?? '');
  return match ? Number(match[1]) : null;
}

/** ISO weekday 1 to 7, or null. */
export function weekdayOfWord(word: TimeWord | undefined): number | null {
  const match = /^weekday(\d)$/.exec(word?.symbol ?? '');
  return match ? Number(match[1]) : null;
}
