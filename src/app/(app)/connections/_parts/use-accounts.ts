'use client';

import { useCallback, useEffect, useState } from 'react';
import type { AccountsView } from '@/server/connections';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';

export type AccountAction = 'sync' | 'again' | 'pause' | 'resume';

/** While something is being read the page looks again after so long; otherwise after the longer time. */
const BUSY_MS = 2000;
const IDLE_MS = 30_000;

/** The accounts of a workspace, kept up to date while the page is open. */
export function useAccounts(workspace: string) {
  const [data, setData] = useState<AccountsView | null>(null);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const query = `workspace=${encodeURIComponent(workspace)}`;
  const load = useCallback(async () => {
    try {
      setData(await requestJson<AccountsView>(`/api/connections?${query}`));
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [query]);
  const isBusy = data?.accounts.some(({ isSyncing }) => isSyncing) ?? true;
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), isBusy ? BUSY_MS : IDLE_MS);
    return () => clearInterval(timer);
  }, [load, isBusy]);

  const change = async (request: () => Promise<unknown>): Promise<void> => {
    try {
      await request();
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
    await load();
  };
  return {
    data,
    problem,
    act: (id: string, action: AccountAction) =>
      change(() => requestJson(`/api/connections/${id}`, { method: 'POST', body: { workspace, action } })),
    disconnect: (id: string, removesData: boolean) =>
      change(() => requestJson(`/api/connections/${id}?${query}&data=${removesData ? 'remove' : 'keep'}`, { method: 'DELETE' })),
    connect: (marketplace: string, shop: string | undefined) =>
      change(async () => {
        const { url } = await requestJson<{ url: string }>(`/api/connect/${marketplace}`, { method: 'POST', body: { workspace, shop } });
        window.location.assign(url);
      }),
  };
}
