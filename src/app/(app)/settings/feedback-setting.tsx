'use client';

import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import { useShell } from '../_shell/shell-context';

/** Down-voted answers as a file, for those who may read everybody's questions. */
export function FeedbackSetting(): ReactNode {
  const { current, role } = useShell();
  if (role !== 'owner' && role !== 'admin') return null;
  return (
    <section className="grid justify-items-start gap-4 border-t border-border pt-8">
      <div>
        <h2 className="font-semibold">Feedback</h2>
        <p className="mt-1 text-muted">
          Answers people called wrong, with their questions and reasons, as draft test cases: one JSON object a line, the expected answer
          left open.
        </p>
      </div>
      <Button asChild>
        <a href={`/api/feedback/export?workspace=${encodeURIComponent(current.slug)}`} download={`feedback-${current.slug}.jsonl`}>
          <Download /> Download feedback
        </a>
      </Button>
    </section>
  );
}
