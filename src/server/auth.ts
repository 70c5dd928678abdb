import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { readSessionSecret } from '@/platform/secrets';
import { findCredentials, type User } from '@/store/users';
import { createAttemptLimiter } from './auth-attempts';
import { DEMO_ACCOUNT, joinAllWorkspaces } from './auth-demo';
import type { Container } from './container';
import { hashPassword, isPasswordOf } from './password';

/** Seconds. A shop's figures on a shared computer: a week, renewed while in use. */
const SESSION_SECONDS = 7 * 24 * 3600;

const limiter = createAttemptLimiter();

/** Settings of next-auth for this installation. JWT sessions: nothing to look up in the database per request. */
export function createAuthOptions(container: Container): NextAuthOptions {
  return {
    secret: readSessionSecret(container.env),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/signin', error: '/signin' },
    useSecureCookies: container.env.SHOPIQ_URL?.startsWith('https://') ?? false,
    providers: [
      CredentialsProvider({
        name: 'E-mail and password',
        credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
        authorize: (given) => (given ? signIn(container, given) : null),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...token, sub: user.id } : token),
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
    },
    // The origin is never used: the pages redirect by path. So its warnings say nothing.
    logger: {
      error: (code, metadata) =>
        container.logger.error({ code, metadata: metadata instanceof Error ? metadata.message : undefined }, 'sign-in failed'),
      warn: () => {},
      debug: () => {},
    },
  };
}

let decoy: Promise<string> | undefined;

async function signIn(container: Container, given: { email: string; password: string }): Promise<User | null> {
  const email = given.email.trim().toLowerCase();
  const nowMs = Date.now();
  // The page shows this code's own sentence.
  if (limiter.isBlocked(email, nowMs)) throw new Error('TooManyAttempts');
  const found = await findCredentials(container.db, email);
  // An unknown address costs as much time as a wrong password, so that answers do not tell who has an account.
  const hash = found?.passwordHash ?? (await (decoy ??= hashPassword('no account has this password')));
  const isRight = await isPasswordOf(hash, given.password);
  if (!found?.passwordHash || !isRight) {
    limiter.fail(email, nowMs);
    return null;
  }
  limiter.clear(email);
  if (container.databaseKind === 'embedded' && found.email === DEMO_ACCOUNT.email) await joinAllWorkspaces(container.db, found.id);
  return { id: found.id, email: found.email, name: found.name };
}
