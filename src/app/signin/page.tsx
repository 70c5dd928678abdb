import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { DEMO_ACCOUNT } from '@/server/auth-demo';
import { getContainer } from '@/server/container';
import { findSessionUser } from '@/server/session';
import { Wordmark } from '@/ui/wordmark';
import { toLocalPath } from '../local-path';
import { SignInForm } from './signin-form';

export const metadata: Metadata = { title: 'Sign in' };
export const dynamic = 'force-dynamic';

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }): Promise<ReactNode> {
  const next = toLocalPath((await searchParams).next);
  if (await findSessionUser()) redirect(next);
  const { databaseKind } = await getContainer();
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-8 p-6">
      <Wordmark className="text-xl" />
      <div className="w-full max-w-sm rounded-xl border border-border bg-surface p-6">
        <h1 className="text-base font-semibold">Sign in</h1>
        <SignInForm
          next={next}
          demo={databaseKind === 'embedded' ? { email: DEMO_ACCOUNT.email, password: DEMO_ACCOUNT.password } : null}
        />
      </div>
      <p className="max-w-sm text-center text-xs text-balance text-muted">
        Exact, explained answers over every shop and marketplace you sell on.
      </p>
    </main>
  );
}
