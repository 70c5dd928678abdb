'use client';

import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import type { Unsubscribed } from '@/server/unsubscribe';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

/** Ends the e-mails, and says what was ended. */
export function UnsubscribeButton({ token }: { token: string }): ReactNode {
  const [ended, setEnded] = useState<Unsubscribed | null>(null);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const [isRunning, setRunning] = useState(false);
  const end = async (): Promise<void> => {
    setRunning(true);
    try {
      const done = await requestJson<{ ended: Unsubscribed }>(`/api/unsubscribe?token=${encodeURIComponent(token)}`, { method: 'POST' });
      setEnded(done.ended);
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setRunning(false);
  };
  if (ended !== null)
    return (
      <Notice tone="info" title={`"${ended.name}" does not come by e-mail any more.`}>
        It can be taken up again{' '}
        <Link className="underline" href={ended.page}>
          on its page
        </Link>
        .
      </Notice>
    );
  return (
    <>
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      <Button variant="primary" disabled={isRunning} onClick={() => void end()}>
        Unsubscribe
      </Button>
    </>
  );
}
