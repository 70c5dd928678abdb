'use client';

import { useCallback, useEffect, useState } from 'react';
import type { AlertView } from '@/server/alerts-view';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';

/** What may be changed of an alert. */
export interface AlertEdit {
  isPaused?: boolean;
  byEmail?: boolean;
  slackChannel?: string | null;
  quiet?: { from: string; to: string } | null;
  condition?: { is: 'above' | 'below'; value: number };
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
