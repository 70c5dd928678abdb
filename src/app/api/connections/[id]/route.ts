import { after } from 'next/server';
import { z } from 'zod';
import { AppError } from '@/core/errors';
import { syncBehind } from '@/server/connections';
import { route } from '@/server/route';
import { disconnect, forgetProgress, setPaused } from '@/store/manage-connections';

const id = z.uuid({ error: 'is not a connection' });

function assertManager(role: string): void {
  if (role === 'owner' || role === 'admin') return;
  throw new AppError('forbidden', 'Only owners and admins manage accounts.', { remedy: 'Ask an owner of this workspace.' });
}

/** Sync an account now, read it again from the start, pause it or go on. */
export const POST = route({
  input: z.object({ id, action: z.enum(['sync', 'again', 'pause', 'resume']) }),
  handle: async ({ container, workspace, role, input }) => {
    assertManager(role);
    const key = { workspaceId: workspace.id, connectionId: input.id };
    if (input.action === 'pause' || input.action === 'resume')
      await setPaused(container.db, { ...key, isPaused: input.action === 'pause', now: container.clock.now() });
    if (input.action === 'again') await forgetProgress(container.db, key);
    if (input.action !== 'pause') after(() => syncBehind(container, key));
  },
});

/** End a connection, with everything that was read through it when `data` is `remove`. */
export const DELETE = route({
  input: z.object({ id, data: z.enum(['keep', 'remove']).default('keep') }),
  handle: async ({ container, workspace, role, input }) => {
    assertManager(role);
    const { db, clock, settle } = container;
    await disconnect(db, { workspaceId: workspace.id, connectionId: input.id, removesData: input.data === 'remove', now: clock.now() });
    if (input.data === 'remove') after(() => settle(workspace.id));
  },
});
