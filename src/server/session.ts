import { getServerSession } from 'next-auth';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { AppError } from '@/core/errors';
import type { Workspace } from '@/core/model/workspace';
import { listWorkspacesOf } from '@/store/workspaces';
import { findUser, type User } from '@/store/users';
import { createAuthOptions } from './auth';
import { DEMO_ACCOUNT, joinAllWorkspaces } from './auth-demo';
import { getContainer } from './container';

/** Remembers the workspace looked at last; only a preference, membership is checked on every request. */
export const WORKSPACE_COOKIE = 'shopiq-workspace';

export interface WorkspaceAccess {
  workspace: Workspace;
  role: string;
}

/** The signed-in person, or null. Someone removed since signing in is signed out. */
export const findSessionUser = cache(async (): Promise<User | null> => {
  const container = await getContainer();
  const session = (await getServerSession(createAuthOptions(container))) as { user?: { id?: string } } | null;
  return session?.user?.id ? findUser(container.db, session.user.id) : null;
});

/** @throws AppError unauthenticated. */
export async function getSessionUserOrThrow(): Promise<User> {
  const user = await findSessionUser();
  if (!user) throw new AppError('unauthenticated', 'You are not signed in.', { remedy: 'Sign in, then try again.' });
  return user;
}

/** Workspaces the person may open, by name. */
export const listAccess = cache(async (user: User): Promise<WorkspaceAccess[]> => {
  const { db, databaseKind } = await getContainer();
  // A workspace imported from the command line while signed in shows up without signing in again.
  if (databaseKind === 'embedded' && user.email === DEMO_ACCOUNT.email) await joinAllWorkspaces(db, user.id);
  return listWorkspacesOf(db, user.id);
});

/** The workspace with this slug when the person belongs to it. @throws AppError forbidden, also when it does not exist. */
export async function getAccessOrThrow(user: User, slug: string): Promise<WorkspaceAccess> {
  const found = (await listAccess(user)).find((access) => access.workspace.slug === slug);
  if (!found) {
    throw new AppError('forbidden', `You do not belong to a workspace "${slug}".`, {
      field: 'workspace',
      remedy: 'Choose another workspace, or ask its owner to add you.',
    });
  }
  return found;
}

export interface PageSession {
  user: User;
  access: WorkspaceAccess[];
  /** The workspace shown; null when the person belongs to none. */
  current: WorkspaceAccess | null;
}

/** For pages: who is here and in which workspace. Redirects to the sign-in page when nobody is signed in. */
export async function requirePageSession(): Promise<PageSession> {
  const user = await findSessionUser();
  if (!user) redirect('/signin');
  const access = await listAccess(user);
  const wanted = (await cookies()).get(WORKSPACE_COOKIE)?.value;
  return { user, access, current: access.find((entry) => entry.workspace.slug === wanted) ?? access[0] ?? null };
}
