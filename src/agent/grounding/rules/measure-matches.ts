import { nearest } from '../attach';
import type { Claim, Finding, MeasureMention, Rule, Statement } from '../contract';
import { found } from '../contract';
import { findMetric } from '@/core/metrics/registry';
import { baseWords, isCalled, metricOf } from '../measures';

const ID = 'measure';

/** A figure must be called by its own measure: not "gross sales" for net sales, not "customers" for orders. */
export const measureMatches: Rule = {
  id: ID,
  check(statement) {
    return statement.claims.flatMap((claim): Finding[] => checkClaim(statement, claim));
  },
};

function checkClaim(statement: Statement, claim: Claim): Finding[] {
  const metrics = [...new Set(claim.cells.flatMap((cell) => metricOf(cell) ?? []))];
  if (metrics.length === 0) return [];
  const base = checkBase(statement, claim);
  if (base) return [base];
  const mention = named(statement, claim);
  if (!mention || metrics.some((metric) => isCalled(metric, mention) || isRelated(metric, mention, mention.start >= claim.end))) return [];
  const title = findMetric(metrics[0] ?? '')?.title ?? metrics[0];
  return [found(statement, claim, ID, `${claim.text} is ${title}, but the sentence calls it "${mention.text}".`)];
}

/** The mention that names a figure: the noun right after it, else the nearest measure named before it in its clause. */
function named(statement: Statement, claim: Claim): MeasureMention | undefined {
  const { plain, claims } = statement;
  const measures = statement.measures.filter((mention) => !BASE_BEFORE.test(plain.slice(0, mention.start)));
  const after = measures.find((mention) => mention.start >= claim.end);
  const gap = after ? plain.slice(claim.end, after.start) : '';
  const isRightAfter = after !== undefined && /^\s*(?:[\p{Ll}-]+\s)?$/u.test(gap) && !PREPOSITION.test(gap);
  if (isRightAfter) return after;
  const before = measures.filter((mention) => mention.end <= claim.start && !isCounted(plain, mention, claims));
  // "Net sales were X, orders Y": what was named last counts.
  const last = before.findLast((mention) => !mention.isNoun || SUBJECT.test(plain.slice(mention.end, claim.start)));
  if (last && !/[;.·|]/.test(plain.slice(last.end, claim.start))) return last;
  const free = measures.filter((mention) => !isCounted(plain, mention, claims) && !mention.isNoun);
  const near = nearest(plain, claim, free);
  return near && !/[;.·|]/.test(plain.slice(Math.min(near.end, claim.end), Math.max(near.start, claim.start))) ? near : undefined;
}

/** What a rate is taken of, not what it is. */
const BASE_BEFORE = /\b(?:relative to|per|divided by|out of|compared (?:to|with)|in proportion to|for every)\s(?:the\s|your\s|all\s)?$/i;

const PREPOSITION = /\b(?:of|from|in|per|on|across|for|with|by|to|and|or|at|over|than|as|that|were|was|is|are|which|when|after)\b/;

/** "Orders were 12": the noun is the figure's name, not something else in the sentence. */
const SUBJECT =
  /^\s*(?:(?:in|for|on|last|this|during|from|via|through)\s[^,;]{0,40}?)?(?:\s?(?:were|was|are|is|came to|come to|reached|totall?ed|amounted to|amount to|hit|stood at|stand at)\s|\s*[:=(]\s*)(?:about|only|just|around|roughly|exactly|nearly|almost|over|up|down|a|at|to|\s)*$/i;

/** A noun right after another figure is that figure's. */
function isCounted(plain: string, mention: MeasureMention, claims: readonly Claim[]): boolean {
  return claims.some(
    (claim) =>
      claim.end <= mention.start &&
      /^\s*(?:[\p{Ll}-]+\s)?$/u.test(plain.slice(claim.end, mention.start)) &&
      !PREPOSITION.test(plain.slice(claim.end, mention.start)),
  );
}

/** Nouns go with rates and averages about them: "orders" with the average order value, "12 % fewer orders". */
function isRelated(metric: string, mention: MeasureMention, isAfter: boolean): boolean {
  const definition = findMetric(metric);
  if (!definition || !mention.isNoun) return false;
  return definition.unit === 'ratio' || definition.unit === 'score' || (definition.measure.kind === 'ratio' && !isAfter);
}

const OF =
  /^\s*(?:\)|,)?\s*of\s(?:all\s|the\s|your\s|its\s|our\s|their\s|total\s|net\s|gross\s|overall\s|those\s|these\s|delivered\s|valid\s|monthly\s)*([\p{L}]+(?:\s[\p{L}]+)?)/iu;
/** Words after "of" that name no base. */
const KNOWN_BASES =
  /^(?:sales|revenue|turnover|takings|value|orders?|units?|items?|customers?|buyers?|shoppers?|reviews?|ratings?|deliver\w*|shipments?|parcels?|payments?|fees?|returns?|refunds?|products?|stock)\b/i;

/** A share must be said of what it is a share of. */
function checkBase(statement: Statement, claim: Claim): Finding | null {
  const said = OF.exec(statement.plain.slice(claim.end))?.[1];
  if (said === undefined || !KNOWN_BASES.test(said)) return null;
  const [word = ''] = said.split(' ');
  const bases = claim.cells.map(baseWords);
  if (bases.every((base) => base === null) || bases.some((base) => base?.test(word))) return null;
  return found(statement, claim, ID, `${claim.text} is not a share of ${word}: it is a share of something else.`);
}
