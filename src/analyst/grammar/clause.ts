import type { Reading } from '@/analyst/language/lexicon';
import type { Token } from '@/analyst/language/text';
import { emptyDraft, type Draft } from './draft';
import type { Mark, Tagged } from './tag';

/** A clause being read: its marks, which of them are used up, and the draft they fill. */
export interface Clause {
  readonly tagged: Tagged;
  readonly tokens: readonly Token[];
  readonly marks: readonly Mark[];
  readonly used: Set<Mark>;
  readonly draft: Draft;
}

export function openClause(tagged: Tagged): Clause {
  const draft = emptyDraft();
  draft.periods = tagged.periods.filter((span) => !span.isWhole);
  draft.unknown = tagged.unknown.map(({ text, longer, chain, isRestricting, isGroup, isExcepted }) => ({
    text,
    longer,
    chain,
    isRestricting,
    isGroup,
    isExcepted,
  }));
  if (tagged.periods.some((span) => span.isWhole)) draft.flags.add('allTime');
  draft.openers = tagged.openers;
  draft.size = tagged.marks.length + tagged.periods.length + tagged.unknown.length;
  return { tagged, tokens: tagged.tokens, marks: tagged.marks, used: new Set(), draft };
}

/** True when a mark can be read as a function. */
export function has(mark: Mark | undefined, name: string): boolean {
  return mark?.readings.some((reading) => reading.kind === 'function' && reading.name === name) ?? false;
}

export function functionsOf(mark: Mark | undefined): string[] {
  return mark?.readings.flatMap((reading) => (reading.kind === 'function' ? [reading.name] : [])) ?? [];
}

export function readingsOf<K extends Reading['kind']>(mark: Mark | undefined, kind: K): Extract<Reading, { kind: K }>[] {
  return (mark?.readings.filter((reading) => reading.kind === kind) ?? []) as Extract<Reading, { kind: K }>[];
}

/** True when a particle stands in the tokens from `start` up to `end`. */
export function hasParticle(clause: Clause, name: string, start: number, end: number): boolean {
  return clause.tagged.particles.some((particle) => particle.name === name && particle.start >= start && particle.end <= end);
}

/** True when "and", "," or the like joins a mark to the one before. */
export function isJoined(clause: Clause, index: number): boolean {
  const mark = clause.marks[index];
  // "rating and number of reviews": the word of counting belongs to its noun.
  const before = has(clause.marks[index - 1], 'howMany') ? clause.marks[index - 2] : clause.marks[index - 1];
  if (!before || !mark) return false;
  const gap = clause.tokens.slice(before.end, mark.start + 1);
  return gap.some((token) => token.afterComma) || hasParticle(clause, 'joint', before.end, mark.start);
}

/** The last word of a mark is a plural. */
export function isPlural(clause: Clause, mark: Mark): boolean {
  const last = clause.tokens[mark.end - 1];
  return last !== undefined && last.text !== last.lemma;
}

/** The words of a mark as they were written. */
export function wordsOf(clause: Clause, { start, end }: Pick<Mark, 'start' | 'end'>): string {
  return clause.tokens
    .slice(start, end)
    .map((token) => token.raw)
    .join(' ');
}
