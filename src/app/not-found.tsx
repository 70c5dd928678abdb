import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button';

export default function NotFound(): ReactNode {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-3 p-6">
      <h1 className="text-xl font-semibold">This page does not exist</h1>
      <p className="text-muted">The address may be mistyped, or the thread was deleted.</p>
      <Button asChild variant="primary" className="justify-self-start">
        <Link href="/">Ask a question</Link>
      </Button>
    </main>
  );
}
