import { misattached } from '../attach';
import type { Claim, Evidence, Finding, MemberMention, Rule, Statement } from '../contract';
import { found } from '../contract';
import { dimensionOf, isAbout, nameColumns, sameName } from '../members';

const ID = 'member';

/** Words that say a figure is about everything, not about what was named. */
const WHOLE =
  /\b(?:total|totals|totall?ed|overall|altogether|together|combined|in all|in sum|whole|entire|all|every|each|sum|of|shop-wide|across|both)\b/i;

/** A figure beside a name must be of the row, or of the restricted table, that the name stands for. */
export const memberMatches: Rule = {
  id: ID,
  check(statement, evidence) {
    const members = statement.members.filter((mention) => !mention.isExcluded);
    if (members.length === 0) return [];
    const dimensions = new Set(members.flatMap((mention) => mention.values.map((value) => value.dimension)));
    const wrong = [...dimensions].flatMap((dimension) => checkDimension(statement, members, dimension));
    const seen = new Set(wrong.map((finding) => finding.start));
    return [...wrong, ...checkWhole(statement, members, evidence).filter((finding) => !seen.has(finding.start))];
  },
};

function checkDimension(statement: Statement, members: readonly MemberMention[], dimension: string): Finding[] {
  const mentions = members.filter((mention) => mention.values.some((value) => value.dimension === dimension));
  const claims = statement.claims.filter((claim) =>
    claim.cells.some((cell) =>
      mentions.some((mention) => mention.values.some((value) => value.dimension === dimension && isAbout(cell, value) !== null)),
    ),
  );
  return misattached(statement.plain, claims, mentions, isAboutMention).map(({ claim, mention }) => {
    const owner = ownerOf(claim, dimension);
    return found(
      statement,
      claim,
      ID,
      `${claim.text} is the figure of ${owner ?? 'another row'}, but the sentence gives it to ${mention.text}.`,
    );
  });
}

function isAboutMention(claim: Claim, mention: MemberMention): boolean {
  return claim.cells.some((cell) => mention.values.some((value) => isAbout(cell, value) === true));
}

function ownerOf(claim: Claim, dimension: string): string | null {
  for (const { table, row } of claim.cells) {
    const column = nameColumns(table).find((candidate) => dimensionOf(candidate) === dimension);
    if (column && row !== 'total') return String(table.rows[row]?.[column.id] ?? '');
  }
  return null;
}

/** A figure over everything must not be given to one name: "SP sold" beside the total of all. */
function checkWhole(statement: Statement, members: readonly MemberMention[], evidence: Evidence): Finding[] {
  const { plain, claims } = statement;
  return claims.flatMap((claim): Finding[] => {
    if (
      claim.cells.length === 0 ||
      !claim.cells.every((cell) => members.every((mention) => mention.values.every((value) => isAbout(cell, value) === null)))
    )
      return [];
    const mention = members.find((candidate) => isTied(plain, { claim, mention: candidate, claims }));
    if (!mention || mention.isObject || coversAll(claim, members, evidence)) return [];
    return [found(statement, claim, ID, `${claim.text} is not a figure of ${mention.text}: its result is not restricted to it.`)];
  });
}

/** "SP sold 12", "12 from SP": in one clause, with no other figure between and no word for the whole. */
function isTied(plain: string, tie: { claim: Claim; mention: MemberMention; claims: readonly Claim[] }): boolean {
  const { claim, mention, claims } = tie;
  const isBefore = mention.end <= claim.start;
  const [from, to] = isBefore ? [mention.end, claim.start] : [claim.end, mention.start];
  const between = plain.slice(from, to);
  if (/[,;:]|\b(?:and|while|but)\b/.test(between) || claims.some((other) => other !== claim && other.start >= from && other.end <= to))
    return false;
  if (WHOLE.test(plain.slice(Math.max(0, from - 24), to))) return false;
  return isBefore || /^\s*(?:[\p{L}-]+\s){0,3}(?:in|from|on|for|by|at|via|through)\s(?:the\s)?$/iu.test(between);
}

/** All values of the dimension are named, so that the whole is theirs together. */
function coversAll(claim: Claim, members: readonly MemberMention[], { tables }: Evidence): boolean {
  if (members.length < 2) return false;
  return tables.some((table) =>
    nameColumns(table).some((column) => {
      const values = new Set(table.rows.map((row) => String(row[column.id] ?? '')));
      const named = [...values].filter((value) => members.some((mention) => mention.values.some((entry) => sameName(entry.value, value))));
      return table.complete && values.size > 1 && named.length === values.size && claim.cells.length > 0;
    }),
  );
}
