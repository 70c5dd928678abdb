import { z } from 'zod';
import { changeAlert, dropAlert, readAlerts } from '@/server/alerts-view';
import { route } from '@/server/route';

/** The person's alerts, and how each stands. */
export const GET = route({
  input: z.object({}),
  handle: async ({ container, workspace, user }) => ({ alerts: await readAlerts(container, { workspace, user }) }),
});

/** Pause one, or let it go on. */
export const POST = route({
  input: z.object({ id: z.uuid(), isPaused: z.boolean() }),
  handle: ({ container, workspace, user, input }) => changeAlert(container, { workspace, user }, input),
});

export const DELETE = route({
  input: z.object({ id: z.uuid() }),
  handle: ({ container, workspace, user, input }) => dropAlert(container, { workspace, user }, input.id),
});
