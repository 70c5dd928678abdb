import type { Claim, Span } from './contract';

/** A boundary between a figure and a word makes them belong together less. */
const BOUNDARY_COST = 25;
const BOUNDARY = /[,;:]|\s(?:and|while|but|whereas|yet|then|followed by)\s|\s[-–—]\s/g;

/** Distance between two stretches, with boundaries in between counted. */
export function distance(text: string, a: Span, b: Span): number {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  const between = text.slice(first.end, second.start);
  const isOpenBracket = between.trimEnd().endsWith('(');
  // "SP: 12" and "SP (12)" belong together.
  const boundaries = [...between.replace(/^\s*:/, '').matchAll(BOUNDARY)].length;
  return between.length + (isOpenBracket ? 0 : boundaries * BOUNDARY_COST);
}

/** The nearest of some mentions, by boundaries and letters. */
export function nearest<M extends Span>(text: string, claim: Span, mentions: readonly M[]): M | undefined {
  return mentions.reduce<M | undefined>(
    (best, mention) => (best === undefined || distance(text, claim, mention) < distance(text, claim, best) ? mention : best),
    undefined,
  );
}

/**
 * Which figures of a sentence are not about the names, dates or measures beside them. Sentences attach figures in four
 * ways: to what was named before ("SP sold 12, RJ 9"), after ("12 came from SP, 9 from RJ"), in the same order ("SP
 * and RJ sold 12 and 9"), or to the nearest. A figure passes that agrees with what was named before or with the
 * nearest; all pass when they agree in one of the other ways.
 */
export function misattached<M extends Span & { isObject?: boolean }>(
  text: string,
  claims: readonly Claim[],
  mentions: readonly M[],
  agrees: (claim: Claim, mention: M) => boolean,
): { claim: Claim; mention: M }[] {
  const [first] = mentions;
  if (!first || claims.length === 0) return [];
  const after = (claim: Claim): M | undefined => mentions.find((mention) => mention.start >= claim.end);
  const isAfter =
    claims.every((claim) => claim.start < first.start || after(claim) !== undefined) && claims.some((claim) => claim.end <= first.start);
  if (isAfter && (claims[0]?.start ?? 0) < first.start && claims.every((claim) => agreesWith(after(claim), claim, agrees))) return [];
  const last = mentions.at(-1);
  const isParallel = mentions.length > 1 && mentions.length === claims.length && (last?.end ?? 0) <= (claims[0]?.start ?? 0);
  if (isParallel && claims.every((claim, index) => agreesWith(mentions[index], claim, agrees))) return [];
  // "Compared with SP, RJ made 9 against 12."
  const isCrossed = mentions.length === 2 && claims.length === 2 && first.isObject === true && isParallel;
  if (isCrossed && claims.every((claim, index) => agreesWith(mentions[1 - index], claim, agrees))) return [];
  return claims.flatMap((claim) => {
    const before = mentions.filter((mention) => mention.end <= claim.start);
    const near = nearest(text, claim, mentions);
    const candidates = [near, ...subjects(before)].filter((mention) => mention !== undefined);
    const isRight = candidates.some((mention) => agrees(claim, mention));
    return isRight || near === undefined ? [] : [{ claim, mention: candidates.at(-1) ?? near }];
  });
}

function agreesWith<M>(mention: M | undefined, claim: Claim, agrees: (claim: Claim, mention: M) => boolean): boolean {
  return mention !== undefined && agrees(claim, mention);
}

/** What a figure can be about among what was named before it: the last name, and before a compared one its subject. */
function subjects<M extends { isObject?: boolean }>(before: readonly M[]): M[] {
  const last = before.at(-1);
  if (!last) return [];
  const subject = last.isObject ? before.findLast((mention) => !mention.isObject) : undefined;
  return subject ? [last, subject] : [last];
}
