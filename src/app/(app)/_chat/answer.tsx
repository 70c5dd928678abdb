'use client';

import { useState, type ReactNode } from 'react';
import { newArtifact, type Artifact } from '@/core/artifact/artifact';
import type { ChatMessage } from '@/agent/chat-message';
import type { AnswerChange } from '@/ui/answer/answer-change';
import { AnswerView } from '@/ui/answer/answer-view';
import { trimUnfinished } from '@/ui/answer/markdown';
import { Feedback, type FeedbackValue } from '@/ui/answer/feedback';
import { PinButton } from '@/ui/answer/pin-button';
import { Steps } from '@/ui/answer/steps';
import { asProblem, requestJson } from '@/ui/api-client';
import { useToast } from '@/ui/toast';
import { useHydrated } from '@/ui/use-hydrated';
import { useShell } from '../_shell/shell-context';
import { Approval } from './approval';
import { toMessageView } from './message-parts';

export interface AnswerProps {
  chatId: string;
  message: ChatMessage;
  isRunning: boolean;
  isLast: boolean;
  onAsk(question: string): void;
  onArtifact(artifact: Artifact): void;
  /** The answer went on after the person decided. */
  onMessage(message: ChatMessage): void;
}

/** An answer in the thread, from its first step to its follow-ups. */
export function Answer({ chatId, message, isRunning, isLast, onAsk, onArtifact, onMessage }: AnswerProps): ReactNode {
  const { current } = useShell();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const isHydrated = useHydrated();
  const { text, artifact, steps, changes } = toMessageView(message);
  const [feedback, setFeedback] = useState<FeedbackValue | null>(message.metadata?.feedback ?? null);
  const [pinId, setPinId] = useState<string | null>(message.metadata?.pinId ?? null);

  async function rate(wanted: FeedbackValue | null): Promise<void> {
    const before = feedback;
    // Shown at once, and taken back when it could not be kept.
    setFeedback(wanted);
    try {
      const body = {
        workspace: current.slug,
        chatId,
        messageId: message.id,
        verdict: wanted?.verdict ?? null,
        reason: wanted?.reason ?? '',
      };
      await requestJson('/api/feedback', { method: 'POST', body });
    } catch (error) {
      setFeedback(before);
      const problem = asProblem(error);
      toast([problem.message, problem.remedy].filter(Boolean).join(' '), 'negative');
    }
  }

  async function decide(isApproved: boolean): Promise<void> {
    setBusy(true);
    try {
      const body = { workspace: current.slug, chatId, messageId: message.id, isApproved };
      onMessage((await requestJson<{ message: ChatMessage }>('/api/chat/decision', { method: 'POST', body })).message);
    } catch (error) {
      const problem = asProblem(error);
      toast([problem.message, problem.remedy].filter(Boolean).join(' '), 'negative');
    } finally {
      setBusy(false);
    }
  }

  async function keep(isWanted: boolean): Promise<void> {
    try {
      const query = new URLSearchParams({ workspace: current.slug }).toString();
      if (isWanted) {
        const body = { workspace: current.slug, messageId: message.id };
        setPinId((await requestJson<{ id: string }>('/api/pins', { method: 'POST', body })).id);
        toast('Pinned to your dashboard.');
      } else if (pinId !== null) {
        await requestJson(`/api/pins/${pinId}?${query}`, { method: 'DELETE' });
        setPinId(null);
      }
    } catch (error) {
      const problem = asProblem(error);
      toast([problem.message, problem.remedy].filter(Boolean).join(' '), 'negative');
    }
  }

  async function change(wanted: AnswerChange): Promise<void> {
    setBusy(true);
    try {
      const body = { workspace: current.slug, chatId, messageId: message.id, change: wanted };
      onArtifact((await requestJson<{ artifact: Artifact }>('/api/answers/rerun', { method: 'POST', body })).artifact);
    } catch (error) {
      const problem = asProblem(error);
      toast([problem.message, problem.remedy].filter(Boolean).join(' '), 'negative');
    } finally {
      setBusy(false);
    }
  }

  if (!isHydrated) return <div className="skeleton h-96 opacity-50" />;
  const shown = artifact ?? (text === '' ? null : newArtifact('answer', '', text));
  // The finished artifact carries the sentence, also after a chip was changed; until then it streams in.
  const streaming = isRunning || !artifact?.prose ? trimUnfinished(text) : undefined;
  return (
    <div className="group/answer grid min-w-0 gap-3" {...(isLast ? { 'data-last': '' } : {})}>
      <Steps
        steps={steps}
        isRunning={isRunning && text === ''}
        ms={message.metadata?.ms}
        model={message.metadata?.model}
        usage={message.metadata?.usage}
      />
      {message.metadata?.notice && <p className="text-sm text-warning">{message.metadata.notice}</p>}
      {shown && (
        <AnswerView
          artifact={shown}
          streaming={streaming}
          locale={current.locale}
          isRunning={isRunning}
          isBusy={isBusy}
          onAsk={onAsk}
          exportUrl={artifact?.prose ? `/api/answers/${message.id}/export?workspace=${encodeURIComponent(current.slug)}` : undefined}
          feedback={artifact?.prose && !isRunning ? <Feedback value={feedback} onChange={rate} /> : undefined}
          pin={
            artifact?.prose && artifact.provenance.length > 0 && !isRunning ? (
              <PinButton isPinned={pinId !== null} onChange={keep} />
            ) : undefined
          }
          onChange={artifact?.prose ? (wanted) => void change(wanted) : undefined}
        />
      )}
      {!isRunning && changes.length > 0 && (
        <Approval changes={changes} isBusy={isBusy} isLast={isLast} onDecide={(is) => void decide(is)} />
      )}
    </div>
  );
}
