import { z } from 'zod';
import { EXPORT_FORMATS } from '@/render/export-answer';

/** What is asked of an answer's files. */
export const exportInput = z.object({
  format: z.enum(EXPORT_FORMATS, { error: `must be one of ${EXPORT_FORMATS.join(', ')}` }),
  /** A table of the answer or "definitions" (csv), a chart of it (png); the first when not given. */
  part: z.string().max(100).optional(),
  theme: z.enum(['light', 'dark']).optional(),
});
