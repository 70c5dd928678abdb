import { v7 as uuidv7 } from 'uuid';
import type { Database } from './client';

export interface User {
  id: string;
  email: string;
  name: string;
}

export interface Credentials extends User {
  /** Null for people who sign in through a provider. */
  passwordHash: string | null;
}

export const ROLES = ['owner', 'admin', 'analyst', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** The person with this e-mail address and what their password is checked against, or null. */
export async function findCredentials(db: Database, email: string): Promise<Credentials | null> {
  const row = await db.shared.user.findUnique({ where: { email: email.trim().toLowerCase() } });
  return row && { id: row.id, email: row.email, name: row.name, passwordHash: row.passwordHash };
}

/** The person with this id, or null when they were removed. */
export async function findUser(db: Database, id: string): Promise<User | null> {
  return db.shared.user.findUnique({ where: { id }, select: { id: true, email: true, name: true } });
}

/** Create the person or return the one with this e-mail address, with password and name left as they are. */
export async function ensureUser(db: Database, person: { email: string; name: string; passwordHash: string }): Promise<User> {
  const { id, email, name } = await db.shared.user.upsert({
    where: { email: person.email.trim().toLowerCase() },
    create: { id: uuidv7(), email: person.email.trim().toLowerCase(), name: person.name, passwordHash: person.passwordHash },
    update: {},
  });
  return { id, email, name };
}

/** Make a person a member of a workspace; a role they already have there stays. */
export async function ensureMembership(db: Database, userId: string, membership: { workspaceId: string; role: Role }): Promise<void> {
  const { workspaceId, role } = membership;
  await db.asWorkspace(workspaceId, (tx) =>
    tx.membership.upsert({
      where: { workspaceId_userId: { workspaceId, userId } },
      create: { workspaceId, userId, role },
      update: {},
    }),
  );
}

/** Ids of every workspace of this installation. Only for the demo account of the embedded database. */
export async function listWorkspaceIds(db: Database): Promise<string[]> {
  return (await db.shared.workspace.findMany({ select: { id: true } })).map((row) => row.id);
}
