import { z } from 'zod';
import { downloadAnswer } from '@/server/download';
import { exportInput } from '@/server/export-input';
import { route } from '@/server/route';
import { getPinOrThrow } from '@/store/pins';

/** A pinned answer as it was last made, as a file. */
export const GET = route({
  input: exportInput.extend({ id: z.uuid({ error: 'must be a UUID' }) }),
  handle: async ({ container, workspace, user, input: { id, ...wanted } }) => {
    const { current } = await getPinOrThrow(container.db, { workspaceId: workspace.id, userId: user.id }, id);
    return downloadAnswer(current, { ...wanted, locale: workspace.locale });
  },
});
