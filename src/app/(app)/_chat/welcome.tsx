'use client';

import { ArrowUpRight, Upload } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState, type ReactNode } from 'react';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { useShell } from '../_shell/shell-context';

type State = { kind: 'loading' } | { kind: 'ready'; questions: string[] } | { kind: 'failed'; problem: RequestProblem };

const SHOWN = 6;

/** What can be asked here: questions this workspace's own data answers, or how to get data in. */
export function Welcome({ onAsk }: { onAsk(question: string): void }): ReactNode {
  const { current } = useShell();
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    const controller = new AbortController();
    requestJson<{ questions: string[] }>(`/api/suggestions?workspace=${encodeURIComponent(current.slug)}`, {
      signal: controller.signal,
    }).then(
      ({ questions }) => setState({ kind: 'ready', questions: questions.slice(0, SHOWN) }),
      (error: unknown) => !controller.signal.aborted && setState({ kind: 'failed', problem: asProblem(error) }),
    );
    return () => controller.abort();
  }, [current.slug]);

  if (state.kind === 'failed') {
    return (
      <Notice tone="info" title="Suggestions could not be loaded">
        {state.problem.message} You can still ask.
      </Notice>
    );
  }
  if (state.kind === 'ready' && state.questions.length === 0) {
    return (
      <section className="grid justify-items-start gap-3 rounded-xl border border-border bg-surface p-5">
        <h2 className="font-medium">{current.name} has no sales data yet</h2>
        <p className="text-muted">
          Import an export of your marketplace or a CSV file of orders. The first answer takes seconds after that.
        </p>
        <Button asChild variant="primary">
          <Link href="/import">
            <Upload /> Import orders
          </Link>
        </Button>
      </section>
    );
  }
  return (
    <section aria-label="Questions to start with" className="min-w-0">
      <ul className="grid gap-2 sm:grid-cols-2">
        {state.kind === 'loading'
          ? Array.from({ length: SHOWN }, (_, index) => <li key={index} className="skeleton appear-late h-14" />)
          : state.questions.map((question) => (
              <li key={question} className="min-w-0">
                <button
                  type="button"
                  onClick={() => onAsk(question)}
                  className="group/ask flex h-full min-h-14 w-full items-center gap-3 rounded-lg border border-border bg-surface px-4 py-2.5 text-left transition-colors hover:border-border-strong"
                >
                  <span className="min-w-0 flex-1 wrap-anywhere">{question}</span>
                  <ArrowUpRight aria-hidden className="size-4 shrink-0 text-muted group-hover/ask:text-text" />
                </button>
              </li>
            ))}
      </ul>
    </section>
  );
}
