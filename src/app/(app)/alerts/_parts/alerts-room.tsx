'use client';

import { useEffect, useState, type ReactNode } from 'react';
import type { Artifact } from '@/core/artifact/artifact';
import { AnswerView } from '@/ui/answer/answer-view';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Notice } from '@/ui/notice';
import { Sheet } from '@/ui/sheet';
import { useShell } from '../../_shell/shell-context';
import { AlertCard } from './alert-card';
import { AlertForm } from './alert-form';
import { NewAlert } from './new-alert';
import { useAlerts } from './use-alerts';

/** Alerts with how they stand, what they told, and the evidence of then. */
export function AlertsRoom(): ReactNode {
  const { current } = useShell();
  const { alerts, problem, change, remove } = useAlerts(current.slug);
  const [edited, setEdited] = useState<string | null>(null);
  const chosen = alerts?.find(({ id }) => id === edited);
  const [shown, setShown] = useState<string | null>(null);
  if (problem && !alerts) return <Problem problem={problem} />;
  if (alerts === undefined) return <p className="text-muted">Opening the alerts …</p>;
  return (
    <div className="grid min-w-0 gap-4">
      {problem && <Problem problem={problem} />}
      {alerts.length === 0 && (
        <p className="rounded-xl border border-dashed border-border p-8 text-center text-balance text-muted">
          No alert yet. Say below what to watch, or ask for it anywhere: “Alert me when any product is out of stock”.
        </p>
      )}
      <ul className="grid gap-3">
        {alerts.map((alert) => (
          <AlertCard
            key={alert.id}
            alert={alert}
            locale={current.locale}
            timeZone={current.timeZone}
            onPause={(isPaused) => void change(alert.id, { isPaused })}
            onEdit={() => setEdited(alert.id)}
            onRemove={() => void remove(alert.id)}
            onShow={setShown}
          />
        ))}
      </ul>
      <NewAlert />
      <Sheet open={chosen !== undefined} onOpenChange={(isOpen) => !isOpen && setEdited(null)} title="Change alert">
        {chosen && (
          <AlertForm
            alert={chosen}
            onSave={(wanted) => {
              void change(chosen.id, wanted);
              setEdited(null);
            }}
          />
        )}
      </Sheet>
      <Evidence eventId={shown} onClose={() => setShown(null)} />
    </div>
  );
}

function Problem({ problem }: { problem: RequestProblem }): ReactNode {
  return (
    <Notice tone="negative" title={problem.message}>
      {problem.remedy}
    </Notice>
  );
}

/** What was told, as the answer it was. */
function Evidence({ eventId, onClose }: { eventId: string | null; onClose(): void }): ReactNode {
  const { current } = useShell();
  const [artifact, setArtifact] = useState<Artifact | null>(null);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  useEffect(() => {
    setArtifact(null);
    setProblem(null);
    if (eventId === null) return;
    const query = new URLSearchParams({ workspace: current.slug }).toString();
    requestJson<{ artifact: Artifact }>(`/api/alerts/${eventId}?${query}`).then(
      (loaded) => setArtifact(loaded.artifact),
      (error: unknown) => setProblem(asProblem(error)),
    );
  }, [eventId, current.slug]);
  return (
    <Sheet open={eventId !== null} onOpenChange={(isOpen) => !isOpen && onClose()} title={artifact?.title ?? 'Alert'}>
      {problem && <Problem problem={problem} />}
      {artifact && <AnswerView artifact={artifact} locale={current.locale} isRunning={false} isBusy={false} onAsk={() => undefined} />}
    </Sheet>
  );
}
