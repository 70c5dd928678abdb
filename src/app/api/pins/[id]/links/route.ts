import { z } from 'zod';
import { route } from '@/server/route';
import { endShareLink, readShareLinks, sharePin } from '@/server/share';

const pin = z.object({ id: z.uuid({ error: 'must be a UUID' }) });
const LONGEST_DAYS = 365;
const USUAL_DAYS = 30;

/** The links to a pin. */
export const GET = route({
  input: pin,
  handle: async ({ container, workspace, user, role, input }) => ({
    links: await readShareLinks(container, { workspace, user, role }, input.id),
  }),
});

/** Make one. */
export const POST = route({
  input: pin.extend({ days: z.int().min(1).max(LONGEST_DAYS).default(USUAL_DAYS) }),
  handle: ({ container, workspace, user, role, input: { id, days } }) =>
    sharePin(container, { workspace, user, role }, { pinId: id, days }),
});

/** End one. */
export const DELETE = route({
  input: pin.extend({ linkId: z.uuid({ error: 'must be a UUID' }) }),
  handle: ({ container, workspace, user, role, input: { id, linkId } }) =>
    endShareLink(container, { workspace, user, role }, { pinId: id, linkId }),
});
