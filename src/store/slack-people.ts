import { randomUUID } from 'node:crypto';
import type { Workspace } from '@/core/model/workspace';
import type { Database } from './client';
import type { SlackTeam } from './slack-installations';
import { listWorkspacesOf } from './workspaces';

/** Somebody in a Slack team. */
export interface SlackMember extends SlackTeam {
  slackUserId: string;
}

/** Who somebody in Slack is here. */
export type SlackIdentity =
  | { kind: 'linked'; userId: string; name: string; role: string; workspace: Workspace }
  /** Has not said who they are. */
  | { kind: 'unlinked' }
  /** Linked, but not (or no longer) of the team's workspace. */
  | { kind: 'stranger'; name: string };

/** Who this is, with the role they have in the team's workspace now. */
export async function identifySlackMember(db: Database, { workspaceId, teamId, slackUserId }: SlackMember): Promise<SlackIdentity> {
  const link = await db.asWorkspace(workspaceId, (tx) =>
    tx.slackLink.findUnique({ where: { workspaceId_teamId_slackUserId: { workspaceId, teamId, slackUserId } } }),
  );
  if (!link) return { kind: 'unlinked' };
  const user = await db.shared.user.findUnique({ where: { id: link.userId }, select: { id: true, name: true } });
  if (!user) return { kind: 'unlinked' };
  const access = (await listWorkspacesOf(db, user.id)).find(({ workspace }) => workspace.id === workspaceId);
  return access ? { kind: 'linked', userId: user.id, name: user.name, ...access } : { kind: 'stranger', name: user.name };
}

export interface LinkTicket extends SlackMember {
  id: string;
  slackName: string;
  teamName: string;
  deliveryId: string | null;
}

/** Write an invitation to link. @returns its id. */
export async function writeLinkTicket(
  db: Database,
  ticket: SlackMember & { slackName: string; deliveryId: string | null; expiresAt: Date },
): Promise<string> {
  const id = randomUUID();
  await db.asWorkspace(ticket.workspaceId, (tx) => tx.slackLinkTicket.create({ data: { id, ...ticket } }));
  return id;
}

/** An invitation that can still be taken, or null. */
export async function findLinkTicket(
  db: Database,
  { workspaceId, id, now }: { workspaceId: string; id: string; now: Date },
): Promise<LinkTicket | null> {
  const row = await db.asWorkspace(workspaceId, (tx) =>
    tx.slackLinkTicket.findFirst({
      where: { workspaceId, id, usedAt: null, expiresAt: { gt: now } },
      include: { installation: { select: { teamName: true } } },
    }),
  );
  return row && { ...row, teamName: row.installation.teamName };
}

/** Take an invitation: the member in Slack is this person from now on. @returns it, or null when it was taken or is over. */
export async function takeLinkTicket(
  db: Database,
  { workspaceId, id, userId, now }: { workspaceId: string; id: string; userId: string; now: Date },
): Promise<LinkTicket | null> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.slackLinkTicket.updateMany({
      where: { workspaceId, id, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (count === 0) return null;
    const row = await tx.slackLinkTicket.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id } },
      include: { installation: { select: { teamName: true } } },
    });
    const { teamId, slackUserId, slackName } = row;
    const state = { userId, slackName, linkedAt: now };
    await tx.slackLink.upsert({
      where: { workspaceId_teamId_slackUserId: { workspaceId, teamId, slackUserId } },
      create: { workspaceId, teamId, slackUserId, ...state },
      update: state,
    });
    // Others of the same member are of no use any more.
    await tx.slackLinkTicket.deleteMany({
      where: { workspaceId, OR: [{ teamId, slackUserId, usedAt: null }, { expiresAt: { lt: now } }] },
    });
    return { ...row, teamName: row.installation.teamName };
  });
}

/** Forget who somebody in Slack is. Without `userId` anybody's link; with it, only that person's own. */
export async function unlinkSlackMember(
  db: Database,
  { workspaceId, teamId, slackUserId, userId }: SlackMember & { userId?: string },
): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) =>
    tx.slackLink.deleteMany({ where: { workspaceId, teamId, slackUserId, ...(userId === undefined ? {} : { userId }) } }),
  );
}
