import { v7 as uuidv7 } from 'uuid';
import { AppError } from '@/core/errors';
import type { ProfileId, Workspace } from '@/core/model/workspace';
import type { Database } from './client';
import { markAllDays } from './rollups/dirty-days';

export interface WorkspaceSettings {
  name: string;
  profile: ProfileId;
  timeZone: string;
  currency: string;
  locale: string;
  weekStart: number;
  isDemo: boolean;
}

function toWorkspace(row: {
  id: string;
  slug: string;
  name: string;
  profile: string;
  timeZone: string;
  currency: string;
  locale: string;
  weekStart: number;
  isDemo: boolean;
}): Workspace {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    profile: row.profile as ProfileId,
    timeZone: row.timeZone,
    currency: row.currency,
    locale: row.locale,
    weekStart: row.weekStart,
    isDemo: row.isDemo,
  };
}

/** The workspace with this slug, or null. */
export async function findWorkspace(db: Database, slug: string): Promise<Workspace | null> {
  const row = await db.shared.workspace.findUnique({ where: { slug } });
  return row && toWorkspace(row);
}

/** The workspace with this id. @throws AppError not_found. */
export async function workspaceById(db: Database, id: string): Promise<Workspace> {
  const row = await db.shared.workspace.findUnique({ where: { id } });
  if (!row) throw noSuchWorkspace();
  return toWorkspace(row);
}

/** @throws AppError not_found naming the workspaces there are. */
export async function getWorkspaceOrThrow(db: Database, slug: string): Promise<Workspace> {
  const found = await findWorkspace(db, slug);
  if (found) return found;
  const all = await db.shared.workspace.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } });
  throw new AppError('not_found', `There is no workspace "${slug}".`, {
    field: 'workspace',
    remedy:
      all.length > 0
        ? `Choose one of: ${all.map((row) => row.slug).join(', ')}.`
        : 'Run `npm start` once, or import data with `npx shopiq import`.',
  });
}

/** Create the workspace or, when it exists, return it unchanged. */
export async function ensureWorkspace(db: Database, slug: string, settings: WorkspaceSettings): Promise<Workspace> {
  const existing = await findWorkspace(db, slug);
  if (existing) return existing;
  return toWorkspace(await db.shared.workspace.create({ data: { id: uuidv7(), slug, ...settings } }));
}

/** The zone of a workspace's clock. @throws AppError not_found. */
export async function zoneOf(db: Database, id: string): Promise<string> {
  const found = await db.shared.workspace.findUnique({ where: { id }, select: { timeZone: true } });
  if (!found) throw noSuchWorkspace();
  return found.timeZone;
}

const noSuchWorkspace = (): AppError => new AppError('not_found', 'This workspace does not exist.', { field: 'workspace' });

/** Change settings of a workspace. */
export async function updateWorkspace(db: Database, id: string, settings: Partial<WorkspaceSettings>): Promise<Workspace> {
  return db.asWorkspace(id, async (tx) => {
    // In one transaction: nobody finds amounts converted to the currency of before.
    if (settings.currency !== undefined) await markAllDays(tx, id);
    return toWorkspace(await tx.workspace.update({ where: { id }, data: settings }));
  });
}

/** Workspaces a person belongs to, with their role, by name. */
export async function listWorkspacesOf(db: Database, userId: string): Promise<{ workspace: Workspace; role: string }[]> {
  const rows = await db.asUser(userId, (tx) => tx.membership.findMany({ where: { userId }, include: { workspace: true } }));
  return rows
    .map((row) => ({ workspace: toWorkspace(row.workspace), role: row.role as string }))
    .sort((a, b) => a.workspace.name.localeCompare(b.workspace.name));
}
