'use client';

import { useCallback, useEffect, useState } from 'react';
import type { AlertView } from '@/server/alerts-view';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';

/** The list is read again so often: while one waits for its first check, and otherwise. */
const WAITING_MS = 3000;
const IDLE_MS = 60_000;

/** What may be changed of an alert. */
export interface AlertEdit {
  isPaused?: boolean;
  byEmail?: boolean;
  slackChannel?: string | null;
  quiet?: { from: string; to: string } | null;
  condition?: Omit<AlertView['limit'], 'isPercent'>;
}

/** The alerts of a person, and what one may do with them. */
export function useAlerts(workspace: string) {
  const [alerts, setAlerts] = useState<AlertView[] | undefined>();
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const load = useCallback(async (): Promise<void> => {
    try {
      const query = new URLSearchParams({ workspace }).toString();
      setAlerts((await requestJson<{ alerts: AlertView[] }>(`/api/alerts?${query}`)).alerts);
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [workspace]);
  useEffect(() => {
    void load();
  }, [load]);
  // A new one is checked at once, by the worker: its card waits for that.
  const isWaiting = alerts?.some(({ checkedAt, problem: fault, isPaused }) => checkedAt === null && fault === null && !isPaused) ?? false;
  useEffect(() => {
    const timer = setInterval(() => void load(), isWaiting ? WAITING_MS : IDLE_MS);
    return () => clearInterval(timer);
  }, [load, isWaiting]);
  const act = async (request: () => Promise<unknown>): Promise<void> => {
    try {
      await request();
      await load();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return {
    alerts,
    problem,
    change: (id: string, change: AlertEdit) =>
      act(() => requestJson('/api/alerts', { method: 'POST', body: { workspace, id, ...change } })),
    remove: (id: string) =>
      act(() => requestJson(`/api/alerts?${new URLSearchParams({ workspace, id }).toString()}`, { method: 'DELETE' })),
  };
}
