import { z } from 'zod';
import { digestSettingsSchema } from '@/core/digest/digest';
import { dropDigest, readDigests, saveDigest } from '@/server/digests-view';
import { route } from '@/server/route';

/** The person's digests, and what they were sent. */
export const GET = route({
  input: z.object({}),
  handle: ({ container, workspace, user }) => readDigests(container, { workspace, user }),
});

/** Keep a digest, new without an id. */
export const POST = route({
  input: z.object({ id: z.uuid().optional(), settings: digestSettingsSchema, isPaused: z.boolean().default(false) }),
  handle: ({ container, workspace, user, input }) => saveDigest(container, { workspace, user }, input),
});

export const DELETE = route({
  input: z.object({ id: z.uuid() }),
  handle: ({ container, workspace, user, input }) => dropDigest(container, { workspace, user }, input.id),
});
