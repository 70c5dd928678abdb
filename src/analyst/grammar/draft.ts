import type { Grain } from '@/core/model/calendar';
import type { ChartWish } from '@/core/query/charts';
import type { Filter, Having } from '@/core/query/query';
import type { MissingConcept } from '@/analyst/language/language-file';
import type { PeriodSpan } from './time/periods';

/** What can be supposed to change. */
export type Lever = 'price' | 'volume' | 'returns' | 'discounts' | 'fees';

/** A change supposed in a what-if: 0.05 is five percent more. */
export interface Supposition {
  lever: Lever;
  change: number;
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
  /** After "except", "without" and the like. */
  isExcepted: boolean;
}

/** What one clause of a question says, before defaults and history. */
export interface Draft {
  metrics: string[];
  /** Measures joined to another by "and": asked for, not only mentioned. */
  joinedMetrics: Set<string>;
  dimensions: string[];
  /** Dimensions that hold only when the question names no other. */
  optionalDimensions: string[];
  /** "how many sellers": the dimension whose values are counted. */
  counted: string | null;
  grain: Grain | null;
  filters: Filter[];
  /** Dimensions whose filter says where it is looked at ("within SP"). */
  context: Set<string>;
  having: Having[];
  /** Groups whose value is above or below the value over all groups. */
  againstAverage: 'above' | 'below' | null;
  periods: PeriodSpan[];
  compare: 'previousPeriod' | 'previousYear' | null;
  /** Where a word of comparison stands, to see what it joins. */
  compareAt: number | null;
  direction: 'asc' | 'desc' | null;
  quality: 'good' | 'bad' | null;
  limit: number | null;
  /** "top 10 %": a share of the groups. */
  topShare: number | null;
  /** "80 % of revenue": the part the leaders make up. */
  reach: number | null;
  /** The thing ranked is asked for in the singular ("which month"). */
  isSingular: boolean;
  /** "90 days": a length of time that is no period. */
  span: { count: number; grain: Grain } | null;
  suppositions: Supposition[];
  /** "in euros": the currency to show amounts in. */
  currency: string | null;
  /** Names of the functions, particles and openers said. */
  flags: Set<string>;
  openers: ReadonlySet<string>;
  chart: ChartWish | null;
  missing: MissingConcept[];
  isWrite: boolean;
  /** Runs of words nothing is known about. */
  unknown: UnknownRun[];
  /** The words after openers, for judging how much a question says by itself. */
  size: number;
}

export function emptyDraft(): Draft {
  return {
    metrics: [],
    joinedMetrics: new Set(),
    dimensions: [],
    optionalDimensions: [],
    counted: null,
    grain: null,
    filters: [],
    context: new Set(),
    having: [],
    againstAverage: null,
    periods: [],
    compare: null,
    compareAt: null,
    direction: null,
    quality: null,
    limit: null,
    topShare: null,
    reach: null,
    isSingular: false,
    span: null,
    suppositions: [],
    currency: null,
    flags: new Set(),
    openers: new Set(),
    chart: null,
    missing: [],
    isWrite: false,
    unknown: [],
    size: 0,
  };
}
