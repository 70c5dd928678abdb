import { randomUUID } from 'node:crypto';
import type { Workspace } from '@/core/model/workspace';
import type { Database } from '@/store/client';
import { ensureWorkspace, type WorkspaceSettings } from '@/store/workspaces';

/** Settings of a workspace of which a test has nothing to say. */
export const SETTINGS: WorkspaceSettings = {
  name: 'Shop',
  profile: 'shopify',
  timeZone: 'UTC',
  currency: 'USD',
  locale: 'en-US',
  weekStart: 1,
  isDemo: false,
};

/** A workspace of its own: what another test wrote is in another one. */
export function newWorkspace(db: Database, settings: Partial<WorkspaceSettings> = {}): Promise<Workspace> {
  return ensureWorkspace(db, randomUUID(), { ...SETTINGS, ...settings });
}
