import { findMetric } from '@/core/metrics/registry';
import type { Table } from '@/core/artifact/artifact';
import { distance } from '../attach';
import type { Claim, Evidence, Figure, Finding, MemberMention, Rule, Span, Statement, TimeMention } from '../contract';
import { found } from '../contract';
import { isCalled, metricOf } from '../measures';
import { isAbout } from '../members';
import { allFigures } from '../read-statements';
import { bucketDays, covers } from '../times';

const ID = 'superlative';

const HIGH = `highest|most|best(?:[- ](?:selling|performing|seller))?|bestsell(?:er|ing)|largest|biggest|greatest|top(?:[- ](?:selling|performing|seller))?|leads?|leading|leader|strongest|peak(?:ed|s)?|maximum|number one|no\\. 1|#1|busiest|fastest|record|(?:is|was|are|were|comes?|came|ranks?|ranked|finished)\\sfirst(?! (?:to|in|time))`;
const LOW = `lowest|least|worst(?:[- ](?:selling|performing))?|smallest|weakest|fewest|bottom|minimum|slowest|quietest|trough|(?:is|was|are|were|comes?|came|ranks?|ranked|finished)\\slast(?!\\s(?:month|week|year|quarter|day))`;
const SUPERLATIVE = new RegExp(`(?<![\\p{L}-])(?:(${HIGH})|(${LOW}))(?![\\p{L}])`, 'giu');
/** Not an extreme, or not of a figure here. */
const OTHER =
  /\b(?:at (?:the )?(?:most|least|best|worst)|most recent(?:ly)?|most likely|most important(?:ly)?|second|third|fourth|fifth|next|almost|one of the|among the|not the|isn't the|2nd|3rd|4th|for the most part|most of)(?:[- ](?:the\s)?(?:highest|most|best|largest|biggest|lowest|least|worst|smallest|top))?|\b(?:top|best|bottom|leading|largest|biggest|most|worst)\s(?:\d+|two|three|four|five|six|seven|eight|nine|ten|few)\b|\bbest[- ]?sellers\b|\bleads? to\b|\bled by\b/gi;

/** Who is said to be the highest or lowest must be so in the whole table, not only in its first rows. */
export const superlativeMatches: Rule = {
  id: ID,
  check(statement, evidence) {
    if (/\?\s*$/.test(statement.text)) return [];
    const plain = statement.plain.replace(OTHER, (match) => ' '.repeat(match.length));
    const words = [...plain.matchAll(SUPERLATIVE)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      isHigh: match[1] !== undefined,
    }));
    return words.flatMap((word, index) => checkWord(statement, evidence, { word, before: words[index - 1], after: words[index + 1] }));
  },
};

/** A small number can be many cells; so many are looked at. */
const MOST_CELLS = 60;

type Word = Span & { isHigh: boolean };

function checkWord(
  statement: Statement,
  evidence: Evidence,
  place: { word: Word; before: Word | undefined; after: Word | undefined },
): Finding[] {
  const figures = figuresOf(statement, evidence, place);
  const left = statement.members.filter((mention) => mention.isExcluded);
  const scope = scopeOf(statement);
  if (figures.length === 0 || figures.slice(0, MOST_CELLS).some((figure) => isExtreme(figure, place.word.isHigh, { left, scope })))
    return [];
  const [figure] = figures;
  const label = statement.text.slice(place.word.start, place.word.end);
  return [found(statement, place.word, ID, `${figure ? nameOf(figure) : 'This row'} is not the ${label} of the whole result.`)];
}

/** The figures a superlative speaks of: the figure that follows in its part of the sentence, else the one named. */
function figuresOf(
  statement: Statement,
  evidence: Evidence,
  place: { word: Word; before: Word | undefined; after: Word | undefined },
): Figure[] {
  const { word, before, after } = place;
  const isNear = (span: Span): boolean => span.start >= (before?.end ?? 0) && span.end <= (after?.start ?? Infinity);
  const rows = statement.claims.filter(
    (claim) => isNear(claim) && claim.cells.length > 0 && claim.cells.every((cell) => cell.row !== 'total'),
  );
  // "12 (the largest group)" looks back.
  const isAside = /\([^()]*$/.test(statement.plain.slice(0, word.start)) && !/^[^()]*\ufffc[^()]*\)/.test(statement.plain.slice(word.end));
  const claim =
    (isAside ? rows.findLast((candidate) => candidate.end <= word.start) : rows.find((candidate) => candidate.start >= word.end)) ??
    rows.at(-1);
  const names = [
    ...statement.members.filter((mention) => !mention.isExcluded && !mention.isObject),
    ...statement.times.filter((mention) => mention.grain !== 'range'),
  ].filter(isNear);
  const name = nearestName(statement.plain, word, names);
  if (claim && (!name || !isApart(statement.plain, { word, claim, name, names }))) return claim.cells;
  return name ? rowsOf({ statement, evidence, word }, name) : [];
}

/** The figure is another name's: that one stands between, in a clause of its own. */
function isApart(plain: string, { word, claim, name, names }: { word: Word; claim: Claim; name: Span; names: readonly Span[] }): boolean {
  const isBetween = names.some((other) => other !== name && other.start >= word.end && other.end <= claim.start);
  return (isBetween && BREAK.test(plain.slice(word.end, claim.start))) || distance(plain, word, claim) > distance(plain, word, name) + 60;
}

function nearestName<M extends Span>(plain: string, word: Word, names: readonly M[]): M | undefined {
  return names.reduce<M | undefined>(
    (best, name) => (best === undefined || distance(plain, word, name) < distance(plain, word, best) ? name : best),
    undefined,
  );
}

