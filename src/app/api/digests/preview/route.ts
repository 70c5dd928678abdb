import { z } from 'zod';
import { digestSettingsSchema } from '@/core/digest/digest';
import { previewDigest, sendPreview } from '@/server/digests-view';
import { route } from '@/server/route';

export const maxDuration = 120;

/** A digest as it would have come last: shown, or sent to the person who asks. */
export const POST = route({
  input: z.object({ id: z.uuid().optional(), settings: digestSettingsSchema, isSent: z.boolean().default(false) }),
  handle: ({ container, workspace, user, input: { isSent, ...tried } }) =>
    (isSent ? sendPreview : previewDigest)(container, { workspace, user }, tried),
});
