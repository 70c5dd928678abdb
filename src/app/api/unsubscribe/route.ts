import { getContainer } from '@/server/container';
import { unsubscribe } from '@/server/unsubscribe';
import { toProblemResponse } from '@/server/route-problem';

/**
 * One-click unsubscribing (RFC 8058): mail programs post here without cookies, whoever is signed in. The token is all it
 * takes. There is no GET: programs and virus scanners open links.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const container = await getContainer();
    const token = new URL(request.url).searchParams.get('token') ?? '';
    return Response.json({ ended: await unsubscribe(container, token, container.clock.now()) });
  } catch (error) {
    return toProblemResponse(error);
  }
}
