/** A word of a question: as written, folded (lower case, no accents), and its lemma (plural endings off). */
export interface Token {
  raw: string;
  text: string;
  lemma: string;
  /** A mark that ends a clause stood before it: ? . ; or a line break. */
  startsClause: boolean;
  /** Inside quotation marks: a name, not words of the grammar. */
  isQuoted: boolean;
}

/** Words that look plural and are not. */
const KEEP = new Set([
  'is',
  'was',
  'this',
  'has',
  'does',
  'us',
  'vs',
  'plus',
  'less',
  'status',
  'gross',
  'sales',
  'versus',
  'basis',
  'bus',
  'gas',
  'as',
  'its',
  'yes',
  'express',
  'business',
  'access',
  'process',
  'address',
  'always',
  'christmas',
  'across',
  'loss',
  'series',
  'analysis',
  'focus',
  'bonus',
  'plus',
  'previous',
  'goods',
  'returns',
  'fees',
  'taxes',
  'duties',
  'tips',
]);

/** Lower case without accents, typographic marks plain. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘`]/g, "'").replace(/[–—−]/g, '-').toLowerCase();
}

/** Singular of a folded word, by its ending. */
export function lemmaOf(word: string): string {
  if (word.length < 4 || KEEP.has(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** Cut a question into tokens. Hyphenated words are split; numbers keep their separators and units (1,000 2k 5% $50). */
export function tokenize(question: string): Token[] {
  const tokens: Token[] = [];
  let startsClause = true;
  let isQuoted = false;
  const pattern =
    /[?!;\n]+|\.(?=\s|$)|["“”«»]|\d{4}-\d{2}-\d{2}|\d{4}-\d{2}(?!\d)|[$€£₹]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:k|m|%)?(?![\p{L}])|\d+(?:st|nd|rd|th)\b|[\p{L}\p{N}_&'’]+|%/gu;
  for (const match of spellRanges(question.normalize('NFC').replace(/[–—]/g, '-')).matchAll(pattern)) {
    const raw = match[0];
    if (/^([?!;\n]+|\.)$/.test(raw)) {
      startsClause = true;
      continue;
    }
    if (/^["“”«»]$/.test(raw)) {
      isQuoted = !isQuoted;
      continue;
    }
    const text = fold(raw).replace(/'s$|'$/, '');
    if (text === '') continue;
    tokens.push({ raw, text, lemma: lemmaOf(text), startsClause, isQuoted });
    startsClause = false;
  }
  return tokens;
}

const RANGE_END = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:19|20)\\d{2}|q[1-4]';
const RANGE = new RegExp(`\\b(${RANGE_END})\\s?-\\s?(${RANGE_END})\\b`, 'gi');

/** "jan-aug 2018", "2016-2018": a dash between two dates is a range. */
function spellRanges(text: string): string {
  return text.replace(RANGE, '$1 to $2');
}

/** Key of a phrase for look-ups: lemmas joined by spaces. */
export function phraseKey(phrase: string): string {
  return tokenize(phrase)
    .map((token) => token.lemma)
    .join(' ');
}

/** Damerau-Levenshtein distance (adjacent swaps count once), cut off above `limit`. O(|a||b|). */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1);
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  hundred: 100,
  thousand: 1000,
  dozen: 12,
};

/** The number a token says ("five", "1,000", "2k", "5%" as 5), or null. */
export function numberOf(token: Token | undefined): number | null {
  if (!token) return null;
  const word = NUMBER_WORDS[token.text];
  if (word !== undefined) return word;
  const match = /^[$€£₹]?(\d[\d,]*(?:\.\d+)?)(k|m|%)?$/.exec(token.text);
  if (!match?.[1]) return null;
  const scale = match[2] === 'k' ? 1000 : match[2] === 'm' ? 1_000_000 : 1;
  return Number(match[1].replaceAll(',', '')) * scale;
}
