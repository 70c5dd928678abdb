import { findDimension } from '@/core/dimensions/registry';
import { findMetric, METRICS } from '@/core/metrics/registry';
import { functionsOf, has, hasParticle, isJoined, isPlural, readingsOf, wordsOf, type Clause } from './clause';
import { GRAIN_FUNCTIONS } from './read-functions';
import { isBesideValue } from './read-values';
import type { Mark } from './tag';
import { unreadRun } from './draft';

/** Function words that make the next noun the thing asked by. */
const GROUPING = [
  'by',
  'which',
  'whichOf',
  'breakdown',
  'top',
  'bottom',
  'high',
  'low',
  'good',
  'bad',
  'only',
  'trend',
  'maximum',
  'minimum',
];
/** The same for words that are also measures: "the worst rating" is a measure, "by rating" a group. */
const GROUPING_ONLY_DIMENSIONS = ['by', 'which', 'whichOf', 'top', 'bottom'];

/** Metrics and dimensions; words that can be both are told apart by what stands before them. */
export function readNouns(clause: Clause): void {
  clause.marks.forEach((mark, index) => {
    if (clause.used.has(mark)) return;
    if (mark.grain !== null) readGrain(clause, mark, index);
    else readNoun(clause, mark, index);
  });
}

function readNoun(clause: Clause, mark: Mark, index: number): void {
  const { draft } = clause;
  const isValue = readingsOf(mark, 'value').length > 0 && isBesideValue(clause, index);
  const dimension = isValue ? undefined : readingsOf(mark, 'dimension')[0];
  const metrics = readingsOf(mark, 'metric');
  const counted = countedDimension(clause, dimension?.id);
  if (counted && isCounted(clause, index) && canCount(counted) && metrics.every(({ id }) => id === 'customers')) {
    if (metrics[0]) {
      draft.metrics.push(metrics[0].id);
      if (joinMeasure(clause, index)) return;
    }
    draft.counted = counted;
    return;
  }
  const counting = isCounted(clause, index)
    ? metrics.map(({ id }) => findMetric(id)?.counts).find((counts) => counts !== undefined)
    : undefined;
  if (counting) {
    if (isJoined(clause, index) && draft.metrics.length + (draft.counted === null ? 0 : 1) > 0 && metrics[0]) {
      draft.metrics.push(metrics[0].id);
      joinMeasure(clause, index);
    } else draft.counted = counting;
    return;
  }
  // "which city has the most customers": with something asked by already, the word is the measure.
  const isMeasure = dimension?.id === 'customer' && metrics.length > 0 && draft.dimensions.length > 0 && !isJoined(clause, index);
  const groupers = metrics.length === 0 || dimension?.id === 'customer' ? GROUPING : GROUPING_ONLY_DIMENSIONS;
  // "worst sellers by review score": after a ranked noun, "by" names the measure to rank by.
  const ranksBy = metrics.length > 0 && isRankedBefore(clause, index);
  if (dimension && draft.dimensions.length > 0 && isHeldBySuperlative(clause, index)) return;
  if (dimension && !ranksBy && !isMeasure && (metrics.length === 0 || isGrouped(clause, index, groupers))) {
    if (metrics.length > 0 || isGrouped(clause, index) || (isPlural(clause, mark) && isList(clause, mark)) || isLed(clause, mark))
      addDimension(clause, dimension.id, mark);
    return;
  }
  if (!metrics[0]) return;
  if (isPer(clause, index)) {
    draft.perMetric = metrics[0].id;
    return;
  }
  const pieces = inPieces(clause, index, metrics[0].id);
  if (pieces !== null) {
    draft.metrics = [...(ranksBy ? [] : draft.metrics.filter((id) => id !== UNITS && findMetric(id)?.inPieces !== pieces)), pieces];
    return;
  }
  if (ranksBy) draft.metrics = [];
  if (mark.end - mark.start > 1 && findMetric(metrics[0].id)?.unit === 'ratio') draft.namedRates.add(metrics[0].id);
  const before = readingsOf(clause.marks[index - 1], 'metric')[0];
  if (isOwner(clause, index, metrics[0].id)) draft.metrics = draft.metrics.filter((id) => id !== before?.id);
  draft.metrics.push(metrics[0].id);
  // "gross vs net sales": both are asked for.
  const isVersus = has(clause.marks[index - 1], 'compare') && readingsOf(clause.marks[index - 2], 'metric').length > 0;
  if (isVersus) draft.joinedMetrics.add(readingsOf(clause.marks[index - 2], 'metric')[0]?.id ?? '').add(metrics[0].id);
  joinMeasure(clause, index);
}

