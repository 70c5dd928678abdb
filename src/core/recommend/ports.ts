import type { ModelCard } from './model-card';
import type { OpenRecommender, OwnedItem } from './open-recommender';

/** A trained version. */
export interface ModelVersion {
  version: number;
  card: ModelCard;
  trainedAt: Date;
  /** When it last became the one that recommends; null: never. */
  activatedAt: Date | null;
  isActive: boolean;
}

/** What recommends in one workspace. */
export interface Recommendations {
  /** The model in use, opened; trained now when there is none yet. Null when nothing was ever sold. */
  current(): Promise<{ version: ModelVersion; recommender: OpenRecommender } | null>;
  /** What a customer bought, by the name questions show him by; null when there is no such customer. */
  historyOf(customer: string): Promise<OwnedItem[] | null>;
  /** Products by how many customers bought them in two orders or more, most first. */
  boughtAgain(limit: number): Promise<{ item: string; customers: number }[]>;
  /** All versions that are kept, the newest first. */
  versions(): Promise<ModelVersion[]>;
}
