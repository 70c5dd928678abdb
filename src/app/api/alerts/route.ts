import { z } from 'zod';
import { dropAlert, editAlert, readAlerts } from '@/server/alerts-view';
import { alertSettingsSchema } from '@/core/alerts/alert';
import { route } from '@/server/route';

const { condition } = alertSettingsSchema.shape;
const slackChannel = alertSettingsSchema.shape.slackChannel.unwrap();
const quiet = alertSettingsSchema.shape.quiet.unwrap();

/** The person's alerts, and how each stands. */
export const GET = route({
  input: z.object({}),
  handle: async ({ container, workspace, user }) => ({ alerts: await readAlerts(container, { workspace, user }) }),
});

/** Change how one tells, its limit, or whether it is paused. */
export const POST = route({
  input: z.object({
    id: z.uuid(),
    isPaused: z.boolean().exactOptional(),
    byEmail: z.boolean().exactOptional(),
    slackChannel: slackChannel.exactOptional(),
    quiet: quiet.exactOptional(),
    condition: condition.exactOptional(),
  }),
  handle: ({ container, workspace, user, input }) => editAlert(container, { workspace, user }, input),
});

export const DELETE = route({
  input: z.object({ id: z.uuid() }),
  handle: ({ container, workspace, user, input }) => dropAlert(container, { workspace, user }, input.id),
});
