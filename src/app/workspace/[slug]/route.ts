import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { toLocalPath } from '@/app/local-path';
import { getAccessOrThrow, getSessionUserOrThrow, WORKSPACE_COOKIE } from '@/server/session';
import { toProblemResponse } from '@/server/route-problem';

/** A year: which shop one looked at last is not a secret and should not be forgotten. */
const COOKIE_SECONDS = 365 * 24 * 3600;

/** Switch to a workspace, then go on to `next`. A link, so that it also works in a new tab. */
export async function GET(request: Request, context: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await context.params;
  try {
    await getAccessOrThrow(await getSessionUserOrThrow(), slug);
  } catch (error) {
    return toProblemResponse(error);
  }
  (await cookies()).set(WORKSPACE_COOKIE, slug, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: COOKIE_SECONDS });
  redirect(toLocalPath(new URL(request.url).searchParams.get('next')));
}
