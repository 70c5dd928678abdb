import type { Lever } from '@/core/metrics/define-metric';
import type { Grain } from '@/core/model/calendar';
import type { ChartWish } from '@/core/query/charts';
import type { Filter, Having, Period } from '@/core/query/query';
import type { MissingConcept } from '@/analyst/language/language-file';
import type { PeriodSpan } from './time/periods';

/** A change supposed in a what-if: 0.05 is five percent more. */
export interface Supposition {
  lever: Lever;
  change: number;
  /** The value an order would have had, or how much more, in major units: instead of a change in percent. */
  amount?: { to: number } | { by: number };
  /** The one member that changes; the rest stays. */
  part?: Filter;
}

/** Words nothing is known about. A restricting run ("for weddings") changes the number asked for; others only accompany it. */
export interface UnknownRun {
  text: string;
  isRestricting: boolean;
  /** After "which" or "by": a group, not a name in the data. */
  isGroup: boolean;
  /** The run with a value beside it ("Blue" before "mugs"): the words may be one name, of which the value is a part. */
  longer: { text: string; values: readonly { dimension: string; value: string }[] } | null;
  /** The run with other unknown, small or corrected words around it ("heart of wicker"): they may be one name. */
  chain: string | null;
  /** After "except", "without" and the like. */
  isExcepted: boolean;
  /** The group whose member it is said to be ("customer 14646"). */
  of?: string;
}

/** Members of a group asked for by when they did something. */
export interface MemberWish {
  of: string;
  /** "in every quarter". */
  everyBucket: Grain | null;
  /** noMore: nothing after the first order, in its own period neither. */
  periods: { is: 'first' | 'some' | 'none' | 'noMore'; period: Period }[];
}

/** Words that narrow the answer and that no reading has a place for: the question is not answered around them. */
export function unreadRun(text: string): UnknownRun {
  return { text, longer: null, chain: null, isRestricting: true, isGroup: false, isExcepted: false };
}

/** What one clause of a question says, before defaults and history. */
export interface Draft {
  metrics: string[];
  /** Rates said by a name of their own ("late rate"), which are no groups. */
  namedRates: Set<string>;
  /** Groups named behind a word for each ("top 3 products by channel"). */
  byDimensions: Set<string>;
  /** "discount per order": what the figure is divided by. */
  perMetric: string | null;
  /** A word of share stands before the measures ("percentage of sales that went to fees"). */
  isShareFirst: boolean;
  /** Measures joined to another by "and": asked for, not only mentioned. */
  joinedMetrics: Set<string>;
  dimensions: string[];
  /** Dimensions that hold only when the question names no other. */
  optionalDimensions: string[];
  /** "how many sellers": the dimension whose values are counted. */
  counted: string | null;
  grain: Grain | null;
  filters: Filter[];
  /** Values as they were said, for seeing whether the words name something else, too. */
  named: { said: string; dimension: string; value: string }[];
  /** Groups whose word is said, whatever it was read as ("the city of sao paulo"). */
  saidDimensions: Set<string>;
  /** Members a ranking goes on from ("after the UK"): left out of it; elsewhere filters like others. */
  after: Filter[];
  /** Dimensions whose filter says where it is looked at ("within SP"). */
  context: Set<string>;
  /** Dimensions whose filter names a part of each group's own: "5 star share by channel". */
  partOfEach: Set<string>;
  having: Having[];
  /** Bounds said without a measure ("those above 10 percent"), with their words. */
  loose: { op: Having['op']; value: number; isPercent: boolean; isMoney: boolean; said: string }[];
  /** Groups whose value is above or below the value over all groups. */
  againstAverage: 'above' | 'below' | null;
  periods: PeriodSpan[];
  /** Stretches left out of them ("2017 without november"). */
  without: Period[];
  compare: 'previousPeriod' | 'previousYear' | null;
  /** "on the month before": the stretch a comparison with the one before names. */
  compareGrain: Grain | null;
  /** "the monthly average of jan-aug": what the second period is the mean of. */
  averageOf: Grain | null;
  /** "in the biggest state": the word of size before a group. */
  sized: string | null;
  /** "the last three of those": a part of what was shown. */
  slice: { end: 'first' | 'last'; count: number } | null;
  /** Where a word of comparison stands, to see what it joins. */
  compareAt: number | null;
  direction: 'asc' | 'desc' | null;
  quality: 'good' | 'bad' | null;
  limit: number | null;
  /** "the second best": the place asked for. */
  place: number | null;
  /** "top 10 %": a share of the groups. */
  topShare: number | null;
  /** "80 % of revenue": the part the leaders make up. */
  reach: number | null;
  /** The thing ranked is asked for in the singular ("which month"). */
  isSingular: boolean;
  /** "90 days": a length of time that is no period. */
  span: { count: number; grain: Grain } | null;
  suppositions: Supposition[];
  /** "bought in 2017 and again in 2018". */
  members: MemberWish | null;
  /** "in euros": the currency to show amounts in. */
  currency: string | null;
  /** Names of the functions, particles and openers said. */
  flags: Set<string>;
  /** The words of functions, by name. */
  said: Map<string, string>;
  openers: ReadonlySet<string>;
  /** Which sentence of the question it stands in. */
  sentence: number;
  chart: ChartWish | null;
  /** Things asked about that are not in the data, each with its name. */
  missing: (MissingConcept & { what: string })[];
  isWrite: boolean;
  /** Runs of words nothing is known about. */
  unknown: UnknownRun[];
  /** The words after openers, for judging how much a question says by itself. */
  size: number;
}

export function emptyDraft(): Draft {
  return {
    metrics: [],
    namedRates: new Set(),
    byDimensions: new Set(),
    perMetric: null,
    isShareFirst: false,
    joinedMetrics: new Set(),
    dimensions: [],
    optionalDimensions: [],
    counted: null,
    grain: null,
    filters: [],
    named: [],
    saidDimensions: new Set(),
    after: [],
    context: new Set(),
    partOfEach: new Set(),
    having: [],
    loose: [],
    againstAverage: null,
    periods: [],
    without: [],
    compare: null,
    compareGrain: null,
    averageOf: null,
    sized: null,
    slice: null,
    compareAt: null,
    direction: null,
    quality: null,
    limit: null,
    place: null,
    topShare: null,
    reach: null,
    isSingular: false,
    span: null,
    suppositions: [],
    members: null,
    currency: null,
    flags: new Set(),
    said: new Map(),
    openers: new Set(),
    sentence: 0,
    chart: null,
    missing: [],
    isWrite: false,
    unknown: [],
    size: 0,
  };
}
