'use client';

import { RotateCcw } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { ChatMessage } from '@/agent/chat-message';
import { asProblem } from '@/ui/api-client';
import { Steps } from '@/ui/answer/steps';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { useShell } from '../_shell/shell-context';
import { Answer } from './answer';
import { Composer } from './composer';
import { toMessageView } from './message-parts';
import { Question } from './question';
import { useThread, type Thread } from './use-thread';
import { Welcome } from './welcome';

export interface ChatRoomProps {
  chatId: string;
  initial: ChatMessage[];
  /** Asked at once when the room opens. */
  firstQuestion?: string | null;
}

interface Turn {
  question: ChatMessage;
  answer: ChatMessage | null;
}

function toTurns(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (message.role === 'user') turns.push({ question: message, answer: null });
    else if (last) last.answer = message;
  }
  return turns;
}

/** A thread: questions, answers, and the place to ask the next one. */
export function ChatRoom({ chatId, initial, firstQuestion = null }: ChatRoomProps): ReactNode {
  const { current } = useShell();
  const thread = useThread(chatId, initial);
  const { messages, isRunning, ask, announcement } = thread;
  const turns = toTurns(messages);
  const asked = useRef(false);

  useEffect(() => {
    if (firstQuestion === null || asked.current) return;
    asked.current = true;
    ask(firstQuestion);
  }, [firstQuestion, ask]);

  const composer = (placeholder: string): ReactNode => (
    <Composer placeholder={placeholder} isRunning={isRunning} onSend={ask} onStop={thread.stop} />
  );
  if (turns.length === 0) {
    return (
      <div className="mx-auto grid min-h-[calc(100dvh-6.75rem)] w-full max-w-[42rem] content-center gap-6 px-4 py-8 md:min-h-dvh">
        <div>
          <p className="mb-1 text-muted">{current.name}</p>
          <h1 className="text-xl font-semibold tracking-tight sm:text-3xl">What do you want to know?</h1>
        </div>
        {composer('Ask about sales, orders, products, customers')}
        <Welcome onAsk={ask} />
      </div>
    );
  }
  return (
    <div className="mx-auto flex min-h-[calc(100dvh-6.75rem)] w-full max-w-[55rem] flex-col px-4 md:min-h-dvh md:px-8">
      <div className="grid min-w-0 flex-1 content-start gap-10 py-6 md:py-8">
        {turns.map((turn, index) => (
          <TurnView
            key={turn.question.id}
            chatId={chatId}
            turn={turn}
            thread={thread}
            isLast={index === turns.length - 1}
            isNew={!initial.some((message) => message.id === turn.question.id)}
          />
        ))}
      </div>
      <div className="sticky bottom-14 z-10 -mx-1 bg-gradient-to-t from-background from-75% to-transparent px-1 pt-6 pb-3 md:bottom-0 md:pb-6">
        {composer('Ask a follow-up')}
      </div>
      <div aria-live="polite" role="status" className="sr-only">
        {announcement}
      </div>
    </div>
  );
}

function TurnView({
  chatId,
  turn,
  thread,
  isLast,
  isNew,
}: {
  chatId: string;
  turn: Turn;
  thread: Thread;
  isLast: boolean;
  isNew: boolean;
}): ReactNode {
  const place = useRef<HTMLElement>(null);
  const isRunning = isLast && thread.isRunning;
  const { question, answer } = turn;
  useEffect(() => {
    // The question goes to the top once; its answer then grows below it and nothing moves.
    if (isNew) place.current?.scrollIntoView({ block: 'start' });
  }, [isNew]);
  // A stopped answer has its tables but not its sentence, and is not kept.
  const artifact = answer && toMessageView(answer).artifact;
  const isWhole = artifact !== null && artifact.prose !== '';
  return (
    <article
      ref={place}
      className={
        isLast && isNew
          ? 'grid min-h-[calc(100dvh-15rem)] min-w-0 scroll-mt-16 content-start gap-5 md:scroll-mt-8'
          : 'grid min-w-0 scroll-mt-16 content-start gap-5 md:scroll-mt-8'
      }
    >
      <Question
        text={toMessageView(question).text}
        onEdit={isLast && !thread.isRunning ? (text) => thread.edit(question.id, text) : undefined}
      />
      {answer && (
        <Answer
          chatId={chatId}
          message={answer}
          isRunning={isRunning}
          isLast={isLast}
          onAsk={thread.ask}
          onArtifact={(artifact) => thread.replaceArtifact(answer.id, artifact)}
          onMessage={thread.replaceMessage}
        />
      )}
      {isRunning && !answer && <Steps steps={[]} isRunning />}
      {isLast && !isRunning && (thread.error || !isWhole) && <Unanswered error={thread.error} onRetry={thread.retry} />}
    </article>
  );
}

/** A question without an answer: it failed, or it was stopped. It is kept, and can be asked again. */
function Unanswered({ error, onRetry }: { error: Error | undefined; onRetry(): void }): ReactNode {
  const retry = (
    <Button size="sm" onClick={onRetry}>
      <RotateCcw /> Ask again
    </Button>
  );
  if (!error) {
    return <p className="flex flex-wrap items-center gap-3 text-muted">Stopped before the answer was finished. {retry}</p>;
  }
  const problem = asProblem(error);
  return (
    <Notice tone="negative" title={problem.message} actions={retry}>
      {problem.remedy ?? 'Your question is kept.'}
    </Notice>
  );
}
