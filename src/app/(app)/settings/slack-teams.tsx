'use client';

import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';

/** Go to Slack to agree. */
export function ConnectSlack({ workspace, isFirst }: { workspace: string; isFirst: boolean }): ReactNode {
  const { problem, isBusy, run } = useRequest();
  const connect = (): void =>
    void run(async () => {
      const { url } = await requestJson<{ url: string }>('/api/slack/oauth/start', { method: 'POST', body: { workspace } });
      window.location.assign(url);
    });
  return (
    <>
      {problem && (
        <Notice tone="negative" title={problem.message} className="w-full">
          {problem.remedy}
        </Notice>
      )}
      <Button variant={isFirst ? 'primary' : 'outline'} onClick={connect} disabled={isBusy}>
        {isFirst ? 'Connect Slack' : 'Connect another team'}
      </Button>
    </>
  );
}

export interface SlackTeamCardProps {
  team: { teamId: string; teamName: string; people: readonly { slackUserId: string; slackName: string; name: string; email: string }[] };
  workspace: string;
  canManage: boolean;
  /** Of whoever looks: everyone may take back their own link. */
  email: string;
}

/** A connected team: who in it is who, and how to end it. */
export function SlackTeamCard({ team, workspace, canManage, email }: SlackTeamCardProps): ReactNode {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const { problem, isBusy, run } = useRequest();
  const remove = (path: string): void =>
    void run(async () => {
      await requestJson(`${path}?${new URLSearchParams({ workspace }).toString()}`, { method: 'DELETE' });
      setAsking(false);
      router.refresh();
    });
  const path = `/api/slack/teams/${encodeURIComponent(team.teamId)}`;
  return (
    <div className="grid w-full min-w-0 gap-3 rounded-lg border border-border bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="min-w-0 font-medium wrap-anywhere">{team.teamName}</h3>
        {canManage && (
          <Button variant="danger" size="sm" onClick={() => setAsking(true)}>
            Disconnect
          </Button>
        )}
      </div>
      {team.people.length === 0 ? (
        <p className="text-muted">Nobody has linked yet. ShopIQ shows each person the way when they first ask.</p>
      ) : (
        <ul className="grid gap-1">
          {team.people.map((person) => (
            <li key={person.slackUserId} className="flex min-w-0 flex-wrap items-center justify-between gap-x-3">
              <span className="min-w-0 wrap-anywhere">
                {person.slackName} <span className="text-muted">is {person.email}</span>
              </span>
              {(canManage || person.email === email) && (
                <Button
                  variant="quiet"
                  size="sm"
                  disabled={isBusy}
                  aria-label={`Unlink ${person.slackName}`}
                  onClick={() => remove(`${path}/people/${encodeURIComponent(person.slackUserId)}`)}
                >
                  Unlink
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Disconnect ${team.teamName}?`}
        description="ShopIQ stops answering there and forgets who is who. Threads stay in ShopIQ with the people who asked."
      >
        <div className="mt-5 flex flex-wrap gap-2">
          <Button variant="danger" disabled={isBusy} onClick={() => remove(path)}>
            Disconnect
          </Button>
          <Button onClick={() => setAsking(false)}>Keep it</Button>
        </div>
      </Dialog>
    </div>
  );
}

function useRequest(): { problem: RequestProblem | null; isBusy: boolean; run(work: () => Promise<void>): Promise<void> } {
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  return {
    problem,
    isBusy,
    run: async (work) => {
      setBusy(true);
      setProblem(null);
      try {
        await work();
      } catch (error) {
        setProblem(asProblem(error));
      } finally {
        setBusy(false);
      }
    },
  };
}
