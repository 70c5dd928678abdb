'use client';

import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset(): void }): ReactNode {
  return (
    <main className="mx-auto grid min-h-dvh max-w-lg content-center p-6">
      <Notice
        tone="negative"
        title="This page could not be shown"
        actions={
          <Button variant="primary" size="sm" onClick={reset}>
            Try again
          </Button>
        }
      >
        Your data and threads are kept. If it stays, check that the server and its database run
        {error.digest ? `; the log has it under ${error.digest}` : ''}.
      </Notice>
    </main>
  );
}
