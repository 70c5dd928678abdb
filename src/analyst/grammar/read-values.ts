import { findMetric } from '@/core/metrics/registry';
import { has, hasParticle, isJoined, isPlural, readingsOf, type Clause } from './clause';
import type { Mark } from './tag';
import { unreadRun } from './draft';

/** Of several dimensions that hold a value, the first of these. */
const PREFERENCE = [
  'marketplace',
  'orderStatus',
  'customerCountry',
  'customerRegion',
  'category',
  'paymentMethod',
  'product',
  'customerCity',
  'sellerRegion',
];
/** Dimensions of the language itself, not of the data. */
const BUILT_IN = new Set(['dayKind', 'dayPart', 'weekday']);

/** Names of values become filters; several of one dimension are compared. */
export function readValues(clause: Clause): void {
  for (const mark of clause.marks) for (const { id } of readingsOf(mark, 'dimension')) clause.draft.saidDimensions.add(id);
  clause.marks.forEach((mark, index) => readValue(clause, mark, index));
}

function readValue(clause: Clause, mark: Mark, index: number): void {
  const { draft, used, marks } = clause;
  if (used.has(mark)) return;
  const values = readingsOf(mark, 'value');
  if (values.length === 0) return;
  const isAlsoGroup = readingsOf(mark, 'dimension').length > 0;
  if (isAlsoGroup && !isBesideValue(clause, index)) return;
  const isOtherwiseRead = mark.readings.some(
    (reading) => reading.kind === 'metric' || reading.kind === 'phrase' || reading.kind === 'dimension',
  );
  // "new customers" is a metric of its own, but a filter beside another metric.
  const isRate = readingsOf(mark, 'metric').some(({ id }) => findMetric(id)?.measure.kind === 'ratio');
  if (isOtherwiseRead && (draft.metrics.length <= 1 || isRate) && !isBesideValue(clause, index)) return;
  if (readingsOf(mark, 'metric').some(({ id }) => draft.joinedMetrics.has(id))) return;
  if (isOtherwiseRead) dropOtherReading(clause, mark);
  const value = chooseValue(clause, values, index);
  if (!value) return;
  // "sellers in SP" says whose state it is, not what to group by.
  const isOfSeller = ownerOf(marks, index) === 'seller' && value.dimension === 'sellerRegion';
  if (isOfSeller && draft.having.length === 0 && draft.direction === null && draft.quality === null && draft.limit === null)
    draft.dimensions = draft.dimensions.filter((id) => id !== 'seller');
  used.add(mark);
  if (value.dimension === 'currency') {
    draft.currency = value.value;
    return;
  }
  if (isYardstick(clause, mark, value.dimension)) {
    draft.unknown.push(
      unreadRun(
        clause.tokens
          .slice(mark.start - 1, mark.end)
          .map(({ raw }) => raw)
          .join(' '),
      ),
    );
    return;
  }
  const op = isExcepted(clause, index) ? 'notIn' : 'in';
  const stored = value.dimension === 'reviewScore' ? Number(value.value) : value.value;
  const said = clause.tokens.slice(mark.start, mark.end).map((token) => token.raw);
  draft.named.push({ said: said.join(' '), dimension: value.dimension, value: value.value });
  // "how many italians bought": people of that country.
  if (value.dimension === 'customerCountry' && isPlural(clause, mark) && has(marks[index - 1], 'howMany') && draft.metrics.length === 0)
    draft.metrics.push('customers');
  if (isContext(clause, mark)) draft.context.add(value.dimension);
  if (leadsTo(clause, 'afterValue', mark)) {
    draft.after.push({ dimension: value.dimension, op: 'in', values: [stored] });
    return;
  }
  const known = draft.filters.find((filter) => filter.dimension === value.dimension && filter.op === op);
  if (!known) draft.filters.push({ dimension: value.dimension, op, values: [stored] });
  else if (!known.values.includes(stored)) known.values.push(stored);
}

/** "states that sold more than RJ": one member as the measure of the others, which is no filter. */
function isYardstick(clause: Clause, mark: Mark, dimension: string): boolean {
  const before = clause.marks.slice(0, clause.marks.indexOf(mark));
  const isGroup = before.some((other) => readingsOf(other, 'dimension').some(({ id }) => id === dimension) && isPlural(clause, other));
  return isGroup && hasParticle(clause, 'than', mark.start - 1, mark.start);
}

/** "within SP", "on Etsy": where it is looked at, not the part that is asked about. */
function isContext(clause: Clause, mark: Mark): boolean {
  return leadsTo(clause, 'within', mark);
}

/** "new vs returning customers": values of one dimension side by side are values, whatever else they are. */
export function isBesideValue(clause: Clause, index: number): boolean {
  const mine = readingsOf(clause.marks[index], 'value').map((value) => value.dimension);
  const near = [clause.marks[index - 2], clause.marks[index - 1], clause.marks[index + 1], clause.marks[index + 2]];
  return near.some((mark) => readingsOf(mark, 'value').some((value) => mine.includes(value.dimension)));
}

