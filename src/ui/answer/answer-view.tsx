'use client';

import { CornerDownRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Artifact } from '@/core/artifact/artifact';
import { cn } from '@/ui/cn';
import { Actions } from './actions';
import type { AnswerChange } from './answer-change';
import { AnswerBody } from './answer-body';
import { Chips } from './chips';
import { ShowHow } from './show-how';

export interface AnswerViewProps {
  artifact: Artifact;
  /** Prose still streaming in; absent: the artifact's own. */
  streaming?: string | undefined;
  locale: string;
  isRunning: boolean;
  /** Whether a changed chip is being computed. */
  isBusy: boolean;
  onAsk(question: string): void;
  onChange?: ((change: AnswerChange) => void) | undefined;
  /** Address of the answer's files, to which a format is added. */
  exportUrl?: string | undefined;
  /** Where the person says what they think of the answer. */
  feedback?: ReactNode;
  /** Where the person keeps it. */
  pin?: ReactNode;
}

/** An answer from top to bottom: the sentence, the picture or the table, what it rests on, what can be done with it. */
export function AnswerView({
  artifact,
  streaming,
  locale: ownLocale,
  isRunning,
  isBusy,
  onAsk,
  onChange,
  exportUrl,
  feedback,
  pin,
}: AnswerViewProps): ReactNode {
  const locale = artifact?.locale ?? ownLocale;
  const [isHowOpen, setHowOpen] = useState(false);
  const prose = streaming ?? artifact.prose;
  const showHow = (): void => setHowOpen(true);
  return (
    <div className={cn('grid min-w-0 gap-4 transition-opacity', isBusy && 'opacity-50')} aria-busy={isRunning || isBusy}>
      <AnswerBody artifact={artifact} prose={prose} locale={locale} onShowHow={showHow} />
      {artifact.options.length > 0 && !isRunning && <Options artifact={artifact} onAsk={onAsk} />}
      {artifact.kind === 'answer' && !isRunning && (
        <div className="grid min-w-0 gap-1">
          <Chips artifact={artifact} locale={locale} onChange={onChange} isBusy={isBusy} />
          <Actions artifact={artifact} locale={locale} onShowHow={showHow} exportUrl={exportUrl} feedback={feedback} pin={pin} />
        </div>
      )}
      {artifact.kind !== 'answer' && !isRunning && feedback && (
        <div data-print="hide" className="-mt-2 -ml-2 flex">
          {feedback}
        </div>
      )}
      {artifact.followUps.length > 0 && !isRunning && <FollowUps questions={artifact.followUps} onAsk={onAsk} />}
      <ShowHow artifact={artifact} locale={locale} open={isHowOpen} onOpenChange={setHowOpen} />
    </div>
  );
}

/** The readings of an unclear question, each with the value it gives; or what can be had instead of a refused one. */
function Options({ artifact, onAsk }: { artifact: Artifact; onAsk(question: string): void }): ReactNode {
  return (
    <div
      role="group"
      aria-label={artifact.kind === 'clarify' ? 'Which one do you mean?' : 'What can be asked instead'}
      className="grid gap-2 sm:grid-cols-2"
    >
      {artifact.options.slice(0, 4).map((option) => (
        <button
          key={option.question}
          type="button"
          onClick={() => onAsk(option.question)}
          className="flex min-w-0 flex-col gap-0.5 rounded-lg border border-border bg-surface px-4 py-3 text-left transition-colors hover:border-accent hover:bg-accent-soft"
        >
          <span className="font-medium wrap-anywhere">{option.label}</span>
          {option.value && <span className="tabular text-xl font-semibold wrap-anywhere">{option.value}</span>}
        </button>
      ))}
    </div>
  );
}

function FollowUps({ questions, onAsk }: { questions: readonly string[]; onAsk(question: string): void }): ReactNode {
  return (
    <ul data-print="hide" className="flex flex-wrap gap-2" aria-label="Questions to ask next">
      {questions.slice(0, 3).map((question) => (
        <li key={question} className="min-w-0">
          <button
            type="button"
            onClick={() => onAsk(question)}
            className="inline-flex max-w-full items-start gap-2 rounded-lg border border-border bg-surface px-3 py-1.5 text-left text-sm transition-colors hover:bg-hover"
          >
            <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            <span className="min-w-0 wrap-anywhere">{question}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
