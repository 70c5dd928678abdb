import type { TrustReader } from '@/core/trust/ports';
import type { TextModel } from '@/core/trust/text/model';
import { assessWorkspace } from '@/services/trust/assess-workspace';
import { shippedTextModel } from '@/services/trust/text-model-file';
import type { Database } from '@/store/client';
import { assessedState, createTrustReader, writeTrust } from '@/store/trust';
import { readTrustReviews, reviewsFingerprint } from '@/store/trust-reviews';

/** Bring what is thought of a workspace's reviews up to date. @returns whether anything had changed. */
export function assessTrust(db: Database, workspaceId: string, now: Date): Promise<boolean> {
  return assessWorkspace(
    {
      fingerprint: () => reviewsFingerprint(db, workspaceId),
      assessedState: () => assessedState(db, workspaceId),
      read: () => readTrustReviews(db, workspaceId),
      write: (assessed) => writeTrust(db, workspaceId, assessed),
    },
    { textModel: textModel(), now },
  );
}

/** Without its file, reviews are assessed by everything else. */
function textModel(): TextModel | null {
  try {
    return shippedTextModel();
  } catch {
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
