import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { isAppError, type AppError } from '@/core/errors';
import { getContainer } from '@/server/container';
import { unsubscribing } from '@/server/unsubscribe';
import { Notice } from '@/ui/notice';
import { Wordmark } from '@/ui/wordmark';
import { UnsubscribeButton } from './unsubscribe-button';

export const metadata: Metadata = { title: 'Unsubscribe', robots: { index: false } };

/** Where the link at the end of an e-mail leads. Opening it ends nothing: mail programs and scanners open links. */
export default async function UnsubscribePage({ searchParams }: { searchParams: Promise<{ token?: string }> }): Promise<ReactNode> {
  const { token = '' } = await searchParams;
  const ends = await unsubscribing(await getContainer(), token).catch(problemOf);
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-8 p-6">
      <Wordmark className="text-xl" />
      <div className="grid w-full max-w-sm gap-4 rounded-xl border border-border bg-surface p-6">
        {isAppError(ends) ? (
          <Notice tone="negative" title={ends.message}>
            {ends.remedy}
          </Notice>
        ) : (
          <>
            <h1 className="text-base font-semibold wrap-anywhere">Stop “{ends.name}” by e-mail?</h1>
            <p className="text-muted">Nothing else changes: your account, its data and other messages stay as they are.</p>
            <UnsubscribeButton token={token} />
          </>
        )}
      </div>
    </main>
  );
}

function problemOf(error: unknown): AppError {
  if (isAppError(error)) return error;
  throw error;
}
