import type { Grain } from '@/core/model/calendar';
import { findDimension } from '@/core/dimensions/registry';
import { findMetric } from '@/core/metrics/registry';
import type { ChartWish } from '@/core/query/charts';
import type { Filter, Having } from '@/core/query/query';
import type { MissingConcept, Reading } from './lexicon';
import type { Mark, Tagged } from './tag';
import type { PeriodSpan } from './time';

/** What one clause of a question says, before defaults and history. */
export interface Draft {
  metrics: string[];
  dimensions: string[];
  /** Dimensions that hold only when the question names no other. */
  optionalDimensions: string[];
  grain: Grain | null;
  filters: Filter[];
  having: Having[];
  periods: PeriodSpan[];
  compare: 'previousPeriod' | 'previousYear' | null;
  /** Where a word of comparison stands, to see what it joins. */
  compareAt: number | null;
  direction: 'asc' | 'desc' | null;
  quality: 'good' | 'bad' | null;
  limit: number | null;
  /** The thing ranked is asked for in the singular ("which month"). */
  isSingular: boolean;
  flags: Set<string>;
  chart: ChartWish | null;
  missing: MissingConcept[];
  isWrite: boolean;
  unknown: string[];
}

const has = (mark: Mark | undefined, name: string): boolean =>
  mark?.readings.some((reading) => reading.kind === 'function' && reading.name === name) ?? false;
const functionsOf = (mark: Mark): string[] => mark.readings.flatMap((reading) => (reading.kind === 'function' ? [reading.name] : []));
const readingOf = <K extends Reading['kind']>(mark: Mark | undefined, kind: K): Extract<Reading, { kind: K }>[] =>
  (mark?.readings.filter((reading) => reading.kind === kind) ?? []) as Extract<Reading, { kind: K }>[];

