import { AppError } from '@/core/errors';
import { marketplaceName } from '@/core/model/marketplaces';
import type { ReviewFilter } from '@/core/ports';
import type { AssessedReport, FlaggedReview, TrustReader, TrustStep } from '@/core/trust/ports';
import { ALL_REVIEWS } from '@/core/trust/report';
import { trustReaderOf } from './trust';
import type { Container } from './container';

/** Products listed on the page, flagged reviews and steps of the history shown. */
const MOST_PRODUCTS = 200;
const MOST_FLAGGED = 50;
const MOST_STEPS = 20;

/** One line of the page: all reviews, a marketplace or a product. */
export type TrustLine = Pick<AssessedReport, 'scope' | 'name' | 'level' | 'score' | 'reviews' | 'flagged'> & {
  title: string;
  marketplace: string | null;
  rating: number | null;
  ratingWithoutFlagged: number | null;
};

/** What the page shows: every line, and all about the one that is looked into. Null: there are no reviews. */
export interface TrustView {
  lines: TrustLine[];
  chosen: TrustLine & {
    assessedAt: Date;
    report: AssessedReport['report'];
    flaggedReviews: (FlaggedReview & { marketplaceName: string })[];
    history: TrustStep[];
  };
}

/** @throws AppError not_found when what is asked for was not assessed. */
export async function readTrust(
  { db, clock }: Pick<Container, 'db' | 'clock'>,
  workspaceId: string,
  of: { scope: 'all' | 'marketplace' | 'product'; name: string },
): Promise<TrustView | null> {
  const trust = trustReaderOf(db, workspaceId, () => clock.now());
  const all = await trust.report({ scope: 'all', name: '' });
  if (!all || all.reviews === 0) return null;
  const markets = await trust.reports({ scope: 'marketplace', limit: MOST_PRODUCTS });
  const products = await trust.reports({ scope: 'product', limit: MOST_PRODUCTS });
  const lines = [all, ...markets, ...products];
  const chosen = lines.find(({ scope, name }) => scope === of.scope && name === of.name) ?? (await trust.report(of));
  if (!chosen) throw new AppError('not_found', 'There is no trust report of this.', { field: 'name', remedy: 'Choose one of the list.' });
  return { lines: lines.map(toLine), chosen: await toChosen(trust, chosen) };
}

function toLine({ scope, name, level, score, reviews, flagged, report }: AssessedReport): TrustLine {
  const title = scope === 'all' ? ALL_REVIEWS : scope === 'marketplace' ? marketplaceName(name) : (report.title ?? 'Reviews of no product');
  const marketplace = report.marketplace === null ? null : marketplaceName(report.marketplace);
  const { rating, ratingWithoutFlagged } = report;
  return { scope, name, level, score, reviews, flagged, title, marketplace, rating, ratingWithoutFlagged };
}

async function toChosen(trust: TrustReader, report: AssessedReport): Promise<TrustView['chosen']> {
  const flagged = await trust.flagged(filterOf(report), MOST_FLAGGED);
  return {
    ...toLine(report),
    assessedAt: report.assessedAt,
    report: report.report,
    flaggedReviews: flagged.map((review) => ({ ...review, marketplaceName: marketplaceName(review.marketplace) })),
    history: await trust.history({ scope: report.scope, name: report.name, limit: MOST_STEPS }),
  };
}

function filterOf({ scope, name, report }: AssessedReport): ReviewFilter {
  if (scope === 'all') return {};
  if (scope === 'marketplace') return { marketplaces: [name] };
  return {
    ...(report.title === null ? {} : { products: [report.title] }),
    ...(report.marketplace === null ? {} : { marketplaces: [report.marketplace] }),
  };
}
