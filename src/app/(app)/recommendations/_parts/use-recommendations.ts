'use client';

import { useCallback, useEffect, useState } from 'react';
import type { RecommendationsView } from '@/server/recommendations-view';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';

/** Recommendations of a workspace for a product, and what one may do with their versions. */
export function useRecommendations(workspace: string, product: string | null) {
  const [view, setView] = useState<RecommendationsView | null | undefined>();
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const load = useCallback(async (): Promise<void> => {
    const query = new URLSearchParams({ workspace, ...(product === null ? {} : { product }) }).toString();
    try {
      setView((await requestJson<{ view: RecommendationsView | null }>(`/api/recommendations?${query}`)).view);
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [workspace, product]);
  useEffect(() => {
    void load();
  }, [load]);
  const post = async (body: { action: 'train' } | { action: 'activate'; version: number }): Promise<void> => {
    try {
      await requestJson('/api/recommendations', { method: 'POST', body: { workspace, ...body } });
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
    await load();
  };
  return { view, problem, train: () => post({ action: 'train' }), activate: (version: number) => post({ action: 'activate', version }) };
}
