import type { LanguageFile } from './language-file';

/** A word of a question: as written, folded (lower case, no accents), and its lemma (plural endings off). */
export interface Token {
  raw: string;
  text: string;
  lemma: string;
  /** A mark that ends a clause stood before it: ? . ; or a line break. */
  startsClause: boolean;
  /** A comma stood before it. */
  afterComma: boolean;
  /** A dash stood before it ("jan-aug"). */
  afterDash: boolean;
  /** A colon stood before it: what follows says what is meant. */
  afterColon: boolean;
  /** Inside quotation marks: a name, not words of the grammar. */
  isQuoted: boolean;
  /** Its place in the question. */
  at: number;
}

/** The parts of a language file that cut and normalise words. */
export type WordRules = Pick<
  LanguageFile,
  'endings' | 'keep' | 'elisions' | 'decimal' | 'numbers' | 'scales' | 'shorthand' | 'abbreviations'
>;

/** Lower case without Latin accents, typographic marks plain. Marks of other scripts are letters and stay. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'")
    .replace(/[–—−]/g, '-')
    .replace(/ß/g, 'ss')
    .toLowerCase();
}

/** Singular of a folded word, by the endings of its language. */
export function lemmaOf(word: string, rules: Pick<WordRules, 'endings' | 'keep'>): string {
  if (word.length < 4 || rules.keep.includes(word)) return word;
  for (const [ending, replacement] of rules.endings)
    if (word.endsWith(ending) && word.length > ending.length + 1) return `${word.slice(0, -ending.length)}${replacement}`;
  return word;
}

const PATTERN = new RegExp(
  [
    String.raw`[?!;\n।]+`, // ends of a clause
    String.raw`\.(?=\s|$)`,
    String.raw`["“”«»„]`,
    ',',
    String.raw`:(?=\s)`,
    String.raw`w\/o?(?=\s)`,
    String.raw`\d{4}-\d{2}-\d{2}`,
    String.raw`\d{1,2}[/.]\d{1,2}[/.]\d{4}`,
    String.raw`\d{1,2}\/\d{4}`,
    String.raw`\d{4}-\d{2}(?!\d)`,
    String.raw`(?:[$€£₹]|R\$)?\d(?:[\d.,]*\d)?(?:[km%])?(?:(?=(?:am|pm|h|hrs)\b)|(?![\p{L}\d]))`,
    String.raw`\d+(?:st|nd|rd|th|er|e|o|a)\b`,
    String.raw`['’]\d{2}\b`,
    String.raw`[\p{L}\p{M}\p{N}_&'’]+`,
    '[%+&-]',
  ].join('|'),
  'giu',
);

/** Cut a question into tokens. Hyphenated words are split; numbers keep their separators and units (1,000 2k 5% $50). */
export function tokenize(question: string, rules: WordRules): Token[] {
  const tokens: Token[] = [];
  let startsClause = true;
  let afterComma = false;
  let afterDash = false;
  let afterColon = false;
  let isQuoted = false;
  for (const [raw] of separated(question).matchAll(PATTERN)) {
    if (raw === '.' && rules.abbreviations.includes(tokens.at(-1)?.text ?? '')) continue;
    if (/^([?!;\n।]+|\.)$/.test(raw)) startsClause = true;
    else if (raw === ',') afterComma = true;
    else if (raw === '-') afterDash = true;
    else if (raw === ':') afterColon = true;
    else if (/^["“”«»„]$/.test(raw)) isQuoted = !isQuoted;
    else
      for (const said of cutElision(fold(raw), rules)) {
        const word = rules.shorthand[said] ?? said;
        tokens.push({
          raw: said.length < raw.length ? said : raw,
          text: word,
          lemma: lemmaOf(word, rules),
          startsClause,
          afterComma,
          afterDash,
          afterColon,
          isQuoted,
          at: tokens.length,
        });
        startsClause = false;
        afterComma = false;
        afterDash = false;
        afterColon = false;
      }
  }
  return tokens;
}

/** "salvador / recife", "orders/revenue": a list; "PINK/WHITE" is a name. */
function separated(question: string): string {
  return question
    .normalize('NFC')
    .replace(/[–—]/g, '-')
    .replace(/(?<=\p{L}{2})\s+\/\s+(?=\p{L}{2})|(?<=\p{Ll}{3})\/(?=\p{Ll}{3})/gu, ', ');
}

/** "l'annee" is two words in French; "shop's" is one in English. */
function cutElision(word: string, rules: WordRules): string[] {
  const [head = '', ...rest] = word.split("'");
  if (rest.length > 0 && rules.elisions.includes(head)) return [head, rest.join("'")].filter((part) => part !== '');
  const plain = word.replace(/'s$|'$/, '');
  return plain === '' ? [] : [plain];
}

/** Key of a phrase for look-ups: lemmas joined by spaces. */
export function phraseKey(phrase: string, rules: WordRules): string {
  return tokenize(phrase, rules)
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

/** The number a token says ("five", "1,000", "2k", "5%" as 5), or null. Separators are read by the language's decimal mark. */
export function numberOf(token: Pick<Token, 'text'> | undefined, rules: WordRules): number | null {
  if (!token) return null;
  const word = rules.numbers[token.text];
  if (word !== undefined) return word;
  const match = /^(?:[$€£₹]|r\$)?(\d[\d.,]*?)([km%])?$/.exec(token.text);
  if (!match?.[1]) return null;
  const scale = match[2] === 'k' ? 1000 : match[2] === 'm' ? 1_000_000 : 1;
  return readDigits(match[1], rules.decimal) * scale;
}

/** "1.234,56" and "1,234.56": the language's decimal mark, unless the grouping shows otherwise. */
function readDigits(digits: string, decimal: '.' | ','): number {
  const group = decimal === '.' ? ',' : '.';
  // "1.5" where the comma is the decimal mark: a group has three digits.
  const isGrouped = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`).test(digits);
  const plain = isGrouped ? digits.replaceAll(group, '') : digits;
  return Number(plain.replace(',', '.'));
}
