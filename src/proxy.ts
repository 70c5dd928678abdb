import { NextResponse, type NextRequest } from 'next/server';

/** Names next-auth gives its session cookie, plain and over https; long tokens are cut into numbered pieces. */
const SESSION_COOKIES = [
  'next-auth.session-token',
  '__Secure-next-auth.session-token',
  'next-auth.session-token.0',
  '__Secure-next-auth.session-token.0',
];

/**
 * Sends people without a session to the sign-in page before anything is rendered. Only a shortcut: pages and routes
 * check the session itself.
 */
export function proxy(request: NextRequest): NextResponse {
  if (SESSION_COOKIES.some((name) => request.cookies.has(name))) return NextResponse.next();
  const target = new URL('/signin', request.url);
  const { pathname, search } = request.nextUrl;
  if (pathname !== '/') target.searchParams.set('next', `${pathname}${search}`);
  return NextResponse.redirect(target);
}

export const config = { matcher: ['/((?!api/|signin|unsubscribe|share/|_next/|icon.svg|favicon.ico|.*\\.(?:png|svg|ico|txt)$).*)'] };
