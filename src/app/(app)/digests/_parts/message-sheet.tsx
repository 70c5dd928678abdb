'use client';

import { useEffect, useState, type ReactNode } from 'react';
import type { ShownMessage } from '@/server/digests-view';
import { asProblem, type RequestProblem } from '@/ui/api-client';
import { Notice } from '@/ui/notice';
import { Sheet } from '@/ui/sheet';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/ui/tabs';

/** A message as a mail program shows it, and its plain-text part. Its page runs no scripts and sends nothing. */
export function MessageSheet({ load, onClose }: { load: (() => Promise<ShownMessage>) | null; onClose(): void }): ReactNode {
  const [message, setMessage] = useState<ShownMessage | null>(null);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  useEffect(() => {
    setMessage(null);
    setProblem(null);
    if (!load) return undefined;
    let isWanted = true;
    load().then(
      (loaded) => isWanted && setMessage(loaded),
      (error: unknown) => isWanted && setProblem(asProblem(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [load]);
  return (
    <Sheet open={load !== null} onOpenChange={(isOpen) => !isOpen && onClose()} title={message?.subject ?? 'Message'}>
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      {!message && !problem && <p className="text-muted">Reading the accounts and adding up …</p>}
      {message && (
        <Tabs defaultValue="page">
          <TabsList>
            <TabsTrigger value="page">As shown</TabsTrigger>
            <TabsTrigger value="text">Plain text</TabsTrigger>
          </TabsList>
          <TabsContent value="page">
            <iframe title={message.subject} sandbox="" srcDoc={message.page} className="h-[75vh] w-full rounded-lg border border-border" />
          </TabsContent>
          <TabsContent value="text">
            <pre className="overflow-x-auto text-xs whitespace-pre-wrap">{message.text}</pre>
          </TabsContent>
        </Tabs>
      )}
    </Sheet>
  );
}
