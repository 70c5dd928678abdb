import type { Embedder } from '@/core/ports';
import type { Logger } from '@/platform/logger';
import { indexTexts } from '@/services/retrieval/index-texts';
import { settleAfterLoad, settleEverything } from '@/store/after-load';
import type { Database } from '@/store/client';
import { createTextIndex } from '@/store/text-index';
import { assessTrust } from './trust';

export interface SettleDeps {
  db: Database;
  embedder: Embedder;
  logger: Logger;
  now: () => Date;
}

/** Everything that can be computed ahead of the questions about a workspace, after it was written to. */
export async function settleWorkspace(deps: SettleDeps, workspaceId: string): Promise<void> {
  await settleAfterLoad(deps.db, workspaceId);
  await assessAhead(deps, workspaceId);
  await indexAhead(deps, workspaceId);
}

/** The same for all workspaces, for what was left undone: an import that was interrupted, a new version, another model. */
export async function settleWorkspaces(deps: SettleDeps): Promise<void> {
  await settleEverything(deps.db);
  for (const { id } of await deps.db.shared.workspace.findMany({ select: { id: true } })) {
    await assessAhead(deps, id);
    await indexAhead(deps, id);
  }
}

/** Whatever is wrong with reviews must not spoil an import. */
async function assessAhead({ db, logger, now }: SettleDeps, workspaceId: string): Promise<void> {
  try {
    await assessTrust(db, workspaceId, now(), (fault) => logger.warn({ err: fault }, 'reviews are assessed without the text model'));
  } catch (error) {
    logger.error({ err: error }, 'reviews could not be assessed');
  }
}

/** A model that cannot be reached must not spoil an import: what is missing is embedded when it is searched. */
async function indexAhead({ db, embedder, logger }: SettleDeps, workspaceId: string): Promise<void> {
  try {
    await indexTexts(createTextIndex(db, workspaceId), embedder);
  } catch (error) {
    logger.warn({ err: error }, 'texts could not be indexed ahead');
  }
}