/** "nr of orders, nr of customers, pieces sold": the measure read last and the one before it are both asked for. @returns false when it stands alone. */
function joinMeasure(clause: Clause, index: number): boolean {
  const { draft } = clause;
  if (!isJoined(clause, index)) return false;
  // "how many sellers, orders and revenue": of several figures, the members counted are one.
  const counting = METRICS.find(({ counts }) => counts !== undefined && counts === draft.counted)?.id;
  if (counting !== undefined && draft.having.length === 0) {
    draft.metrics.unshift(counting);
    draft.counted = null;
  }
  const [last = '', before = ''] = draft.metrics.toReversed();
  if (before === '') return false;
  draft.counted = draft.counted === 'customer' && draft.having.length === 0 ? null : draft.counted;
  draft.joinedMetrics.add(readingsOf(clause.marks[index - 1], 'metric')[0]?.id ?? before).add(last);
  return true;
}

/** "categories with the dearest items": the items say what is dear, not what is ranked. */
function isHeldBySuperlative(clause: Clause, index: number): boolean {
  const before = clause.marks[index - 1];
  const isOrder = readingsOf(before, 'phrase').some(({ phrase }) => phrase.direction !== undefined && phrase.metrics.length > 0);
  return before !== undefined && isOrder && hasParticle(clause, 'with', Math.max(0, before.start - 2), before.start);
}

const UNITS = 'unitsSold';

/** "pieces germany sent back", "products people send back, by pieces": the same thing counted in pieces. */
function inPieces(clause: Clause, index: number, id: string): string | null {
  const { draft } = clause;
  if (isJoined(clause, index) || has(clause.marks[index - 1], 'compare')) return null;
  if (id !== UNITS) return draft.metrics.includes(UNITS) ? (findMetric(id)?.inPieces ?? null) : null;
  return draft.metrics.flatMap((known) => findMetric(known)?.inPieces ?? [])[0] ?? null;
}

/** "customers' revenue": of two nouns side by side, the people it belongs to and the money that is asked for. */
function isOwner(clause: Clause, index: number, id: string): boolean {
  const before = clause.marks[index - 1];
  const isBeside = before?.end === clause.marks[index]?.start && !isJoined(clause, index);
  return isBeside && readingsOf(before, 'metric')[0]?.id === 'customers' && findMetric(id)?.unit === 'money';
}

/** "discount per order", "units per delivery": a noun that only counts, beside another measure. */
function isPer(clause: Clause, index: number): boolean {
  const mark = clause.marks[index];
  if (!mark || isPlural(clause, mark) || !hasParticle(clause, 'per', Math.max(0, mark.start - 1), mark.start)) return false;
  // "por ticket medio" ranks by a mean: only what is counted can be divided by.
  const isCount = readingsOf(mark, 'metric').some(({ id }) => findMetric(id)?.unit === 'count');
  return isCount && clause.marks.some((other) => other !== mark && readingsOf(other, 'metric').length > 0);
}

/** "how many sellers": the noun right after the word of counting. */
function isCounted(clause: Clause, index: number): boolean {
  return has(clause.marks[index - 1], 'howMany');
}

/** "how many states do our sellers come from": whose state is counted. */
function countedDimension(clause: Clause, id: string | undefined): string | undefined {
  const isOfSellers = clause.marks.some((mark) => readingsOf(mark, 'dimension').some((reading) => reading.id === 'seller'));
  return id === 'customerRegion' && isOfSellers ? 'sellerRegion' : id;
}

function canCount(dimension: string): boolean {
  return dimension === 'customer' || METRICS.some((metric) => metric.counts === dimension);
}

function isRankedBefore(clause: Clause, index: number): boolean {
  const isRanking = clause.draft.direction !== null || clause.draft.quality !== null || clause.draft.limit !== null;
  return isRanking && has(clause.marks[index - 1], 'by') && clause.draft.dimensions.length > 0;
}

function readGrain(clause: Clause, mark: Mark, index: number): void {
  const { draft } = clause;
  if (draft.having.length > 0 && (isCounted(clause, index) || (isPlural(clause, mark) && isLed(clause, mark)))) {
    draft.counted = 'time';
    draft.grain ??= mark.grain;
    return;
  }
  // "how many days since our last order": a stretch of time is asked for, not how many had something.
  if (isCounted(clause, index) && hasParticle(clause, 'fromHour', mark.end, mark.end + 1)) {
    draft.unknown.push(unreadRun(wordsOf(clause, { start: mark.start, end: mark.end + 1 })));
    return;
  }
  if (!isGrouped(clause, index) && draft.direction === null && draft.quality === null) return;
  draft.grain ??= mark.grain;
  if (!isPlural(clause, mark)) draft.isSingular = true;
}

function addDimension(clause: Clause, id: string, mark: Mark): void {
  if (!findDimension(id)) return;
  readSize(clause, mark);
  if (isBehindBy(clause, clause.marks.indexOf(mark))) clause.draft.byDimensions.add(id);
  if (hasParticle(clause, 'per', Math.max(0, mark.start - 1), mark.start)) clause.draft.flags.add('perGroup');
  if (!clause.draft.dimensions.includes(id)) clause.draft.dimensions.push(id);
  if (clause.marks.some((other) => other.start > mark.start && has(other, 'share'))) clause.draft.flags.add('shareBehind');
  if (!isPlural(clause, mark) || clause.draft.flags.has('whichOf')) clause.draft.isSingular = true;
}

