import { z } from 'zod';
import { pinPlaceSchema } from '@/core/pins/pin';
import { route } from '@/server/route';
import { placePins } from '@/store/pins';

const MOST_CARDS = 500;

/** Where the cards of the person's dashboard stand now. */
export const POST = route({
  input: z.object({ places: z.array(z.object({ id: z.uuid() }).and(pinPlaceSchema)).max(MOST_CARDS) }),
  handle: ({ container, workspace, user, input }) => placePins(container.db, { workspaceId: workspace.id, userId: user.id }, input.places),
});