function dropOtherReading(clause: Clause, mark: Mark): void {
  const ids = new Set(readingsOf(mark, 'metric').map(({ id }) => id));
  const others = clause.marks.filter((other) => other !== mark).flatMap((other) => readingsOf(other, 'metric').map(({ id }) => id));
  clause.draft.metrics = clause.draft.metrics.filter((id) => !ids.has(id) || others.includes(id));
}

function ownerOf(marks: readonly Mark[], index: number): string | undefined {
  return marks
    .slice(Math.max(0, index - 2), index)
    .flatMap((other) => readingsOf(other, 'dimension').map((reading) => reading.id))
    .at(-1);
}

/** Of the dimensions that hold the value, the one named nearby, else by preference. */
export function chooseValue(
  clause: Clause,
  values: readonly { dimension: string; value: string }[],
  index: number,
): { dimension: string; value: string } | undefined {
  const { marks } = clause;
  const ofSeller = ownerOf(marks, index) === 'seller' ? values.find((candidate) => candidate.dimension === 'sellerRegion') : undefined;
  if (ofSeller) return ofSeller;
  const near: string[] = marks
    .slice(Math.max(0, index - 2), index + 3)
    .flatMap((other) => readingsOf(other, 'dimension').map((reading) => reading.id));
  const rank = (dimension: string): number => (near.includes(dimension) ? -1 : (PREFERENCE.indexOf(dimension) + 100) % 100);
  return [...values].sort((a, b) => rank(a.dimension) - rank(b.dimension))[0];
}

/** A particle right before a mark, at most a small word between them. */
function leadsTo(clause: Clause, particle: string, mark: Mark): boolean {
  const before = clause.marks[clause.marks.indexOf(mark) - 1];
  return hasParticle(clause, particle, Math.max(before?.end ?? 0, mark.start - 2), mark.start);
}

/** "candles and textiles left out": the word reaches back over joined values. */
function isExceptedBehind(clause: Clause, index: number): boolean {
  const next = clause.marks[index + 1];
  if (has(next, 'exceptBehind')) return true;
  return readingsOf(next, 'value').length > 0 && isJoined(clause, index + 1) && isExceptedBehind(clause, index + 1);
}

/** "except SP and RJ": the word of exclusion reaches over joined values. */
function isExcepted(clause: Clause, index: number): boolean {
  // "SP ko chhodkar": the word of exclusion stands behind.
  if (isExceptedBehind(clause, index)) return true;
  for (let at = index; at >= 0; at -= 1) {
    const mark = clause.marks[at];
    if (mark && clause.draft.flags.has(`except:${mark.start}`)) return true;
    // "every state but SP".
    const own = readingsOf(mark, 'value').map((value) => value.dimension);
    const all =
      clause.tagged.particles.some(({ name, end }) => name === 'every' && end <= (mark?.start ?? 0)) ||
      clause.marks.slice(0, at).some((other) => readingsOf(other, 'dimension').some(({ id }) => own.includes(id)));
    if (mark && all && hasParticle(clause, 'but', Math.max(0, mark.start - 2), mark.start)) return true;
    if (at === index) continue;
    if (has(mark, 'except') || has(mark, 'never')) return true;
    if (readingsOf(mark, 'value').length === 0 && readingsOf(mark, 'dimension').length === 0 && !has(mark, 'by')) return false;
  }
  return false;
}

/** "texas + new york": one sum. */
function isAddedUp(clause: Clause, dimension: string): boolean {
  const own = clause.marks.filter((mark) => readingsOf(mark, 'value').some((value) => value.dimension === dimension));
  return own.length > 1 && own.slice(1).every((mark, index) => hasParticle(clause, 'plus', own[index]?.end ?? 0, mark.start));
}

/** Values name the group ("customers in SP" is a filter); several values of one dimension are compared. */
export function settleGroups(clause: Clause): void {
  const { draft } = clause;
  const isRanked = draft.direction !== null || draft.quality !== null || draft.limit !== null;
  for (const filter of draft.filters) {
    const isAsked = draft.dimensions.includes(filter.dimension);
    if (filter.op !== 'in') continue;
    if (filter.values.length === 1 && isAsked && !isRanked && !draft.flags.has('by'))
      draft.dimensions = draft.dimensions.filter((id) => id !== filter.dimension);
    const isSum =
      isAddedUp(clause, filter.dimension) ||
      (BUILT_IN.has(filter.dimension) &&
        draft.compareAt === null &&
        !draft.flags.has('comparing') &&
        // Weekends and the week together are all there is.
        filter.dimension !== 'dayKind');
    if (filter.values.length > 1 && !isAsked && !isSum && !draft.flags.has('together')) draft.dimensions.unshift(filter.dimension);
  }
  // "when did we sell the most", "on which day did we sell the most" ask for a time, not for a product.
  const asksTime = ['when', 'where', 'who'].some((flag) => draft.flags.has(flag)) || (draft.grain !== null && draft.isSingular);
  if (draft.dimensions.length === 0 && !asksTime) draft.dimensions.push(...draft.optionalDimensions);
  draft.metrics = [...new Set(draft.metrics)];
}
