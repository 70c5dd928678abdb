import { z } from 'zod';
import { previewUpload } from '@/server/import-upload';
import { route } from '@/server/route';
import { receiveUpload } from '@/server/upload';

/** How files would be read, without writing anything. Multipart: `files`, and optionally format, mapping, timeZone, currency. */
export const POST = route({
  input: z.object({}),
  handle: async ({ request, workspace }) => {
    const upload = await receiveUpload(request);
    try {
      return await previewUpload(upload, workspace);
    } finally {
      await upload.remove();
    }
  },
});
