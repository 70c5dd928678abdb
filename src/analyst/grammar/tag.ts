import type { Grain } from '@/core/model/calendar';
import { isShoutedOnly, ranks, type Lexicon, type Reading } from '@/analyst/language/lexicon';
import { numberOf, type Token } from '@/analyst/language/text';
import type { UnknownRun } from './draft';
import { GRAIN_SYMBOLS, reworded } from './reword';
import { findPeriods, type PeriodSpan, type TimeContext } from './time/periods';
import { readUnknown } from './unknown-runs';

/** A stretch of tokens with what it can mean. */
export interface Mark {
  start: number;
  end: number;
  readings: readonly Reading[];
  /** The number said here, when it is one and nothing else. */
  number: number | null;
  isPercent: boolean;
  /** A grain noun ("month") outside a period. */
  grain: Grain | null;
  /** A grain noun inside a phrase ("on the month before"). */
  saidGrain: Grain | null;
}

/** A small word of the grammar and where it stands. */
export interface Particle {
  name: string;
  start: number;
  end: number;
}

export interface Tagged {
  tokens: readonly Token[];
  marks: readonly Mark[];
  particles: readonly Particle[];
  /** What the question opens with: "also", "change", "correct" and so on. */
  openers: ReadonlySet<string>;
  periods: readonly PeriodSpan[];
  /** Words nothing was found for, as runs of adjacent tokens. */
  unknown: readonly (UnknownRun & { start: number; end: number })[];
}

/** Tokens being tagged. */
export interface Scan {
  tokens: readonly Token[];
  lexicon: Lexicon;
  inPeriod: readonly boolean[];
}

/** Functions that put members in order. */
export const RANKED: readonly string[] = ['top', 'bottom', 'good', 'bad', 'high', 'low', 'maximum', 'minimum'];
/** A mark of nothing. */
const PLAIN = { readings: [], number: null, isPercent: false, grain: null, saidGrain: null } as const;

/** Find every phrase of the lexicon, longest first, leaving the tokens of periods alone. */
export function tagQuestion(raw: readonly Token[], lexicon: Lexicon, time: TimeContext): Tagged {
  const tokens = reworded(raw, lexicon);
  const periods = findPeriods(tokens, time, { lexicon, reserved: comparisonTokens(tokens, lexicon) });
  const inPeriod = tokens.map((_, index) => periods.some((span) => index >= span.start && index < span.end));
  const scan: Scan = { tokens, lexicon, inPeriod };
  const opening = readOpeners(scan);
  const tagged = { marks: [] as Mark[], particles: [] as Particle[], unknown: [] as number[] };
  for (let at = opening.end; at < tokens.length;) at += inPeriod[at] ? 1 : readAt(scan, at, tagged);
  return {
    tokens,
    marks: tagged.marks,
    particles: tagged.particles,
    openers: opening.names,
    periods,
    unknown: readUnknown(scan, tagged),
  };
}

/** Read one phrase, number or word. @returns how many tokens were read. */
function readAt(scan: Scan, at: number, into: { marks: Mark[]; particles: Particle[]; unknown: number[] }): number {
  const { tokens, lexicon } = scan;
  const particle = uncutParticle(scan, at);
  const length = chosenLength(scan, at);
  if (particle.length > length || (particle.length > 0 && particle.length === length)) {
    for (const name of particle.names) into.particles.push({ name, start: at, end: at + particle.length });
    const isNumber = numberOf(tokens[at], lexicon.file) !== null;
    if (particle.length > length && !isNumber) return particle.length;
  }
  if (length > 0) {
    const saidGrain = tokens
      .slice(at, at + length)
      .map((token) => GRAIN_SYMBOLS[lexicon.time.get(token.lemma) ?? ''])
      .find(Boolean);
    into.marks.push({ ...PLAIN, start: at, end: at + length, readings: readingsAt(scan, at, length), saidGrain: saidGrain ?? null });
    return length;
  }
  const token = tokens[at];
  if (!token) return 1;
  const number = token.isQuoted ? null : numberOf(token, lexicon.file);
  if (number !== null && isInName(scan, at, into.unknown)) {
    into.unknown.push(at);
    return 1;
  }
  if (number !== null) {
    const scale = lexicon.file.scales[tokens[at + 1]?.text ?? ''] ?? 1;
    const end = at + (scale === 1 ? 1 : 2);
    into.marks.push({ ...PLAIN, start: at, end, number: number * scale, isPercent: token.text.endsWith('%') });
    return end - at;
  }
  const grain = token.isQuoted ? undefined : GRAIN_SYMBOLS[lexicon.time.get(token.lemma) ?? ''];
  if (grain) into.marks.push({ ...PLAIN, start: at, end: at + 1, grain });
  else if (!lexicon.stop.has(token.lemma) && !lexicon.stop.has(token.text)) into.unknown.push(at);
  return 1;
}

