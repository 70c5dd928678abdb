import type { Suggestion, SuggestedPair } from '@/core/recommend/open-recommender';
import type { ModelVersion } from '@/core/recommend/ports';
import { activateModel } from '@/store/recommendation-models';
import type { Container } from './container';
import { askForModel, recommendationsOf } from './recommendations';

/** Entries of each list. */
const LISTED = 6;

/** What the page shows. */
export interface RecommendationsView {
  /** The version in use, and all that are kept. */
  version: ModelVersion;
  versions: Omit<ModelVersion, 'card'>[];
  /** Products to choose from, those bought together most surely first, then by name. */
  products: string[];
  trending: Suggestion[];
  pairs: SuggestedPair[];
  /** Of the chosen product. */
  chosen: { product: string; similar: Suggestion[]; together: SuggestedPair[]; basket: Suggestion[] } | null;
}

type Deps = Pick<Container, 'db' | 'clock' | 'queue'>;

/**
 * Recommendations of the version in use; null when nothing was ever sold.
 * @throws AppError not_found while the first version is being trained.
 */
export async function readRecommendations(
  { db, clock, queue }: Deps,
  workspaceId: string,
  product: string | undefined,
): Promise<RecommendationsView | null> {
  const recommendations = recommendationsOf(db, workspaceId, () => askForModel({ db, queue }, workspaceId));
  const current = await recommendations.current();
  if (!current) return null;
  const { version, recommender } = current;
  const now = { now: clock.now().getTime() };
  const pairs = recommender.boughtTogether(null, LISTED);
  const products = recommender.items().toSorted((a, b) => (a < b ? -1 : 1));
  const chosen = product !== undefined && products.includes(product) ? product : (pairs[0]?.a ?? products[0]);
  const versions = await recommendations.versions();
  return {
    version,
    versions: versions.map(({ card: _card, ...head }) => head),
    products,
    trending: recommender.trending(LISTED, now),
    pairs,
    chosen:
      chosen === undefined
        ? null
        : {
            product: chosen,
            similar: recommender.similarTo(chosen, LISTED, now),
            together: recommender.boughtTogether(chosen, LISTED),
            basket: recommender.forBasket([chosen], LISTED, now),
          },
  };
}

/** Let another version recommend. @throws AppError not_found when it is not kept. */
export function chooseVersion({ db, clock }: Deps, workspaceId: string, version: number): Promise<void> {
  return activateModel(db, workspaceId, { version, at: clock.now() });
}

/** Have a worker train a new version where there are new orders. */
export async function trainAgain({ queue }: Deps, workspaceId: string): Promise<void> {
  await (await queue()).send('train-recommendations', { workspaceId }, workspaceId);
}
