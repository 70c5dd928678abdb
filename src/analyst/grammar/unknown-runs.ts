import { fold, numberOf, type Token } from '@/analyst/language/text';
import type { UnknownRun } from './draft';
import type { Mark, Particle, Scan } from './tag';

interface Run {
  start: number;
  end: number;
  text: string;
}

interface Found {
  marks: readonly Mark[];
  particles: readonly Particle[];
  /** Places of the words nothing was found for. */
  unknown: readonly number[];
}

/** Words nothing was found for, as runs of adjacent tokens with what is needed to look them up as names. */
export function readUnknown(scan: Scan, found: Found): (UnknownRun & { start: number; end: number })[] {
  const runs = joinRuns(scan.tokens, found.unknown).filter((run) => !isSpeltOut(scan, found, run));
  return runs.map((run) => ({
    ...run,
    longer: longerName(scan, found.marks, run),
    chain: chainOf(scan, found, run),
    isRestricting: isRestricting(scan, found, run),
    isGroup: found.marks.some(
      (mark) =>
        mark.end === run.start &&
        mark.readings.some((reading) => reading.kind === 'function' && (reading.name === 'which' || reading.name === 'by')),
    ),
    isExcepted: isExcepted(found, run),
  }));
}

function joinRuns(tokens: readonly Token[], positions: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const at of positions) {
    const last = runs.at(-1);
    if (last && last.end === at && !tokens[at]?.afterComma && !tokens[at]?.startsClause) {
      last.end = at + 1;
      last.text = `${last.text} ${tokens[at]?.raw ?? ''}`;
    } else runs.push({ start: at, end: at + 1, text: tokens[at]?.raw ?? '' });
  }
  return runs;
}

/** "the south: PR, SC and RS", "the south, so PR, SC and RS": words before a colon or "that is" behind which two names or more of one kind say what is meant. */
function isSpeltOut({ tokens }: Scan, { marks, unknown, particles }: Found, run: Run): boolean {
  const said = particles.find(({ name, start }) => name === 'namely' && start >= run.end)?.end;
  const colon = said ?? tokens.findIndex((token, at) => at >= run.end && token.afterColon);
  const isBare = colon >= 0 && !marks.some(({ start, end, readings }) => start >= run.end && end <= colon && readings.length > 0);
  if (!isBare || unknown.some((at) => at >= colon)) return false;
  const behind = marks.filter(({ start }) => start >= colon);
  const kindsOf = (mark: Mark): string[] => mark.readings.flatMap((reading) => (reading.kind === 'value' ? [reading.dimension] : []));
  const [first, ...others] = behind;
  const kinds = first ? kindsOf(first) : [];
  return others.length > 0 && kinds.some((kind) => others.every((mark) => kindsOf(mark).includes(kind)));
}

/** "for weddings", "by colour", "organic sales": words behind the first phrase, or right before a measure, narrow what is counted. */
function isRestricting(scan: Scan, tagged: { marks: readonly Mark[] }, run: { start: number; end: number }): boolean {
  const first = Math.min(
    ...tagged.marks.map((mark) => mark.start),
    scan.inPeriod.indexOf(true) < 0 ? Infinity : scan.inPeriod.indexOf(true),
  );
  const next = tagged.marks.find((mark) => mark.start === run.end);
  return run.start > first || (next?.readings.some((reading) => reading.kind === 'metric') ?? false);
}

function longerName(scan: Scan, marks: readonly Mark[], run: { start: number; end: number }): UnknownRun['longer'] {
  const valuesOf = (mark: Mark | undefined) =>
    (mark?.readings ?? []).flatMap((reading) => (reading.kind === 'value' ? [{ dimension: reading.dimension, value: reading.value }] : []));
  const before = marks.find((mark) => mark.end === run.start && valuesOf(mark).length > 0);
  const after = marks.find((mark) => mark.start === run.end && valuesOf(mark).length > 0);
  if (!before && !after) return null;
  const text = scan.tokens
    .slice(before?.start ?? run.start, after?.end ?? run.end)
    .map((token) => token.raw)
    .join(' ');
  return { text, values: [...valuesOf(before), ...valuesOf(after)] };
}

/** Small words a name may hold one after the other ("heart of the house"). */
const SMALL_WORDS = 2;

/** The longest stretch around a run that may be one name: unknown words, and words read as another than they were written or as nothing. */
function chainOf(scan: Scan, found: Found, run: Pick<Run, 'start' | 'end'>): string | null {
  const start = reach(scan, found, { from: run.start, step: -1 });
  const end = reach(scan, found, { from: run.end - 1, step: 1 }) + 1;
  if (start === run.start && end === run.end) return null;
  return scan.tokens
    .slice(start, end)
    .map((token) => token.raw)
    .join(' ');
}

/** The last token in a direction that may belong to the name, over small words between. */
function reach(scan: Scan, found: Found, { from, step }: { from: number; step: 1 | -1 }): number {
  let edge = from;
  let small = 0;
  for (let at = from + step; small <= SMALL_WORDS && isFree(scan, found, at); at += step) {
    const joint = scan.tokens[step === 1 ? at : at + 1];
    if (joint?.afterComma || joint?.startsClause) break;
    const token = scan.tokens[at];
    const isCorrected = token !== undefined && fold(token.raw) !== token.text;
    small = found.unknown.includes(at) || isCorrected ? 0 : small + 1;
    if (small === 0) edge = at;
  }
  return edge;
}

/** No phrase, number or period of the question: what a name may take. */
function isFree(scan: Scan, found: Found, at: number): boolean {
  const token = scan.tokens[at];
  const isMarked = found.marks.some((mark) => at >= mark.start && at < mark.end);
  return token !== undefined && !scan.inPeriod[at] && !isMarked && numberOf(token, scan.lexicon.file) === null;
}

const isExceptBehind = (reading: Mark['readings'][number]): boolean => reading.kind === 'function' && reading.name === 'exceptBehind';

/** Words between "except" and a name that do not end its reach. */
const REACH = 3;

function isExcepted(tagged: { marks: readonly Mark[]; particles: readonly Particle[] }, run: { start: number; end: number }): boolean {
  const isBehind = tagged.marks.some(({ start, readings }) => start >= run.end && start - run.end <= 1 && readings.some(isExceptBehind));
  if (isBehind) return true;
  const ends = [
    ...tagged.marks
      .filter((mark) =>
        mark.readings.some((reading) => reading.kind === 'function' && (reading.name === 'except' || reading.name === 'never')),
      )
      .map((mark) => mark.end),
    ...tagged.particles.filter((particle) => particle.name === 'withoutValue').map((particle) => particle.end),
  ];
  return ends.some((end) => end <= run.start && run.start - end <= REACH);
}