/** The longest particle here, unless a phrase of the grammar starts inside it and goes on ("with no" in "with no more than"). */
function uncutParticle(scan: Scan, at: number): { length: number; names: readonly string[] } {
  const found = namedLength(scan, at, scan.lexicon.particles);
  // "the two biggest" are a number of them, "the two" are those shown.
  if (found.length > 1 && numberOf(scan.tokens[at + found.length - 1], scan.lexicon.file) !== null && isRankedAt(scan, at + found.length))
    return { length: 0, names: [] };
  for (let inner = at + 1; inner < at + found.length; inner += 1)
    if (longestAt(scan, inner) > found.length) return namedLength(scan, at, scan.lexicon.particles, inner - at);
  return found;
}

/** A word of order stands here. */
function isRankedAt(scan: Scan, at: number): boolean {
  return readingsAt(scan, at, 1).some((reading) => ranks(reading) || (reading.kind === 'function' && RANKED.includes(reading.name)));
}

/** "regency cakestand 3 tier": a number between words of a name. */
function isInName(scan: Scan, at: number, unknown: readonly number[]): boolean {
  const next = scan.tokens[at + 1];
  const isUnknown =
    next !== undefined &&
    !next.afterComma &&
    !next.startsClause &&
    chosenLength(scan, at + 1) === 0 &&
    !scan.inPeriod[at + 1] &&
    !scan.lexicon.stop.has(next.lemma) &&
    !scan.lexicon.particles.has(next.lemma) &&
    !scan.lexicon.time.has(next.lemma) &&
    numberOf(next, scan.lexicon.file) === null;
  return unknown.at(-1) === at - 1 && isUnknown;
}

/** "and what about", "no, I meant": every opener before the question proper. */
function readOpeners(scan: Scan): { end: number; names: Set<string> } {
  const names = new Set<string>();
  let at = 0;
  for (;;) {
    const found = scan.inPeriod[at] ? { length: 0, names: [] } : namedLength(scan, at, scan.lexicon.openers);
    // A longer phrase of the grammar that begins here is not cut ("as a pie chart", "all time").
    if (found.length === 0 || chosenLength(scan, at) > found.length) return { end: at, names };
    for (const name of found.names) names.add(name);
    // Where the opener is also a word of the grammar ("by", "only", "per"), it is read as one, too.
    if (chosenLength(scan, at) === found.length) return { end: at, names };
    at += found.length;
  }
}

function namedLength(
  scan: Scan,
  at: number,
  phrases: ReadonlyMap<string, readonly string[]>,
  most: number = scan.lexicon.longest,
): { length: number; names: readonly string[] } {
  for (let length = Math.min(most, scan.tokens.length - at); length > 0; length -= 1) {
    if (isCut(scan, at, length)) continue;
    const names = phrases.get(keyAt(scan, at, length));
    if (names) return { length, names };
  }
  return { length: 0, names: [] };
}

/** Functions whose phrases hold words of time. */
const COMPARING = new Set(['yearOverYear', 'periodOverPeriod', 'timeBetween', 'versusWhole']);

