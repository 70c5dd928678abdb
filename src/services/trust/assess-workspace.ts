import { assessOne, assessReviews } from '@/core/trust/assess';
import type { ReviewTrust, TrustContext } from '@/core/trust/assessment';
import { reportsOf, type KeptReport, type KeptReviewTrust } from '@/core/trust/report';
import type { TrustReview } from '@/core/trust/review';
import type { TextModel } from '@/core/trust/text/model';

/** Raised when signs or weights change: everything is assessed anew. */
const RULES_VERSION = 1;

/** New reviews that are weighed one by one before all are assessed: more than these came with a first read or an import. */
const MOST_ARRIVED = 100;

/** Where the reviews of a workspace are read and what is thought of them is kept. */
export interface TrustKeeping {
  /** The state of the reviews in a few letters: another one when any of them changed. */
  fingerprint(): Promise<string>;
  /** Of which state the assessment that is kept was made; null when there is none. */
  assessedState(): Promise<string | null>;
  /** What a single review is weighed with; null before the first assessment. */
  context(): Promise<TrustContext | null>;
  /** Reviews nobody has looked at yet, at most so many. */
  arrived(limit: number): Promise<TrustReview[]>;
  /** Other reviews of its product and by its writer. */
  beside(review: TrustReview): Promise<TrustReview[]>;
  /** Keep what is thought of single reviews until all are assessed. */
  note(at: Date, reviews: readonly KeptReviewTrust[]): Promise<void>;
  read(): Promise<TrustReview[]>;
  write(assessed: {
    at: Date;
    state: string;
    reviews: readonly KeptReviewTrust[];
    reports: readonly KeptReport[];
    context: TrustContext;
  }): Promise<void>;
}

/**
 * Assess the reviews of a workspace when they, or the text model, are not those that were assessed last. The few that
 * arrived since are weighed first, each beside its neighbours only: they are known of within a second, however long the
 * assessment of a large shop takes after it.
 * @returns whether it was needed.
 */
export async function assessWorkspace(
  keeping: TrustKeeping,
  { textModel, now }: { textModel: TextModel | null; now: Date },
): Promise<boolean> {
  await noteArrived(keeping, { textModel, now });
  const state = [RULES_VERSION, textModel?.card.checksum ?? 'no model', await keeping.fingerprint()].join(' ');
  if ((await keeping.assessedState()) === state) return false;
  const assessment = assessReviews(await keeping.read(), { textModel, now: now.getTime() });
  await keeping.write({
    at: now,
    state,
    reviews: assessment.reviews.map(toKept),
    reports: reportsOf(assessment),
    context: assessment.context,
  });
  return true;
}

async function noteArrived(keeping: TrustKeeping, { textModel, now }: { textModel: TextModel | null; now: Date }): Promise<void> {
  const context = await keeping.context();
  if (!context) return;
  const arrived = await keeping.arrived(MOST_ARRIVED + 1);
  if (arrived.length === 0 || arrived.length > MOST_ARRIVED) return;
  const noted: KeptReviewTrust[] = [];
  for (const review of arrived) noted.push(toKept(assessOne(review, { neighbours: await keeping.beside(review), context, textModel })));
  await keeping.note(now, noted);
}

const toKept = ({ id, suspicion, flagged, reasons }: ReviewTrust): KeptReviewTrust => ({
  reviewId: id,
  suspicion: Math.fround(suspicion),
  isFlagged: flagged,
  reasons: reasons.map(({ words }) => words).filter((words) => words !== ''),
});
