import { AppError } from '@/core/errors';
import type { Vault } from '@/platform/vault';
import type { Database } from './client';

/** A Slack team as a workspace knows it. */
export interface SlackTeam {
  workspaceId: string;
  teamId: string;
}

export interface SlackInstallationDetail extends SlackTeam {
  enterpriseId: string | null;
  teamName: string;
  appId: string;
  botUserId: string;
  botId: string;
  scopes: readonly string[];
  installedBy: string | null;
  installedAt: Date;
}

/** A team with those of it who said who they are. */
export interface ConnectedSlackTeam {
  teamId: string;
  teamName: string;
  /** ISO instant. */
  installedAt: string;
  people: { slackUserId: string; slackName: string; name: string; email: string }[];
}

/** A token opens only for the team it was sealed for. */
const contextOf = ({ workspaceId, teamId }: SlackTeam): string => `${workspaceId}/slack/${teamId}`;

/**
 * Keep a team that installed the app, in place of what was kept of it before; who linked stays linked.
 * @param secret the bot's token and what renews it; it is sealed.
 * @throws AppError conflict when the team belongs to another workspace.
 */
export async function saveSlackInstallation(
  db: Database,
  vault: Vault,
  { secret, ...detail }: SlackInstallationDetail & { secret: string },
): Promise<void> {
  const { workspaceId, teamId, scopes, ...rest } = detail;
  const route = await db.shared.slackRoute.upsert({ where: { teamId }, create: { teamId, workspaceId }, update: {} });
  if (route.workspaceId !== workspaceId)
    throw new AppError('conflict', 'This Slack team asks another workspace already.', {
      field: 'team',
      remedy: 'Disconnect it there first; a team asks one workspace.',
    });
  const state = { ...rest, scopes: [...scopes], sealed: vault.seal(secret, contextOf(detail)) };
  await db.asWorkspace(workspaceId, (tx) =>
    tx.slackInstallation.upsert({
      where: { workspaceId_teamId: { workspaceId, teamId } },
      create: { workspaceId, teamId, ...state },
      update: state,
    }),
  );
}

/** A team's installation with its secret in the clear, or null when there is none. One sealed with a former key is sealed anew. */
export async function findSlackInstallation(
  db: Database,
  vault: Vault,
  key: SlackTeam,
): Promise<(SlackInstallationDetail & { secret: string }) | null> {
  const { workspaceId, teamId } = key;
  const row = await db.asWorkspace(workspaceId, (tx) =>
    tx.slackInstallation.findUnique({ where: { workspaceId_teamId: { workspaceId, teamId } } }),
  );
  if (!row) return null;
  const { sealed, ...detail } = row;
  const secret = vault.open(sealed, contextOf(key));
  if (vault.isOld(sealed)) await saveSlackInstallation(db, vault, { ...detail, secret });
  return { ...detail, secret };
}

/** The workspace a Slack team asks, or null when it asks none. */
export async function workspaceOfSlackTeam(db: Database, teamId: string): Promise<string | null> {
  const route = await db.shared.slackRoute.findUnique({ where: { teamId }, select: { workspaceId: true } });
  return route?.workspaceId ?? null;
}

/** Teams connected to a workspace with their linked people, by name. */
export async function listSlackTeams(db: Database, workspaceId: string): Promise<ConnectedSlackTeam[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.slackInstallation.findMany({
      where: { workspaceId },
      orderBy: { teamName: 'asc' },
      include: { links: { orderBy: { slackName: 'asc' } } },
    }),
  );
  const ids = rows.flatMap((row) => row.links.map((link) => link.userId));
  const users = await db.shared.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, email: true } });
  return rows.map(({ teamId, teamName, installedAt, links }) => ({
    teamId,
    teamName,
    installedAt: installedAt.toISOString(),
    people: links.map(({ slackUserId, slackName, userId }) => {
      const user = users.find(({ id }) => id === userId);
      return { slackUserId, slackName, name: user?.name ?? '', email: user?.email ?? '' };
    }),
  }));
}

/** Forget a team: its token, links, threads and requests. Chats stay with the people who asked. */
export async function removeSlackInstallation(db: Database, { workspaceId, teamId }: SlackTeam): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) => tx.slackInstallation.deleteMany({ where: { workspaceId, teamId } }));
  await db.shared.slackRoute.deleteMany({ where: { teamId, workspaceId } });
}

/** Say when requests of a team that nobody finished are to be looked for; null: there are none. */
export async function setSlackDue(db: Database, teamId: string, dueAt: Date | null): Promise<void> {
  await db.shared.slackRoute.updateMany({ where: { teamId }, data: { dueAt } });
}

/** Teams with requests left over, the longest first. */
export function dueSlackTeams(db: Database, now: Date, limit: number): Promise<SlackTeam[]> {
  return db.shared.slackRoute.findMany({
    where: { dueAt: { lte: now } },
    orderBy: [{ dueAt: 'asc' }, { teamId: 'asc' }],
    take: limit,
    select: { workspaceId: true, teamId: true },
  });
}
