import { cookies } from 'next/headers';
import { after, NextResponse } from 'next/server';
import { isAppError } from '@/core/errors';
import { finishConnection, PENDING_COOKIE } from '@/server/connect';
import { syncBehind } from '@/server/connections';
import { getContainer } from '@/server/container';
import { getAccessOrThrow, getSessionUserOrThrow } from '@/server/session';

/** The seller comes back from the marketplace: keep the account, begin to read it, and show it. */
export async function GET(request: Request): Promise<Response> {
  const container = await getContainer();
  const { publicUrl } = container.sync;
  const to = (query: Record<string, string>): Response => {
    const answer = NextResponse.redirect(`${publicUrl}/connections?${new URLSearchParams(query).toString()}`);
    answer.cookies.delete({ name: PENDING_COOKIE, path: '/api/connect' });
    return answer;
  };
  try {
    const kept = JSON.parse((await cookies()).get(PENDING_COOKIE)?.value ?? '{}') as { workspace?: string; pending?: string };
    const { workspace } = await getAccessOrThrow(await getSessionUserOrThrow(), kept.workspace ?? '');
    const query = new URL(request.url).searchParams;
    const { connectionId, name } = await finishConnection(container.sync, {
      pending: kept.pending ?? '',
      query,
      workspaceId: workspace.id,
    });
    after(() => syncBehind(container, { workspaceId: workspace.id, connectionId }));
    return to({ connected: name });
  } catch (error) {
    if (!isAppError(error)) container.logger.error({ err: error }, 'an account could not be connected');
    return to({ problem: isAppError(error) ? error.code : 'internal' });
  }
}
