import { assessReviews } from '@/core/trust/assess';
import { reportsOf, type KeptReport } from '@/core/trust/report';
import type { TrustReview } from '@/core/trust/review';
import type { TextModel } from '@/core/trust/text/model';

/** Raised when signs or weights change: everything is assessed anew. */
const RULES_VERSION = 1;

/** Where the reviews of a workspace are read and what is thought of them is kept. */
export interface TrustKeeping {
  /** The state of the reviews in a few letters: another one when any of them changed. */
  fingerprint(): Promise<string>;
  /** Of which state the assessment that is kept was made; null when there is none. */
  assessedState(): Promise<string | null>;
  read(): Promise<TrustReview[]>;
  write(assessed: {
    at: Date;
    state: string;
    reviews: { reviewId: string; suspicion: number; isFlagged: boolean; reasons: string[] }[];
    reports: KeptReport[];
  }): Promise<void>;
}

/**
 * Assess the reviews of a workspace when they, or the text model, are not those that were assessed last.
 * @returns whether it was needed.
 */
export async function assessWorkspace(
  keeping: TrustKeeping,
  { textModel, now }: { textModel: TextModel | null; now: Date },
): Promise<boolean> {
  const state = [RULES_VERSION, textModel?.card.checksum ?? 'no model', await keeping.fingerprint()].join(' ');
  if ((await keeping.assessedState()) === state) return false;
  const assessment = assessReviews(await keeping.read(), { textModel, now: now.getTime() });
  await keeping.write({
    at: now,
    state,
    reviews: assessment.reviews.map(({ id, suspicion, flagged, reasons }) => ({
      reviewId: id,
      // As exact as it is kept, so that the same assessment changes nothing.
      suspicion: Math.fround(suspicion),
      isFlagged: flagged,
      reasons: reasons.map(({ words }) => words).filter((words) => words !== ''),
    })),
    reports: reportsOf(assessment),
  });
  return true;
}
