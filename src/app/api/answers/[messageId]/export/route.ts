import { z } from 'zod';
import { downloadAnswer } from '@/server/download';
import { exportInput } from '@/server/export-input';
import { route } from '@/server/route';
import { getArtifactOrThrow } from '@/store/chats';

const input = exportInput.extend({ messageId: z.uuid({ error: 'must be a UUID' }) });

/** An answer of a thread of the person's as a file. */
export const GET = route({
  input,
  handle: async ({ container, workspace, user, input: { messageId, ...wanted } }) => {
    const artifact = await getArtifactOrThrow(container.db, { workspaceId: workspace.id, userId: user.id }, messageId);
    return downloadAnswer(artifact, { ...wanted, locale: workspace.locale });
  },
});
