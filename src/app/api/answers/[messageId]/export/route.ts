import { z } from 'zod';
import { EXPORT_FORMATS, exportAnswer } from '@/render/export-answer';
import { route } from '@/server/route';
import { getArtifactOrThrow } from '@/store/chats';

const input = z.object({
  messageId: z.uuid({ error: 'must be a UUID' }),
  format: z.enum(EXPORT_FORMATS, { error: `must be one of ${EXPORT_FORMATS.join(', ')}` }),
  /** A table of the answer or "definitions" (csv), a chart of it (png); the first when not given. */
  part: z.string().max(100).optional(),
  theme: z.enum(['light', 'dark']).optional(),
});

/** An answer of a thread of the person's as a file. */
export const GET = route({
  input,
  handle: async ({ container, workspace, user, input: { messageId, ...wanted } }) => {
    const artifact = await getArtifactOrThrow(container.db, { workspaceId: workspace.id, userId: user.id }, messageId);
    const { name, contentType, content } = await exportAnswer(artifact, { ...wanted, locale: workspace.locale });
    return new Response(content, {
      headers: {
        'content-type': contentType,
        // RFC 6266: the plain name for those who read no other.
        'content-disposition': `attachment; filename="answer.${wanted.format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'no-store',
      },
    });
  },
});
