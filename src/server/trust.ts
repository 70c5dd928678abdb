import { isAppError, type AppError } from '@/core/errors';
import type { TrustReader } from '@/core/trust/ports';
import type { TextModel } from '@/core/trust/text/model';
import { assessWorkspace, type TrustKeeping } from '@/services/trust/assess-workspace';
import { shippedTextModel } from '@/services/trust/text-model-file';
import type { Database } from '@/store/client';
import { assessedState, createTrustReader, readTrustContext, writeReviewTrust, writeTrust } from '@/store/trust';
import { readArrivedReviews, readNeighbours, readTrustReviews, reviewsFingerprint } from '@/store/trust-reviews';

/** Told of a text model that cannot be read: reviews are assessed by everything else then. */
export type TextModelFault = (error: AppError) => void;

/** Bring what is thought of a workspace's reviews up to date. @returns whether anything had changed. */
export function assessTrust(db: Database, workspaceId: string, now: Date, onFault: TextModelFault = () => undefined): Promise<boolean> {
  return assessWorkspace(trustKeepingOf(db, workspaceId), { textModel: textModel(onFault), now });
}

/** Where the reviews of a workspace are read and what is thought of them is kept: the database. */
export function trustKeepingOf(db: Database, workspaceId: string): TrustKeeping {
  return {
    fingerprint: () => reviewsFingerprint(db, workspaceId),
    assessedState: () => assessedState(db, workspaceId),
    context: () => readTrustContext(db, workspaceId),
    arrived: (limit) => readArrivedReviews(db, workspaceId, limit),
    beside: (review) => readNeighbours(db, workspaceId, review),
    note: (at, reviews) => writeReviewTrust(db, workspaceId, at, reviews),
    read: () => readTrustReviews(db, workspaceId),
    write: (assessed) => writeTrust(db, workspaceId, assessed),
  };
}

function textModel(onFault: TextModelFault): TextModel | null {
  try {
    return shippedTextModel();
  } catch (error) {
    if (!isAppError(error)) throw error;
    onFault(error);
    return null;
  }
}

/** Reads what is thought of the reviews; the first question about them makes it when nobody did. */
export function trustReaderOf(db: Database, workspaceId: string, now: () => Date): TrustReader {
  let first: Promise<void> | undefined;
  const ensure = async (): Promise<void> => {
    if ((await assessedState(db, workspaceId)) === null) await assessTrust(db, workspaceId, now());
  };
  return createTrustReader(db, workspaceId, () => (first ??= ensure()));
}