/** Rows of a named value or bucket, of the measure named in the same clause when there is one. */
function rowsOf(place: { statement: Statement; evidence: Evidence; word: Word }, name: MemberMention | TimeMention): Figure[] {
  const { statement, evidence, word } = place;
  const about = allFigures(evidence).filter((figure) => {
    if (figure.row === 'total' || figure.column.role !== 'metric') return false;
    return 'values' in name
      ? name.values.some((value) => hasColumn(figure, value.dimension) && isAbout(figure, value) === true)
      : isInBucket(figure, name);
  });
  const measures = statement.measures.filter(
    (mention) => !BREAK.test(statement.plain.slice(Math.min(word.end, mention.end), Math.max(word.start, mention.start))),
  );
  const named = about.filter((figure) => measures.some((mention) => isCalled(metricOf(figure) ?? '', mention)));
  if (named.length > 0) return named;
  // "SP leads": in what the result is about.
  return about.filter(({ table, column, provenance }) => {
    const by = provenance?.query?.orderBy?.by;
    const main =
      table.columns.find((candidate) => candidate.id === by && candidate.role === 'metric') ??
      table.columns.find((candidate) => candidate.role === 'metric');
    return column === main;
  });
}

const BREAK = /[,;:]|\b(?:and|but|while)\b/;

const hasColumn = ({ table }: Figure, dimension: string): boolean =>
  table.columns.some((column) => column.role === 'dimension' && (column.source ?? column.id) === dimension);

function isInBucket({ table, row }: Figure, mention: TimeMention): boolean {
  const time = table.columns.find((column) => column.role === 'time');
  const days = time && row !== 'total' ? bucketDays(table.rows[row]?.[time.id], time.grain) : null;
  return days !== null && mention.spans.some((span) => covers(span, days));
}

/** The mention is the bucket itself, not a stretch around it. */
function isBucket({ table, row }: Figure, mention: TimeMention): boolean {
  const time = table.columns.find((column) => column.role === 'time');
  const days = time && row !== 'total' ? bucketDays(table.rows[row]?.[time.id], time.grain) : null;
  return days !== null && mention.spans.some((span) => covers(days, span));
}

/** Stretches of time the sentence opens with: "In 2018", "From January to March". */
function scopeOf({ plain, times }: Statement): TimeMention[] {
  return times.filter(
    (mention) =>
      mention.grain !== 'day' && /^\W*(?:in|for|during|over|from|within|of|between)?\s*(?:the\s)?$/i.test(plain.slice(0, mention.start)),
  );
}

/** Whether a figure is the extreme of its column: in the whole table, or in its group where there are several keys. */
function isExtreme(
  figure: Figure,
  isHigh: boolean,
  { left, scope }: { left: readonly MemberMention[]; scope: readonly TimeMention[] },
): boolean {
  const { table, column, row } = figure;
  const isLeftOut = (index: number): boolean =>
    left.some((mention) => mention.values.some((value) => isAbout({ ...figure, row: index }, value) === true));
  // "In the first quarter the best month was March": the best of those months.
  const inside = scope.find((mention) => isInBucket(figure, mention) && !isBucket(figure, mention));
  const kept = table.rows.filter((_row, index) => !isLeftOut(index) && (!inside || isInBucket({ ...figure, row: index }, inside)));
  const keys = table.columns.filter((candidate) => candidate.role === 'dimension' || candidate.role === 'time');
  if (row === 'total' || keys.length === 0 || table.columns.length === 0) return true;
  const sign = findMetric(metricOf(figure) ?? '')?.isBookedNegative === true && column.role === 'metric' ? -1 : 1;
  const groups = [kept, ...(keys.length > 1 ? keys.map((key) => kept.filter((other) => other[key.id] === table.rows[row]?.[key.id])) : [])];
  // Booked-negative figures are spoken of both ways: "the highest fees" are the least number.
  const ways = sign === 1 ? [isHigh] : [isHigh, !isHigh];
  return groups.some((rows) => ways.some((high) => isFirst(rows, figure, high))) && ways.some((high) => isSettled(table, figure, high));
}

function isFirst(rows: Table['rows'], { table, column, row, value }: Figure, isHigh: boolean): boolean {
  const partial = new Set(table.partialBuckets ?? []);
  const own = row === 'total' ? undefined : table.rows[row];
  const others = rows.filter((other) => other !== own && !partial.has(String(other['time'])));
  return others.every((other) => {
    const rival = other[column.id];
    return typeof rival !== 'number' || (isHigh ? Number(value) >= rival : Number(value) <= rival);
  });
}

/** Rows that were cut off hold no higher value only when the rows kept were chosen by it. */
function isSettled(table: Table, { column, provenance }: Figure, isHigh: boolean): boolean {
  if (table.complete && table.rows.length >= table.totalRows) return true;
  const query = provenance?.query;
  if (!query) return true;
  const by = query.orderBy?.by ?? query.metrics[0];
  const isDescending = (query.orderBy?.direction ?? 'desc') === 'desc';
  const isSame = by === column.id || by === column.source;
  return isSame && (findMetric(by ?? '')?.isBookedNegative === true || isDescending === isHigh);
}

function nameOf({ table, row }: Figure): string {
  if (row === 'total') return 'The total';
  const keys = table.columns.filter((column) => column.role === 'dimension' || column.role === 'time');
  return keys.map((column) => String(table.rows[row]?.[column.id] ?? '')).join(', ') || 'This row';
}
