import { after } from 'next/server';
import { AppError } from '@/core/errors';
import { getContainer } from '@/server/container';
import { toProblemResponse } from '@/server/route-problem';
import { receiveDelivery } from '@/server/webhooks';

/** Larger bodies are no webhooks of any marketplace we know. */
const MOST_BYTES = 2_000_000;

/** Deliveries of a marketplace: kept and acknowledged at once, processed by a job. */
export async function POST(request: Request, { params }: { params: Promise<{ marketplace: string }> }): Promise<Response> {
  try {
    const { marketplace } = await params;
    const { sync, queue } = await getContainer();
    const body = new Uint8Array(await request.arrayBuffer());
    if (body.length > MOST_BYTES) throw new AppError('invalid_input', 'This delivery is too large.', { field: 'body' });
    const headers = Object.fromEntries(request.headers);
    const connections = await receiveDelivery(sync, marketplace, { headers, body, url: request.url, method: 'POST' });
    after(async () => {
      for (const { workspaceId, id: connectionId } of connections)
        await (await queue()).send('sync-account', { workspaceId, connectionId }, connectionId);
    });
    return new Response(null, { status: 200 });
  } catch (error) {
    return toProblemResponse(error);
  }
}
