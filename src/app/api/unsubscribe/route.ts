import { getContainer } from '@/server/container';
import { unsubscribe } from '@/server/digests-view';
import { toProblemResponse } from '@/server/route-problem';

/**
 * One-click unsubscribing (RFC 8058): mail programs post here without cookies, whoever is signed in. The token is all it
 * takes. There is no GET: programs and virus scanners open links.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const container = await getContainer();
    return Response.json({ ended: await unsubscribe(container, new URL(request.url).searchParams.get('token') ?? '') });
  } catch (error) {
    return toProblemResponse(error);
  }
}
