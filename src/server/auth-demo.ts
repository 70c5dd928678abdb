import type { Database } from '@/store/client';
import { ensureMembership, ensureUser, findCredentials, listWorkspaceIds, type User } from '@/store/users';
import { hashPassword } from './password';

/** The account of the embedded default. It is shown on the sign-in page, so it must never exist on a shared server. */
export const DEMO_ACCOUNT = { email: 'demo@shopiq.local', password: 'demo1234', name: 'Demo seller' } as const;

/** Create the demo account if missing. */
export async function ensureDemoUser(db: Database): Promise<User> {
  const { email, name, password } = DEMO_ACCOUNT;
  // Hashing is slow on purpose: not again at every start.
  const user = (await findCredentials(db, email)) ?? (await ensureUser(db, { email, name, passwordHash: await hashPassword(password) }));
  return { id: user.id, email, name: user.name };
}

/** On the embedded database the demo account sees every workspace, also one imported from the command line since. */
export async function joinAllWorkspaces(db: Database, userId: string): Promise<void> {
  for (const workspaceId of await listWorkspaceIds(db)) await ensureMembership(db, userId, { workspaceId, role: 'owner' });
}
