import { z } from 'zod';
import { AppError } from '@/core/errors';
import { exportFeedback } from '@/server/feedback-export';
import { route } from '@/server/route';

/** Down-voted answers of everybody in the workspace as draft eval cases, one JSON object a line. Owners and admins only. */
export const GET = route({
  input: z.object({}),
  handle: async ({ container, workspace, role }) => {
    if (role !== 'owner' && role !== 'admin')
      throw new AppError('forbidden', 'Only owners and admins export feedback.', { remedy: 'Ask an owner of this workspace.' });
    return new Response(await exportFeedback(container.db, workspace), {
      headers: {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': `attachment; filename="feedback-${workspace.slug}.jsonl"`,
        'cache-control': 'no-store',
      },
    });
  },
});
