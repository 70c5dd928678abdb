import type { Claim, Figure, Finding, Rule, Statement } from '../contract';
import { found } from '../contract';
import { metricOf } from '../measures';
import { directionOf, isBookedNegative } from '../directions';
import { changesWithoutFigure } from './course-without-figure';

const ID = 'direction';

/** "Rose", "fell", "fewer" beside a change must be its sign; "from A to B" must go that way. */
export const directionMatches: Rule = {
  id: ID,
  check(statement, evidence) {
    const findings = [...statement.claims.flatMap((claim) => checkChange(statement, claim)), ...checkCourse(statement)];
    findings.push(...statement.claims.flatMap((claim) => [...checkLoss(statement, claim), ...checkNoChange(statement, claim)]));
    return findings.length > 0 || !isGeneral(statement) ? findings : changesWithoutFigure(statement, evidence, ID);
  },
};

/** A sentence whose words of direction are about no figure in it: it has none, or only figures of the whole period. */
function isGeneral({ claims, members, times }: Statement): boolean {
  if (claims.length === 0) return true;
  return (
    claims.length === 1 && members.length === 0 && times.every((mention) => mention.grain === 'range') && !claims[0]?.cells.some(isChange)
  );
}

const BY =
  /\b(?:(?:rose|rises|risen|grew|grows|grown|increased|climbed|jumped|fell|falls|fallen|dropped|declined|decreased|shrank|slipped)\s(?:by\s)?|(?<!\b(?:ma[dk]es?|add(?:s|ed)?|sums?|summed|break|set|sign(?:ed)?|split|end(?:ed|s)?)\s)(?:up|down)\s(?:by\s)?|(?:increase|decrease|decline|drop|rise|growth|gain)\sof\s)(?:about\s|around\s|roughly\s|nearly\s|over\s)?$/i;

/** "Up 12 %" of a rate, "fell by" a sum: a figure that is no change given as one. */
function checkNoChange(statement: Statement, claim: Claim): Finding[] {
  const lead = statement.plain.slice(Math.max(0, claim.start - 40), claim.start);
  const isValue = claim.cells.length > 0 && claim.cells.every((cell) => !isChange(cell));
  if (!isValue || !BY.test(lead)) return [];
  return [found(statement, claim, ID, `${claim.text} is no change: it is the figure itself.`)];
}

/** "You lost 8,000" of sales that were made. */
function checkLoss(statement: Statement, claim: Claim): Finding[] {
  const lead = statement.plain.slice(Math.max(0, claim.start - 24), claim.start);
  const isSale =
    claim.cells.length > 0 && claim.cells.every((cell) => cell.column.unit === 'money' && !isChange(cell) && Number(cell.value) > 0);
  if (!isSale || !/\b(?:lost|los(?:e|ing)|loss(?:es)? of)\s(?:about\s|over\s|around\s)?$/i.test(lead)) return [];
  return [found(statement, claim, ID, `${claim.text} was not lost: it is what was made.`)];
}

const isChange = ({ column }: Figure): boolean =>
  column.derivation === 'change' || column.derivation === 'changePct' || column.derivation === 'growth';

function checkChange(statement: Statement, claim: Claim): Finding[] {
  const cells = claim.cells.filter((cell) => isChange(cell) && !isBookedNegative(cell));
  if (cells.length === 0 || cells.length < claim.cells.length) return [];
  const said = saidOf(statement, claim);
  if (said === 0 || cells.some((cell) => cell.value === 0 || Math.sign(Number(cell.value)) === said)) return [];
  const truth = Number(cells[0]?.value) > 0 ? 'an increase' : 'a decrease';
  return [found(statement, claim, ID, `${claim.text} is ${truth}, but the sentence says the opposite.`)];
}

/** The direction said of a figure: the last word before it in its clause, else the first after it. */
function saidOf({ plain, claims }: Statement, claim: Claim): 1 | -1 | 0 {
  const before = claims.filter((other) => other.end <= claim.start).at(-1)?.end ?? 0;
  const lead =
    plain
      .slice(before, claim.start)
      .split(/[;]|,\s(?:but|while|and)\s/)
      .at(-1) ?? '';
  const after = claims.find((other) => other.start >= claim.end)?.start ?? plain.length;
  const tail = /^[^,;.]*/.exec(plain.slice(claim.end, after))?.[0] ?? '';
  // "12 % more", "12 % lower than": right behind the figure it is the figure's own.
  const behind = directionOf(/^\s*(?:\([^)]*\)\s*)?\w+/.exec(tail)?.[0] ?? '');
  return behind !== 0 ? behind : directionOf(lead) || directionOf(tail.slice(0, 30));
}

const AGAINST = /\b(?:from|against|than|over)\s*$/i;

/** "rose from A to B", "B, up from A": the two figures of one measure must stand in that order. */
function checkCourse(statement: Statement): Finding[] {
  const { plain } = statement;
  const claims = statement.claims.filter((claim) => claim.cells.length > 0 && !claim.cells.some(isChange));
  return claims.flatMap((claim, index): Finding[] => {
    const next = claims[index + 1];
    if (!next) return [];
    const between = plain.slice(claim.end, next.start);
    const lead = plain.slice(Math.max(0, claim.start - 60), claim.start);
    const isTo = /\bto\s*$/i.test(between);
    const isFromTo = isTo && (/\bfrom\s*$/i.test(lead) || directionOf(between) !== 0);
    const isAgainst = AGAINST.test(between) && directionOf(between) !== 0 && !/[;]/.test(between);
    const said = isFromTo ? directionOf(between) || directionOf(lead) : isAgainst ? directionOf(between) : 0;
    const pairs = claim.cells.flatMap((a) =>
      next.cells.filter((b) => metricOf(a) === metricOf(b) && !isBookedNegative(a)).map((b) => [Number(a.value), Number(b.value)] as const),
    );
    if (said === 0 || pairs.length === 0) return [];
    const isRight = pairs.some(([a, b]) => a === b || Math.sign(isFromTo ? b - a : a - b) === said);
    return isRight ? [] : [found(statement, next, ID, `The two figures go the other way than the sentence says.`)];
  });
}
