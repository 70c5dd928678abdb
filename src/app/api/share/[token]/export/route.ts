import { AppError } from '@/core/errors';
import { getContainer } from '@/server/container';
import { downloadAnswer } from '@/server/download';
import { exportInput } from '@/server/export-input';
import { toProblemResponse } from '@/server/route-problem';
import { openShared } from '@/server/share';

const noSuchFile = (): AppError =>
  new AppError('not_found', 'There is nothing here.', { remedy: 'Ask whoever shared it for another link.' });

/** A shared answer as a file. The token is all it takes. */
export async function GET(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  try {
    const shared = await openShared(await getContainer(), (await params).token);
    const wanted = exportInput.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!shared || !wanted.success) throw noSuchFile();
    const response = await downloadAnswer(shared.artifact, { ...wanted.data, locale: shared.locale });
    response.headers.set('referrer-policy', 'no-referrer');
    response.headers.set('x-robots-tag', 'noindex');
    return response;
  } catch (error) {
    return toProblemResponse(error);
  }
}