/** Function words that make the next noun the thing asked by. */
const GROUPING = ['by', 'which', 'top', 'bottom', 'high', 'low', 'good', 'bad', 'only', 'trend'];
/** The same for words that are also measures: "the worst rating" is a measure, "by rating" a group. */
const GROUPING_ONLY_DIMENSIONS = ['by', 'which', 'top', 'bottom'];
const GRAIN_FUNCTIONS: Readonly<Record<string, Grain>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
};
const BOUNDS: Readonly<Record<string, Having['op']>> = { atLeast: 'gte', moreThan: 'gt', atMost: 'lte', lessThan: 'lt' };
const EXTREME_BOUNDS: Readonly<Record<string, string>> = { low: 'atLeast', high: 'atMost' };
const CHARTS = new Set<string>(['line', 'bar', 'pie', 'area', 'stackedBar']);
/** Rows behind "a decent number of orders" when nobody says how many. */
const ENOUGH = 30;
/** Of several dimensions that hold a value, the first of these. */
const VALUE_PREFERENCE = [
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

export function emptyDraft(): Draft {
  return {
    metrics: [],
    dimensions: [],
    optionalDimensions: [],
    grain: null,
    filters: [],
    having: [],
    periods: [],
    compare: null,
    compareAt: null,
    direction: null,
    quality: null,
    limit: null,
    isSingular: false,
    flags: new Set(),
    chart: null,
    missing: [],
    isWrite: false,
    unknown: [],
  };
}

/** Read one clause. */
export function draftClause(tagged: Tagged): Draft {
  const reader = new ClauseReader(tagged);
  return reader.read();
}

class ClauseReader {
  private readonly tagged: Tagged;
  private readonly marks: readonly Mark[];
  private readonly draft = emptyDraft();
  private readonly used = new Set<Mark>();

  constructor(tagged: Tagged) {
    this.tagged = tagged;
    this.marks = tagged.marks;
  }

  read(): Draft {
    this.draft.periods = [...this.tagged.periods];
    this.draft.unknown = this.tagged.unknown.map((run) => run.text);
    this.marks.forEach((mark, index) => this.readThreshold(mark, index));
    this.marks.forEach((mark, index) => this.readFunction(mark, index));
    this.marks.forEach((mark, index) => this.readNumber(mark, index));
    this.marks.forEach((mark, index) => this.readNoun(mark, index));
    this.marks.forEach((mark, index) => this.readValue(mark, index));
    this.settleMetrics();
    return this.draft;
  }

  /** "at least 100 orders", "revenue over 1,000", "with enough reviews". */
  private readThreshold(mark: Mark, index: number): void {
    if (has(mark, 'enough')) {
      const metric = readingOf(this.marks[index + 1], 'metric')[0];
      if (metric) this.threshold(mark, this.marks[index + 1], { metric: metric.id, op: 'gte', value: ENOUGH });
      return;
    }
    const bound = functionsOf(mark)
      .map((name) => (this.isExtremeWord(mark) ? (EXTREME_BOUNDS[name] ?? name) : name))
      .find((name) => BOUNDS[name]);
    const number = this.marks[index + 1];
    if (!bound || number?.number == null || number.start !== mark.end) return;
    const op = BOUNDS[bound] ?? 'gte';
    const isPercent =
      this.tagged.tokens[number.start]?.text.endsWith('%') ||
      this.tagged.tokens[number.end]?.text === '%' ||
      this.tagged.tokens[number.end]?.lemma === 'percent';
    const value = isPercent ? number.number / 100 : number.number;
    const after = this.marks[index + 2];
    const before = this.marks.slice(0, index).findLast((other) => readingOf(other, 'metric').length > 0);
    const own = after && after.start <= number.end + 1 ? readingOf(after, 'metric')[0] : undefined;
    if (own) this.threshold(mark, after, { metric: own.id, op, value });
    else if (before) this.threshold(mark, undefined, { metric: readingOf(before, 'metric')[0]?.id ?? '', op, value });
    else return;
    this.used.add(number);
  }

  /** "min 100 orders": the word for an extreme sets a bound when a number follows. */
  private isExtremeWord(mark: Mark): boolean {
    return /^(min|max|minimum|maximum)$/.test(this.tagged.tokens[mark.start]?.text ?? '');
  }

  private threshold(mark: Mark, metric: Mark | undefined, having: Having): void {
    this.used.add(mark);
    if (metric) this.used.add(metric);
    this.draft.having.push(having);
  }

  private readFunction(mark: Mark, index: number): void {
    if (this.used.has(mark)) return;
    const { draft } = this;
    for (const reading of readingOf(mark, 'missing')) draft.missing.push(reading.concept);
    if (readingOf(mark, 'write').length > 0) draft.isWrite = true;
    for (const name of functionsOf(mark)) {
      const grain = GRAIN_FUNCTIONS[name];
      if (grain) draft.grain = grain;
      else if (CHARTS.has(name)) draft.chart = name as ChartWish;
      else if (name === 'high' || name === 'low') draft.direction ??= name === 'high' ? 'desc' : 'asc';
      else if (name === 'top') draft.flags.add('top');
      else if (name === 'bottom') draft.flags.add('bottom');
      else if (name === 'good' || name === 'bad') draft.quality ??= name;
      else if (name === 'compare') this.readCompare(mark, index);
      else if (name === 'yearOverYear') draft.compare = 'previousYear';
      else if (name === 'periodOverPeriod') draft.compare = 'previousPeriod';
      else if (name === 'monthOverMonth' || name === 'weekOverWeek') {
        draft.grain ??= name === 'monthOverMonth' ? 'month' : 'week';
        draft.flags.add('growth');
      } else if (name === 'weekend' || name === 'weekdayOnly') {
        draft.filters.push({ dimension: 'weekday', op: name === 'weekend' ? 'in' : 'notIn', values: ['Saturday', 'Sunday'] });
      } else draft.flags.add(name);
    }
    for (const { phrase } of readingOf(mark, 'phrase')) {
      draft.metrics.push(...phrase.metrics);
      (phrase.optionalDimensions ? draft.optionalDimensions : draft.dimensions).push(...phrase.dimensions);
      if (phrase.direction) draft.direction = phrase.direction;
      if (phrase.share) draft.flags.add('share');
      this.used.add(mark);
    }
  }

  private readCompare(mark: Mark, index: number): void {
    this.draft.compareAt ??= mark.start;
    if (this.draft.periods.length > 0 || this.marks[index + 1]) this.draft.flags.add('compare');
  }

  /** "top 10", "10 categories", "worst five states", "5 best products". */
  private readNumber(mark: Mark, index: number): void {
    if (mark.number === null || this.used.has(mark)) return;
    const before = this.marks[index - 1];
    const following = this.marks.slice(index + 1, index + 4);
    const noun = following.find((other) => readingOf(other, 'dimension').length > 0 || other.grain !== null);
    const isRanked =
      has(before, 'top') || has(before, 'bottom') || has(before, 'good') || has(before, 'bad') || has(before, 'high') || has(before, 'low');
    const between = noun ? following.slice(0, following.indexOf(noun)) : [];
    const reaches =
      noun && between.every((other) => other.readings.some((reading) => reading.kind === 'function' || reading.kind === 'phrase'));
    const isWindow = has(following[0], 'moving') || (following[0]?.grain && has(following[1], 'moving'));
    if (isWindow) this.draft.flags.add(`window:${mark.number}`);
    else if ((isRanked || reaches) && Number.isInteger(mark.number) && mark.number > 0) this.draft.limit = Math.min(mark.number, 1000);
    else if (readingOf(before, 'metric').length === 0) this.draft.unknown.push(this.tagged.tokens[mark.start]?.raw ?? '');
    this.used.add(mark);
  }

  /** Metrics and dimensions; words that can be both are told apart by what stands before them. */
  private readNoun(mark: Mark, index: number): void {
    if (this.used.has(mark)) return;
    if (mark.grain !== null) {
      this.readGrainNoun(mark, index);
      return;
    }
    const dimension = readingOf(mark, 'dimension')[0];
    const metrics = readingOf(mark, 'metric');
    const groupers = metrics.length === 0 || dimension?.id === 'customer' ? GROUPING : GROUPING_ONLY_DIMENSIONS;
    if (dimension && (metrics.length === 0 || this.isGrouped(index, groupers))) {
      if (metrics.length > 0 || this.isGrouped(index) || this.isPlural(mark) || this.isLed(mark)) this.addDimension(dimension.id, mark);
      return;
    }
    if (metrics[0]) this.draft.metrics.push(metrics[0].id);
  }

  private readGrainNoun(mark: Mark, index: number): void {
    if (!this.isGrouped(index) && this.draft.direction === null && this.draft.quality === null) return;
    this.draft.grain ??= mark.grain;
    if (!this.isPlural(mark)) this.draft.isSingular = true;
  }

  private addDimension(id: string, mark: Mark): void {
    if (!this.draft.dimensions.includes(id)) this.draft.dimensions.push(id);
    if (!this.isPlural(mark)) this.draft.isSingular = true;
  }

  private isPlural(mark: Mark): boolean {
    const last = this.tagged.tokens[mark.end - 1];
    return last !== undefined && last.text !== last.lemma;
  }

  private isLed(mark: Mark): boolean {
    return this.tagged.tokens[mark.start]?.startsClause === true;
  }

  /** A grouping word, a number or another grouped noun stands right before (small words aside). */
  private isGrouped(index: number, groupers: readonly string[] = GROUPING): boolean {
    for (let at = index - 1; at >= 0; at -= 1) {
      const mark = this.marks[at];
      if (!mark) return false;
      if (mark.number !== null) {
        if (this.used.has(mark)) return true;
        continue;
      }
      if (functionsOf(mark).some((name) => groupers.includes(name))) return true;
      // "by category and marketplace": a grouped noun passes it on through "and".
      const joint = this.tagged.tokens.slice(mark.end, this.marks[at + 1]?.start).some((token) => ['and', 'x'].includes(token.text));
      if (joint && functionsOf(mark).some((name) => GRAIN_FUNCTIONS[name])) return true;
      if (readingOf(mark, 'dimension').length > 0 && joint && this.isGrouped(at)) return true;
      return readingOf(mark, 'phrase').some(({ phrase }) => phrase.direction !== undefined);
    }
    return false;
  }

  private readValue(mark: Mark, index: number): void {
    if (this.used.has(mark)) return;
    const values = readingOf(mark, 'value');
    if (values.length === 0) return;
    const isOtherwiseRead = mark.readings.some((reading) => reading.kind === 'metric' || reading.kind === 'phrase');
    // "new customers" is a metric of its own, but a filter beside another metric.
    if (isOtherwiseRead && this.draft.metrics.length <= 1) return;
    const owner = this.marks
      .slice(Math.max(0, index - 2), index)
      .flatMap((other) => readingOf(other, 'dimension').map((reading) => reading.id));
    const ofSeller = owner.at(-1) === 'seller' ? values.find((candidate) => candidate.dimension === 'sellerRegion') : undefined;
    const near = this.marks
      .slice(Math.max(0, index - 2), index + 3)
      .flatMap((other) => readingOf(other, 'dimension').map((reading) => reading.id));
    const rank = (dimension: string): number =>
      near.includes(dimension as never) ? -1 : (VALUE_PREFERENCE.indexOf(dimension) + 100) % 100;
    const [nearest] = [...values].sort((a, b) => rank(a.dimension) - rank(b.dimension));
    const value = ofSeller ?? nearest;
    // "sellers in SP" says whose state it is, not what to group by.
    if (ofSeller && this.draft.direction === null && this.draft.quality === null && this.draft.limit === null) {
      this.draft.dimensions = this.draft.dimensions.filter((id) => id !== 'seller');
    }
    if (!value) return;
    this.used.add(mark);
    const op = this.isExcepted(index) ? 'notIn' : 'in';
    const known = this.draft.filters.find((filter) => filter.dimension === value.dimension && filter.op === op);
    const stored = value.dimension === 'reviewScore' ? Number(value.value) : value.value;
    if (known) {
      if (!known.values.includes(stored)) known.values.push(stored);
    } else this.draft.filters.push({ dimension: value.dimension, op, values: [stored] });
  }

  /** "except SP and RJ": the word of exclusion reaches over joined values. */
  private isExcepted(index: number): boolean {
    for (let at = index - 1; at >= 0; at -= 1) {
      const mark = this.marks[at];
      if (has(mark, 'except')) return true;
      if (readingOf(mark, 'value').length === 0 && readingOf(mark, 'dimension').length === 0) return false;
    }
    return false;
  }

  /** Values name the group ("customers in SP" is a filter); several values of one dimension are compared. */
  private settleMetrics(): void {
    const { draft } = this;
    draft.metrics = [...new Set(draft.metrics)];
    for (const filter of draft.filters) {
      const isAsked = draft.dimensions.includes(filter.dimension);
      if (
        filter.op === 'in' &&
        filter.values.length === 1 &&
        isAsked &&
        draft.direction === null &&
        draft.quality === null &&
        draft.limit === null &&
        !draft.flags.has('by')
      ) {
        draft.dimensions = draft.dimensions.filter((id) => id !== filter.dimension);
      }
      if (filter.op === 'in' && filter.values.length > 1 && !isAsked && filter.dimension !== 'weekday')
        draft.dimensions.unshift(filter.dimension);
    }
    if (draft.dimensions.length === 0) draft.dimensions.push(...draft.optionalDimensions);
    draft.metrics = draft.metrics.filter((id) => findMetric(id) !== undefined);
    draft.dimensions = draft.dimensions.filter((id) => findDimension(id) !== undefined);
  }
}
