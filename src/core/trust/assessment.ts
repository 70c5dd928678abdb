import type { ReviewerGraph } from './graph/draw-graph';
import type { ShopDays } from './shop-days';
import type { SignalId, Verdict } from './signals/signal';
import type { BurstDay } from './signals/velocity';
import type { BaseRates } from './weigh';

/** Why a review is suspected, as a hint. */
export interface TrustReason {
  signal: SignalId;
  /** What it adds to the log-odds of fake. */
  weight: number;
  evidence: Record<string, number | string>;
  words: string;
}

export interface ReviewTrust {
  id: string;
  /** 0 to 1: a hint, from the stated weights and this shop's own base rates. */
  suspicion: number;
  flagged: boolean;
  /** Strongest first; of reviews with next to no suspicion none are given. */
  reasons: TrustReason[];
}

export interface SignalSummary {
  id: SignalId;
  value: number;
  baseline: number;
  n: number;
  /** For a marketplace or all: Simes' combination of its products' p-values. */
  p: number | null;
  verdict: Verdict;
  /** Reviews that show it. */
  reviews: number;
  /** Part of the suspicion that comes from it, 0 to 1. */
  share: number;
}

export type Level = 'clear' | 'look' | 'alarm' | 'notEnough';

export interface GroupTrust {
  level: Level;
  /** 0 to 100: of a hundred reviews, how many show nothing out of the ordinary, weighted by suspicion. Null when there is not enough. */
  score: number | null;
  reviews: number;
  flagged: number;
  rating: number | null;
  ratingWithoutFlagged: number | null;
  signals: SignalSummary[];
  /** Chance that at most one family of signs is out of the ordinary; null when there is not enough. */
  p: number | null;
  /** Share of false alarms among products this suspicious (Benjamini-Hochberg); of a group, its smallest. */
  q: number | null;
  graph: ReviewerGraph;
}

export interface ProductTrust extends GroupTrust {
  productId: string;
  title: string | null;
  marketplace: string;
  bursts: BurstDay[];
  /** Reviews of each day with any, for the chart: [day, count], oldest first. */
  days: [number, number][];
}

export interface MarketTrust extends GroupTrust {
  marketplace: string;
}

/** What a single new review is weighed with later. */
export interface TrustContext {
  rates: BaseRates;
  shop: ShopDays;
}

export interface TrustAssessment {
  assessedAt: number;
  /** In the order given. */
  reviews: ReviewTrust[];
  products: ProductTrust[];
  marketplaces: MarketTrust[];
  all: GroupTrust;
  context: TrustContext;
}
