import { z } from 'zod';
import { fromEpochDay, type Day } from '../model/calendar';
import type { GroupTrust, ProductTrust, TrustAssessment } from './assessment';
import { SIGNAL_IDS } from './signals/signal';

export const TRUST_SCOPES = ['all', 'marketplace', 'product'] as const;
export type TrustScope = (typeof TRUST_SCOPES)[number];

export const LEVELS = ['clear', 'look', 'alarm', 'notEnough'] as const;

/** How each sign is called. */
export const SIGNAL_TITLES: Readonly<Record<(typeof SIGNAL_IDS)[number], string>> = {
  velocity: 'Burst of reviews',
  unverified: 'No purchase behind it',
  phraseReuse: 'Same phrases',
  textStyle: 'Machine-like wording',
  wordCount: 'Unusual lengths',
  incentiveWording: 'Something given for it',
  ratingDeviation: 'Ratings unlike others',
  deletions: 'Taken down',
  oneHitReviewers: 'Writers of one review',
  singleDayReviewers: 'Writers of one day',
  reviewerEase: 'Top marks for everything',
  sharedReviewers: 'Same writers, same products',
  unfairReviewers: 'Writers who contradict everyone',
};

/** How each level is called. */
export const LEVEL_TITLES: Readonly<Record<(typeof LEVELS)[number], string>> = {
  clear: 'no concern',
  look: 'worth a look',
  alarm: 'strong signs',
  notEnough: 'too few reviews',
};

/** What was found of a sign. */
export const VERDICT_TITLES = { fail: 'stands out', warn: 'a little', pass: 'usual', notEnough: 'too few to tell' } as const;

/** How the whole is called, where marketplaces and products have their names. */
export const ALL_REVIEWS = 'All reviews';

const signalSchema = z.object({
  id: z.enum(SIGNAL_IDS),
  value: z.number(),
  baseline: z.number(),
  n: z.int(),
  p: z.number().nullable(),
  verdict: z.enum(['pass', 'warn', 'fail', 'notEnough']),
  reviews: z.int(),
  share: z.number(),
});

/** What is kept of an assessment beside the figures that are columns. */
export const trustReportSchema = z.object({
  /** Of a product. */
  title: z.string().nullable(),
  marketplace: z.string().nullable(),
  rating: z.number().nullable(),
  ratingWithoutFlagged: z.number().nullable(),
  p: z.number().nullable(),
  q: z.number().nullable(),
  signals: z.array(signalSchema),
  /** Days since 1970-01-01 on which far more reviews came than usual. */
  bursts: z.array(z.object({ day: z.int(), count: z.int(), expected: z.number(), p: z.number() })),
  /** Reviews of each day with any: day and count. */
  days: z.array(z.tuple([z.int(), z.int()])),
  graph: z.object({
    nodes: z.array(z.object({ id: z.string(), kind: z.enum(['reviewer', 'product']), label: z.string(), suspicion: z.number() })),
    /** Ids of nodes; `review` is the id of the review between them. */
    edges: z.array(z.object({ reviewer: z.string(), product: z.string(), review: z.string(), score: z.number(), suspicion: z.number() })),
  }),
});
export type TrustReport = z.infer<typeof trustReportSchema>;

/** A context as it is kept (assessment.ts: TrustContext). */
export const trustContextSchema = z.object({
  rates: z.record(z.string(), z.partialRecord(z.enum(SIGNAL_IDS), z.number())),
  shop: z.object({
    markets: z.record(z.string(), z.object({ firstDay: z.int(), counts: z.array(z.int()), productDays: z.number() })),
  }),
});

/** What is kept of a review: its suspicion as exact as the column, so that the same assessment changes nothing. */
export interface KeptReviewTrust {
  reviewId: string;
  /** 0 to 1. */
  suspicion: number;
  isFlagged: boolean;
  /** Sentences, the strongest reason first. */
  reasons: readonly string[];
}

/** A report as it is kept. A product's name is its id: one title may be sold on several marketplaces. */
export interface KeptReport {
  scope: TrustScope;
  name: string;
  level: (typeof LEVELS)[number];
  /** 0 to 100; null: too few reviews. */
  score: number | null;
  reviews: number;
  flagged: number;
  report: TrustReport;
}

export type Signal = TrustReport['signals'][number];

const VERDICT_RANK: Readonly<Record<Signal['verdict'], number>> = { fail: 0, warn: 1, pass: 2, notEnough: 3 };

/** Signs the strongest first; those that could not be tested last. */
export function rankSignals(signals: readonly Signal[]): Signal[] {
  return signals.toSorted((a, b) => VERDICT_RANK[a.verdict] - VERDICT_RANK[b.verdict] || b.share - a.share || (a.p ?? 1) - (b.p ?? 1));
}

/** Reviews of every day from the first to the last: quiet days belong to the picture of a burst. */
export function reviewsByDay(days: TrustReport['days']): { day: Day; reviews: number }[] {
  const counts = new Map(days);
  const first = days[0]?.[0] ?? 0;
  const last = days.at(-1)?.[0] ?? first - 1;
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    day: fromEpochDay(first + index),
    reviews: counts.get(first + index) ?? 0,
  }));
}

/** The reports of an assessment. Of products with too few reviews only the figures are kept. */
export function reportsOf({ all, marketplaces, products }: TrustAssessment): KeptReport[] {
  return [
    toReport('all', '', all, null),
    ...marketplaces.map((market) => toReport('marketplace', market.marketplace, market, null)),
    ...products.map((product) => toReport('product', product.productId, product, product)),
  ];
}

function toReport(scope: TrustScope, name: string, group: GroupTrust, product: ProductTrust | null): KeptReport {
  const { level, score, reviews, flagged, rating, ratingWithoutFlagged, p, q, signals, graph } = group;
  const isBare = level === 'notEnough' && flagged === 0;
  return {
    scope,
    name,
    level,
    score,
    reviews,
    flagged,
    report: {
      title: product?.title ?? null,
      marketplace: product?.marketplace ?? (scope === 'marketplace' ? name : null),
      rating,
      ratingWithoutFlagged,
      p,
      q,
      signals: isBare ? [] : signals,
      bursts: product?.bursts ?? [],
      days: isBare ? [] : (product?.days ?? []),
      graph: isBare ? { nodes: [], edges: [] } : graph,
    },
  };
}
