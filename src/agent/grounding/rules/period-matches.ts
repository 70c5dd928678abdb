import { daysInclusive } from '@/core/model/calendar';
import { misattached } from '../attach';
import type { Claim, Evidence, Figure, Finding, Rule, Statement, TimeMention } from '../contract';
import { found } from '../contract';
import { covers, figureDays, overlaps } from '../times';

const ID = 'period';

/** A figure beside a date, month or "last month" must be about those days. */
export const periodMatches: Rule = {
  id: ID,
  check(statement, evidence) {
    const mentions = statement.times.filter((mention) => mention.spans.length > 0 && isUsed(mention));
    // A change is about two periods; a comparison says so itself.
    const claims = statement.claims.filter((claim) =>
      claim.cells.some((cell) => figureDays(cell) !== null && !isChange(cell) && !isCohort(cell) && !isComparison(cell)),
    );
    return [
      ...checkComparisons(statement, evidence),
      ...misattached(
        statement.plain,
        claims,
        mentions.map(asObject),
        (claim, mention) => isOf(claim, mention, evidence) || !isTied(statement, claim, mention),
      ).map(({ claim, mention }): Finding => wrongDays(statement, claim, mention)),
    ];
  },
};

function wrongDays(statement: Statement, claim: Claim, mention: TimeMention): Finding {
  return found(statement, claim, ID, `${claim.text} is for ${daysOf(claim)}, but the sentence gives it for ${mention.text}.`);
}

/** The figure of the period compared with: only a date right behind it is its own. */
function checkComparisons(statement: Statement, evidence: Evidence): Finding[] {
  return statement.claims.flatMap((claim): Finding[] => {
    if (claim.cells.length === 0 || !claim.cells.every(isComparison)) return [];
    const own = statement.times.find(
      (mention) =>
        mention.start >= claim.end &&
        /^\s?\(?(?:in|for|during|over|of)?\s?(?:the\s)?$/i.test(statement.plain.slice(claim.end, mention.start)),
    );
    return own && !isOf(claim, own, evidence) ? [wrongDays(statement, claim, own)] : [];
  });
}

/** "until June 30" beside another date: only dates that say when a figure was made count. */
function isUsed(mention: TimeMention): boolean {
  return !mention.isLoose && (!mention.isAside || mention.grain !== 'day');
}

/** A figure of a whole period goes only with a date of its own clause, or with the one the sentence opens with. */
function isTied({ plain }: Statement, claim: Claim, mention: TimeMention): boolean {
  if (claim.cells.some((cell) => figureDays(cell)?.isBucket === true)) return true;
  const between = plain.slice(Math.min(mention.end, claim.end), Math.max(mention.start, claim.start));
  const isOpening = mention.end <= claim.start && /^\W*(?:(?:in|for|during|on|over)\s)?(?:the\s)?$/i.test(plain.slice(0, mention.start));
  return !/[,;:]|\b(?:and|while|but|highest|lowest|best|worst|most|least)\b/i.test(isOpening ? between.replace(/^\s*,/, '') : between);
}

const asObject = (mention: TimeMention): TimeMention & { isObject: boolean } => ({ ...mention, isObject: mention.isAside });
const isChange = ({ column }: Figure): boolean =>
  column.derivation === 'change' || column.derivation === 'changePct' || column.derivation === 'growth';
const isComparison = ({ column }: Figure): boolean => column.derivation === 'comparison';
const isCohort = ({ provenance }: Figure): boolean => provenance?.query?.shape.kind === 'cohort';

function isOf(claim: Claim, mention: TimeMention, evidence: Evidence): boolean {
  return claim.cells.some((cell) => {
    const about = figureDays(cell);
    if (!about || isChange(cell)) return true;
    return mention.spans.some((span) => (about.isBucket ? isBucketOf(span, about.days) : isPeriod(span, about.days, { cell, evidence })));
  });
}

/** A stretch around the bucket, or as long as it; a day names its bucket only when that begins with it ("week of May 4"). */
function isBucketOf(said: { from: string; to: string }, bucket: { from: string; to: string }): boolean {
  if (!overlaps(said, bucket)) return false;
  return said.from === bucket.from || daysInclusive(said.from, said.to) >= daysInclusive(bucket.from, bucket.to);
}

/** The days said are the period, or hold it and nothing more that there is data for. */
function isPeriod(
  said: { from: string; to: string },
  period: { from: string; to: string },
  context: { cell: Figure; evidence: Evidence },
): boolean {
  if (said.from === period.from && said.to === period.to) return true;
  if (!covers(said, period)) return false;
  const sources = context.cell.provenance?.freshness ?? [];
  const first = sources.flatMap((source) => source.firstDay ?? []).sort()[0] ?? period.from;
  const last =
    sources
      .flatMap((source) => source.lastDay ?? [])
      .sort()
      .at(-1) ?? period.to;
  const end = [said.to, last, context.evidence.today].sort()[0] ?? said.to;
  return period.from <= (said.from > first ? said.from : first) && period.to >= end;
}

function daysOf(claim: Claim): string {
  const [cell] = claim.cells;
  const about = cell ? figureDays(cell) : null;
  if (!about) return 'another period';
  return about.days.from === about.days.to ? about.days.from : `${about.days.from} to ${about.days.to}`;
}
