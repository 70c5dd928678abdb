import { v7 as uuidv7 } from 'uuid';
import { AppError } from '@/core/errors';
import type { Database, Prisma, TenantTx } from './client';

/** Versions kept beside the active one: enough to go back, few enough to stay small. */
const KEPT_VERSIONS = 10;

/** A trained model without its bytes. */
export interface StoredModel {
  id: string;
  version: number;
  /** As it was written; parsed by whoever knows its form. */
  card: unknown;
  /** Of which orders it was trained (purchasesState). */
  state: string;
  trainedAt: Date;
  activatedAt: Date | null;
  isActive: boolean;
}

const HEAD = { id: true, version: true, card: true, state: true, trainedAt: true, activatedAt: true, isActive: true } as const;

/** All versions that are kept, the newest first. */
export function listModels(db: Database, workspaceId: string): Promise<StoredModel[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.recommendationModel.findMany({ where: { workspaceId }, select: HEAD, orderBy: { version: 'desc' } }),
  );
}

/** Of which orders the newest version was trained, whether it recommends or not; null before the first. */
export async function newestModelState(db: Database, workspaceId: string): Promise<string | null> {
  const newest = await db.asWorkspace(workspaceId, (tx) =>
    tx.recommendationModel.findFirst({ where: { workspaceId }, select: { state: true }, orderBy: { version: 'desc' } }),
  );
  return newest?.state ?? null;
}

/** The model that recommends; null before the first was trained. */
export function activeModel(db: Database, workspaceId: string): Promise<StoredModel | null> {
  return db.asWorkspace(workspaceId, (tx) => tx.recommendationModel.findFirst({ where: { workspaceId, isActive: true }, select: HEAD }));
}

/** @throws AppError not_found when newer versions have pushed it out. */
export async function modelBytes(db: Database, workspaceId: string, id: string): Promise<Uint8Array> {
  const found = await db.asWorkspace(workspaceId, (tx) =>
    tx.recommendationModel.findUnique({ where: { workspaceId_id: { workspaceId, id } }, select: { bytes: true } }),
  );
  if (!found) throw noSuchModel(id);
  return found.bytes;
}

/**
 * Keep a new version. It recommends from now on, unless somebody went back to an older one: that choice stays.
 * @returns the version's number.
 */
export async function addModel(
  db: Database,
  workspaceId: string,
  model: { card: object; bytes: Uint8Array<ArrayBuffer>; state: string; trainedAt: Date },
): Promise<number> {
  return db.asWorkspace(workspaceId, async (tx) => {
    await lockModels(tx, workspaceId);
    const newest = await tx.recommendationModel.findFirst({
      where: { workspaceId },
      select: { version: true, isActive: true },
      orderBy: { version: 'desc' },
    });
    const version = (newest?.version ?? 0) + 1;
    const isActive = newest?.isActive ?? true;
    if (isActive) await deactivate(tx, workspaceId);
    const { bytes, state, trainedAt } = model;
    const card = model.card as Prisma.InputJsonValue;
    await tx.recommendationModel.create({
      data: { workspaceId, id: uuidv7(), version, card, bytes, state, trainedAt, isActive, activatedAt: isActive ? trainedAt : null },
    });
    await tx.recommendationModel.deleteMany({ where: { workspaceId, isActive: false, version: { lte: version - KEPT_VERSIONS } } });
    return version;
  });
}

/** Let another version recommend, also an older one. @throws AppError not_found when it is not kept. */
export async function activateModel(db: Database, workspaceId: string, { version, at }: { version: number; at: Date }): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    await lockModels(tx, workspaceId);
    const where = { workspaceId_version: { workspaceId, version } };
    if (!(await tx.recommendationModel.findUnique({ where, select: { id: true } }))) throw noSuchModel(`version ${version}`);
    await deactivate(tx, workspaceId);
    await tx.recommendationModel.update({ where, data: { isActive: true, activatedAt: at } });
  });
}

async function deactivate(tx: TenantTx, workspaceId: string): Promise<void> {
  await tx.recommendationModel.updateMany({ where: { workspaceId, isActive: true }, data: { isActive: false } });
}

/** Two that train or go back at once come one after the other. */
async function lockModels(tx: TenantTx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`models ${workspaceId}`}, 0))`;
}

const noSuchModel = (which: string): AppError =>
  new AppError('not_found', `The model ${which} is not kept any more.`, {
    field: 'version',
    remedy: 'Choose one of the versions listed, or train a new one.',
  });