/** Tokens of phrases like "same period last year": they name a comparison, not the period "last year". */
function comparisonTokens(tokens: readonly Token[], lexicon: Lexicon): boolean[] {
  const reserved = tokens.map(() => false);
  const scan: Scan = { tokens, lexicon, inPeriod: reserved };
  for (let at = 0; at < tokens.length; at += 1) {
    for (let length = Math.min(lexicon.longest, tokens.length - at); length > 1; length -= 1) {
      const names = readingsAt(scan, at, length).flatMap((reading) => (reading.kind === 'function' ? [reading.name] : []));
      if (!names.some((name) => COMPARING.has(name))) continue;
      // "the week before Christmas" is a period of its own.
      const next = lexicon.time.get(keyAt(scan, at + length, 2)) ?? lexicon.time.get(keyAt(scan, at + length, 1)) ?? '';
      // So is "the week before last".
      const isBeforeLast = lexicon.time.get(keyAt(scan, at + length - 1, 2)) === 'beforeLast';
      if (!next.startsWith('holiday:') && !isBeforeLast) reserved.fill(true, at, at + length);
    }
  }
  return reserved;
}

function keyAt(scan: Scan, at: number, length: number): string {
  return scan.tokens
    .slice(at, at + length)
    .map((token) => token.lemma)
    .join(' ');
}

/** Phrases end at commas; names that have one ("Linen Apron, Olive") do not. */
function isCut(scan: Scan, at: number, length: number): boolean {
  const words = scan.tokens.slice(at, at + length);
  if (words.some((token, index) => scan.inPeriod[at + index] || (index > 0 && token.startsClause))) return true;
  if (!words.some((token, index) => index > 0 && token.afterComma)) return false;
  const readings = scan.lexicon.readings.get(keyAt(scan, at, length)) ?? [];
  return !readings.some((reading) => reading.kind === 'value' && reading.value.includes(','));
}

function readingsAt(scan: Scan, at: number, length: number): Reading[] {
  const slice = scan.tokens.slice(at, at + length);
  const key = keyAt(scan, at, length);
  const isShouted = slice.every((token) => token.raw === token.raw.toUpperCase());
  const isQuoted = slice.some((token) => token.isQuoted);
  // Two-letter states collide with small words ("to", "me"): those count only when written in capitals.
  return (scan.lexicon.readings.get(key) ?? []).filter((reading) =>
    reading.kind === 'value'
      ? !isSmallWord(scan, key, slice) && (isShouted || !isShoutedOnly(key) || !isCommonWord(scan.lexicon, key))
      : !isQuoted,
  );
}

/** A small word of the grammar is no name unless it is written as one ("wale" is not Wales). */
const isSmallWord = ({ lexicon }: Scan, key: string, slice: readonly Token[]): boolean =>
  lexicon.stop.has(key) && lexicon.particles.has(key) && slice.every(({ raw, isQuoted }) => !isQuoted && raw === raw.toLowerCase());

/** A word of the language itself: no name unless it is written as one. */
function isCommonWord(lexicon: Lexicon, key: string): boolean {
  return (
    lexicon.stop.has(key) ||
    lexicon.time.has(key) ||
    lexicon.particles.has(key) ||
    lexicon.openers.has(key) ||
    (lexicon.readings.get(key) ?? []).some((reading) => reading.kind === 'function')
  );
}

function longestAt(scan: Scan, at: number, most: number = scan.lexicon.longest): number {
  for (let length = Math.min(most, scan.tokens.length - at); length > 0; length -= 1)
    if (!isCut(scan, at, length) && readingsAt(scan, at, length).length > 0) return length;
  return 0;
}

/** "which category sold most": an order as long as what it begins in, where that leaves a word that can be read. */
function isOrderAt(scan: Scan, { at, inner, length }: { at: number; inner: number; length: number }): boolean {
  return length > 1 && readingsAt(scan, inner, length).some(ranks) && longestAt(scan, at, inner - at) === inner - at;
}

/** The longest phrase here, unless a longer one starts inside it ("by day" in "by day of the week"). */
function chosenLength(scan: Scan, at: number): number {
  let length = longestAt(scan, at);
  while (length > 1) {
    let cut = 0;
    for (let inner = at + 1; inner < at + length && cut === 0; inner += 1) {
      const other = longestAt(scan, inner);
      if (inner + other > at + length && (other > length || isOrderAt(scan, { at, inner, length: other }))) cut = inner - at;
    }
    if (cut === 0) return length;
    length = longestAt(scan, at, cut);
  }
  return length;
}
