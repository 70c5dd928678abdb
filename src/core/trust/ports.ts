import type { ReviewFilter } from '../ports';
import type { KeptReport, TrustScope } from './report';

/** Reviews of a filter, with and without those that are flagged. Ratings are means of stars; null without any. */
export interface TrustFigures {
  reviews: number;
  flagged: number;
  rating: number | null;
  ratingKept: number | null;
}

export interface FlaggedReview {
  id: string;
  /** Day in the zone of the shop. */
  day: string;
  score: number;
  text: string;
  product: string | null;
  /** Id of the marketplace. */
  marketplace: string;
  /** 0 to 1. */
  suspicion: number;
  /** Sentences, the strongest reason first. */
  reasons: string[];
}

/** How the trust of something changed. */
export interface TrustStep {
  levelBefore: string | null;
  level: string;
  scoreBefore: number | null;
  score: number | null;
  reviews: number;
  flagged: number;
  changedAt: Date;
}

export interface AssessedReport extends KeptReport {
  assessedAt: Date;
}

/** What is thought of the reviews of one workspace. Made when they change; asking makes it when it was never made. */
export interface TrustReader {
  report(of: { scope: TrustScope; name: string }): Promise<AssessedReport | null>;
  /** The lowest scores first; what has too few reviews comes last. */
  reports(of: {
    scope: TrustScope;
    limit: number;
    titles?: readonly string[];
    marketplaces?: readonly string[];
  }): Promise<AssessedReport[]>;
  figures(filter: ReviewFilter): Promise<TrustFigures>;
  /** The most suspicious first. */
  flagged(filter: ReviewFilter, limit: number): Promise<FlaggedReview[]>;
  /** The latest first. */
  history(of: { scope: TrustScope; name: string; limit: number }): Promise<TrustStep[]>;
}
