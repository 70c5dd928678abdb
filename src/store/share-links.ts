import { v7 as uuidv7 } from 'uuid';
import { artifactSchema, type Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { ChatOwner } from './chats';
import type { Database } from './client';
import { noSuchPin } from './pins';

/** A link to a pin as its person sees it. The token is not among it: nobody has it any more. */
export interface ShareLinkEntry {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** The links of a pin of a person's, the newest first. */
export function listShareLinks(db: Database, { workspaceId, userId }: ChatOwner, pinId: string): Promise<ShareLinkEntry[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.shareLink.findMany({
      where: { workspaceId, pinId, pin: { userId } },
      orderBy: { createdAt: 'desc' },
      select: { id: true, createdAt: true, expiresAt: true, revokedAt: true },
    }),
  );
}

/** Open a way to a pin for whoever has the token. @throws AppError not_found. */
export async function createShareLink(
  db: Database,
  { workspaceId, userId }: ChatOwner,
  { pinId, tokenHash, now, expiresAt }: { pinId: string; tokenHash: string; now: Date; expiresAt: Date },
): Promise<string> {
  const id = uuidv7();
  await db.asWorkspace(workspaceId, async (tx) => {
    if (!(await tx.pin.findFirst({ where: { workspaceId, userId, id: pinId }, select: { id: true } }))) throw noSuchPin();
    await tx.shareLink.create({ data: { workspaceId, id, pinId, createdBy: userId, createdAt: now, expiresAt } });
    await tx.shareRoute.create({ data: { tokenHash, workspaceId, linkId: id } });
  });
  return id;
}

/** End a link; ending it again changes nothing. @throws AppError not_found. */
export async function revokeShareLink(
  db: Database,
  { workspaceId, userId }: ChatOwner,
  { pinId, id, now }: { pinId: string; id: string; now: Date },
): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    const link = await tx.shareLink.findFirst({ where: { workspaceId, id, pinId, pin: { userId } }, select: { revokedAt: true } });
    if (!link) throw new AppError('not_found', 'There is no such link.', { field: 'linkId', remedy: 'Load the page again.' });
    if (link.revokedAt === null) await tx.shareLink.update({ where: { workspaceId_id: { workspaceId, id } }, data: { revokedAt: now } });
  });
}

/** What a link shows. */
export interface SharedPin {
  workspaceId: string;
  title: string;
  artifact: Artifact;
  asOf: Date;
  /** Who made the link, and when. */
  sharedBy: string;
  sharedAt: Date;
  expiresAt: Date;
}

/**
 * The pin a token opens, by the hash of it; null when it never opened one, was ended, has expired, or whoever made it
 * has left the workspace.
 */
export async function findSharedPin(db: Database, tokenHash: string, now: Date): Promise<SharedPin | null> {
  const route = await db.shared.shareRoute.findUnique({ where: { tokenHash } });
  if (!route) return null;
  const { workspaceId, linkId } = route;
  return db.asWorkspace(workspaceId, async (tx) => {
    const link = await tx.shareLink.findFirst({
      where: { workspaceId, id: linkId, revokedAt: null, expiresAt: { gt: now } },
      include: { pin: { select: { title: true, current: true, currentAsOf: true } }, user: { select: { name: true } } },
    });
    if (!link) return null;
    const member = await tx.membership.findUnique({
      where: { workspaceId_userId: { workspaceId, userId: link.createdBy } },
      select: { role: true },
    });
    if (!member || member.role === 'viewer') return null;
    return {
      workspaceId,
      title: link.pin.title,
      artifact: artifactSchema.parse(link.pin.current),
      asOf: link.pin.currentAsOf,
      sharedBy: link.user.name,
      sharedAt: link.createdAt,
      expiresAt: link.expiresAt,
    };
  });
}
