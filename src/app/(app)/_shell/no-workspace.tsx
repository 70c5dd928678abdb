'use client';

import { signOut } from 'next-auth/react';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button';

/** Signed in, but a member of nothing yet. */
export function NoWorkspace({ email }: { email: string }): ReactNode {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-3 p-6">
      <h1 className="text-xl font-semibold">No workspace yet</h1>
      <p className="text-muted">
        {email} does not belong to a workspace. Ask the owner of one to add you, or import data on the server with{' '}
        <code className="font-mono">npx shopiq import</code>, then load this page again.
      </p>
      <div className="flex gap-2">
        <Button variant="primary" onClick={() => window.location.reload()}>
          Load again
        </Button>
        <Button onClick={() => void signOut({ redirect: false }).then(() => window.location.assign('/signin'))}>Sign out</Button>
      </div>
    </main>
  );
}
