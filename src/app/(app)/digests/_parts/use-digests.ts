'use client';

import { useCallback, useEffect, useState } from 'react';
import type { DigestSettings } from '@/core/digest/digest';
import type { DigestsView, ShownMessage } from '@/server/digests-view';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';

export interface Edited {
  /** Absent: a new one. */
  id?: string;
  settings: DigestSettings;
  isPaused: boolean;
}

/** The digests of a person, and what one may do with them. Each action says what went wrong, or null. */
export function useDigests(workspace: string) {
  const [view, setView] = useState<DigestsView | undefined>();
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const load = useCallback(async (): Promise<void> => {
    try {
      setView(await requestJson<DigestsView>(`/api/digests?${new URLSearchParams({ workspace }).toString()}`));
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [workspace]);
  useEffect(() => {
    void load();
  }, [load]);
  const act = async (request: () => Promise<unknown>): Promise<RequestProblem | null> => {
    try {
      await request();
    } catch (error) {
      return asProblem(error);
    }
    await load();
    return null;
  };
  return {
    view,
    problem,
    save: (edited: Edited) => act(() => requestJson('/api/digests', { method: 'POST', body: { workspace, ...edited } })),
    remove: (id: string) =>
      act(() => requestJson(`/api/digests?${new URLSearchParams({ workspace, id }).toString()}`, { method: 'DELETE' })),
    sendNow: ({ id, settings }: Pick<Edited, 'id' | 'settings'>) =>
      act(() => requestJson('/api/digests/preview', { method: 'POST', body: { workspace, id, settings, isSent: true } })),
    preview: (settings: DigestSettings) =>
      requestJson<ShownMessage>('/api/digests/preview', { method: 'POST', body: { workspace, settings } }),
    open: (id: string) => requestJson<ShownMessage>(`/api/messages/${id}?${new URLSearchParams({ workspace }).toString()}`),
  };
}
