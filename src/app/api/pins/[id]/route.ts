import { z } from 'zod';
import { pinTitleSchema } from '@/core/pins/pin';
import { changePin } from '@/server/pins';
import { route } from '@/server/route';
import { removePin } from '@/store/pins';

const id = z.uuid({ error: 'must be a UUID' });

/** Rename a pin, or have its days stay or move with the calendar. */
export const PATCH = route({
  input: z.object({ id, title: pinTitleSchema, isFixed: z.boolean().optional() }),
  handle: ({ container, workspace, user, input }) => changePin(container, { workspace, user }, input),
});

/** Take a pin off the dashboard; its links end with it. */
export const DELETE = route({
  input: z.object({ id }),
  handle: ({ container, workspace, user, input }) => removePin(container.db, { workspaceId: workspace.id, userId: user.id }, input.id),
});
