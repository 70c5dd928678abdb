import type { Artifact } from '@/core/artifact/artifact';
import { exportAnswer, type ExportRequest } from '@/render/export-answer';

/** An answer as a file to keep. @throws AppError not_found when it has no such table or chart. */
export async function downloadAnswer(artifact: Artifact, wanted: ExportRequest): Promise<Response> {
  const { name, contentType, content } = await exportAnswer(artifact, wanted);
  return new Response(content, {
    headers: {
      'content-type': contentType,
      // RFC 6266: the plain name for those who read no other.
      'content-disposition': `attachment; filename="answer.${wanted.format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  });
}