/** "by category and channel": a joined group stands behind the word of the first. */
function isBehindBy(clause: Clause, index: number): boolean {
  if (has(clause.marks[index - 1], 'by')) return true;
  const before = readingsOf(clause.marks[index - 1], 'dimension')[0];
  return before !== undefined && clause.draft.byDimensions.has(before.id) && isJoined(clause, index);
}

/** "customers in the biggest state": big by what is not said. */
function readSize(clause: Clause, mark: Mark): void {
  const before = clause.marks.find((other) => other.end === mark.start && (has(other, 'high') || has(other, 'low')));
  const isSized = before && hasParticle(clause, 'within', Math.max(0, before.start - 2), before.start);
  if (isSized)
    clause.draft.sized = clause.tokens
      .slice(before.start, mark.end)
      .map((token) => token.raw)
      .join(' ');
}

/** "show me categories", "sellers with a late rate above 20 %": a plural that is listed; "the marketplaces keep" is only spoken of. */
function isList(clause: Clause, mark: Mark): boolean {
  const { draft, tagged } = clause;
  if (draft.counted !== null) return false;
  const isRanked = draft.direction !== null || draft.quality !== null || draft.limit !== null;
  if (isRanked || draft.having.length > 0 || draft.topShare !== null || draft.reach !== null) return true;
  const hasMeasure = clause.marks.some((other) => readingsOf(other, 'metric').length > 0 && readingsOf(other, 'dimension').length === 0);
  if (!hasMeasure) return true;
  return tagged.particles.some((particle) => particle.name === 'asking' && particle.end <= mark.start && mark.start - particle.end <= 1);
}

function isLed(clause: Clause, mark: Mark): boolean {
  return clause.tokens[mark.start]?.startsClause === true;
}

/** "the seller with the greatest revenue", "highest revenue seller": with a superlative and nothing to rank, the noun is what is ranked. */
export function settleRanked(clause: Clause): void {
  const { draft } = clause;
  if (draft.dimensions.length > 0 || draft.grain !== null || (draft.direction === null && draft.quality === null)) return;
  const noun = clause.marks.find(
    (mark) => !clause.used.has(mark) && readingsOf(mark, 'dimension').length > 0 && readingsOf(mark, 'metric').length === 0,
  );
  const dimension = readingsOf(noun, 'dimension')[0];
  if (noun && dimension && draft.counted === null) addDimension(clause, dimension.id, noun);
}

/** "category aur mahine ke hisaab se": the word for by stands behind its nouns. */
function isGroupedBehind(clause: Clause, index: number): boolean {
  if (has(clause.marks[index + 1], 'byBehind')) return true;
  const next = clause.marks[index + 1];
  const isNoun = readingsOf(next, 'dimension').length > 0 || next?.grain != null;
  return isNoun && isJoined(clause, index + 1) && isGroupedBehind(clause, index + 1);
}

/** A grouping word, a number or another grouped noun stands right before (small words aside). */
export function isGrouped(clause: Clause, index: number, groupers: readonly string[] = GROUPING): boolean {
  // "weekday breakdown of orders".
  if (has(clause.marks[index + 1], 'breakdown') || isGroupedBehind(clause, index)) return true;
  for (let at = index - 1; at >= 0; at -= 1) {
    const mark = clause.marks[at];
    if (!mark) return false;
    if (mark.number !== null) {
      if (clause.used.has(mark)) return true;
      continue;
    }
    // "4 biggest german customers": a name right before the noun is its adjective.
    if (mark.readings.length > 0 && mark.readings.every(({ kind }) => kind === 'value') && mark.end === clause.marks[at + 1]?.start)
      continue;
    const names = functionsOf(mark);
    // "what did the marketplaces keep": the noun does something, nothing is asked by it.
    if (names.includes('which') && hasParticle(clause, 'auxiliary', mark.end, mark.end + 1)) return false;
    if (names.some((name) => groupers.includes(name))) return true;
    // "by category and marketplace": a grouped noun passes it on through "and".
    if (isJoined(clause, at + 1)) {
      if (names.some((name) => GRAIN_FUNCTIONS[name])) return true;
      if ((readingsOf(mark, 'dimension').length > 0 || mark.grain !== null) && isGrouped(clause, at)) return true;
    }
    return readingsOf(mark, 'phrase').some(({ phrase }) => phrase.direction !== undefined);
  }
  return false;
}

/** "how many covers are left": the stock. Of another figure nothing is known to be left. */
export function settleLeft(clause: Clause): void {
  const { draft } = clause;
  const mark = clause.marks.find((other) => has(other, 'leftOver'));
  if (!mark || draft.flags.has('whatIf') || draft.metrics.includes(STOCK)) return;
  if (draft.metrics.length === 0 && draft.flags.has('howMany')) draft.metrics.push(STOCK);
  else draft.unknown.push(unreadRun(wordsOf(clause, mark)));
}

/** What is there to be sold. */
const STOCK = 'stockOnHand';
