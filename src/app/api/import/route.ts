import { z } from 'zod';
import { AppError } from '@/core/errors';
import { streamImport } from '@/server/import-upload';
import { route } from '@/server/route';
import { receiveUpload } from '@/server/upload';

export const maxDuration = 3600;

/** Import files into the workspace; answers with progress as newline-delimited JSON. Multipart, as for the preview. */
export const POST = route({
  input: z.object({}),
  handle: async ({ request, container, workspace, role }) => {
    if (role === 'viewer')
      throw new AppError('forbidden', 'Viewers cannot import.', { remedy: 'Ask an owner of this workspace for another role.' });
    const stream = streamImport(container, workspace, await receiveUpload(request));
    return new Response(stream, {
      headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  },
});
