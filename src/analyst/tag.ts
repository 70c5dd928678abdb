import { isShoutedOnly, type Lexicon, type Reading } from './lexicon';
import { editDistance, numberOf, type Token } from './text';
import { findPeriods, grainOf, type PeriodSpan, type TimeContext } from './time';

/** A stretch of tokens with what it can mean. */
export interface Mark {
  start: number;
  end: number;
  readings: readonly Reading[];
  /** The number said here, when it is one and nothing else. */
  number: number | null;
  /** A grain noun ("month") outside a period. */
  grain: ReturnType<typeof grainOf>;
}

export interface Tagged {
  tokens: readonly Token[];
  marks: readonly Mark[];
  periods: readonly PeriodSpan[];
  /** Words nothing was found for, as runs of adjacent tokens. */
  unknown: readonly { start: number; end: number; text: string }[];
}

/** Find every phrase of the lexicon, longest first, leaving the tokens of periods alone. */
export function tagQuestion(raw: readonly Token[], lexicon: Lexicon, time: TimeContext): Tagged {
  const tokens = raw.map((token) => correctSpelling(token, lexicon));
  const periods = findPeriods(tokens, time, comparisonTokens(tokens, lexicon));
  const inPeriod = tokens.map((_, index) => periods.some((span) => index >= span.start && index < span.end));
  const marks: Mark[] = [];
  const unknown: number[] = [];
  for (let at = 0; at < tokens.length;) {
    if (inPeriod[at]) {
      at += 1;
      continue;
    }
    const length = chosenLength(tokens, at, { lexicon, inPeriod });
    if (length > 0) {
      marks.push({ start: at, end: at + length, readings: readingsAt(tokens, at, length, lexicon), number: null, grain: null });
      at += length;
      continue;
    }
    const token = tokens[at];
    const number = numberOf(token);
    const grain = grainOf(token);
    if (number !== null) marks.push({ start: at, end: at + 1, readings: [], number, grain: null });
    else if (grain !== null) marks.push({ start: at, end: at + 1, readings: [], number: null, grain });
    else if (token && !lexicon.stop.has(token.lemma) && !lexicon.stop.has(token.text)) unknown.push(at);
    at += 1;
  }
  return { tokens, marks, periods, unknown: joinRuns(tokens, unknown) };
}

/** Tokens of phrases like "same period last year": they name a comparison, not the period "last year". */
function comparisonTokens(tokens: readonly Token[], lexicon: Lexicon): boolean[] {
  const reserved = tokens.map(() => false);
  for (let at = 0; at < tokens.length; at += 1) {
    for (let length = Math.min(lexicon.longest, tokens.length - at); length > 1; length -= 1) {
      const isComparison = readingsAt(tokens, at, length, lexicon).some(
        (reading) => reading.kind === 'function' && (reading.name === 'yearOverYear' || reading.name === 'periodOverPeriod'),
      );
      if (isComparison) reserved.fill(true, at, at + length);
    }
  }
  return reserved;
}

function readingsAt(tokens: readonly Token[], at: number, length: number, lexicon: Lexicon): Reading[] {
  const slice = tokens.slice(at, at + length);
  const key = slice.map((token) => token.lemma).join(' ');
  const isShouted = slice.every((token) => token.raw === token.raw.toUpperCase());
  // Two-letter states collide with small words ("to", "am"): they count only when written in capitals.
  return (lexicon.readings.get(key) ?? []).filter((reading) => reading.kind !== 'value' || isShouted || !isShoutedOnly(key));
}

interface ScanContext {
  lexicon: Lexicon;
  inPeriod: readonly boolean[];
}

function longestAt(tokens: readonly Token[], at: number, context: ScanContext, most: number = context.lexicon.longest): number {
  for (let length = Math.min(most, tokens.length - at); length > 0; length -= 1) {
    const stretch = tokens.slice(at, at + length);
    if (stretch.some((token, index) => context.inPeriod[at + index] || (index > 0 && token.startsClause))) continue;
    if (readingsAt(tokens, at, length, context.lexicon).length > 0) return length;
  }
  return 0;
}

/** The longest phrase here, unless a longer one starts inside it ("by day" in "by day of the week"). */
function chosenLength(tokens: readonly Token[], at: number, context: ScanContext): number {
  let length = longestAt(tokens, at, context);
  while (length > 1) {
    let cut = 0;
    for (let inner = at + 1; inner < at + length && cut === 0; inner += 1) {
      const other = longestAt(tokens, inner, context);
      if (other > length && inner + other > at + length) cut = inner - at;
    }
    if (cut === 0) return length;
    length = longestAt(tokens, at, context, cut);
  }
  return length;
}

/** A word not known is taken for the nearest known one: one slip in short words, two in long ones. */
function correctSpelling(token: Token, lexicon: Lexicon): Token {
  const { lemma } = token;
  const isName = token.isQuoted || /\d/.test(token.text) || (token.raw === token.raw.toUpperCase() && token.raw.length <= 4);
  if (
    isName ||
    lemma.length < 5 ||
    lexicon.words.has(lemma) ||
    lexicon.stop.has(lemma) ||
    lexicon.stop.has(token.text) ||
    lexicon.readings.has(lemma)
  )
    return token;
  const limit = lemma.length >= 8 ? 2 : 1;
  let best: string | null = null;
  let bestDistance = limit + 1;
  let isTied = false;
  for (const word of lexicon.words) {
    if (word[0] !== lemma[0] && word[1] !== lemma[1]) continue;
    const distance = editDistance(lemma, word, limit);
    if (distance < bestDistance) {
      best = word;
      bestDistance = distance;
      isTied = false;
    } else if (distance === bestDistance && word !== best) isTied = true;
  }
  return best !== null && !isTied ? { ...token, text: best, lemma: best } : token;
}

function joinRuns(tokens: readonly Token[], positions: readonly number[]): { start: number; end: number; text: string }[] {
  const runs: { start: number; end: number; text: string }[] = [];
  for (const at of positions) {
    const last = runs.at(-1);
    if (last && last.end === at) {
      last.end = at + 1;
      last.text = `${last.text} ${tokens[at]?.raw ?? ''}`;
    } else runs.push({ start: at, end: at + 1, text: tokens[at]?.raw ?? '' });
  }
  return runs;
}
