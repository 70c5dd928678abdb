'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { PinPlace } from '@/core/pins/pin';
import type { PinView } from '@/server/pins';
import { asProblem, requestJson, type RequestProblem } from '@/ui/api-client';

/** So many are made again at a time: a dashboard must not keep the others from being read. */
const AT_ONCE = 2;
/** Cards are still being moved: places are kept when they have come to rest. */
const REST_MS = 500;

export interface Pins {
  /** Undefined while they are read. */
  pins: PinView[] | undefined;
  canShare: boolean;
  problem: RequestProblem | null;
  /** Ids of cards that are being made again. */
  refreshing: ReadonlySet<string>;
  load(): Promise<void>;
  refresh(ids: readonly string[]): void;
  place(places: readonly (PinPlace & { id: string })[]): void;
  /** What went wrong, or null. */
  change(id: string, wanted: { title: string; isFixed: boolean }): Promise<RequestProblem | null>;
  remove(id: string): Promise<RequestProblem | null>;
}

/** The person's dashboard and what can be done with it. Cards that are stale are made again when it opens. */
export function usePins(workspace: string): Pins {
  const [pins, setPins] = useState<PinView[] | undefined>();
  const [canShare, setCanShare] = useState(false);
  const [problem, setProblem] = useState<RequestProblem | null>(null);
  const [refreshing, setRefreshing] = useState<ReadonlySet<string>>(new Set());
  const waiting = useRef<string[]>([]);
  const running = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const mark = useCallback((id: string, isOn: boolean): void => {
    setRefreshing((current) => {
      const next = new Set(current);
      if (isOn) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);

  const work = useCallback(async (): Promise<void> => {
    if (running.current >= AT_ONCE) return;
    running.current += 1;
    for (let id = waiting.current.shift(); id !== undefined; id = waiting.current.shift()) {
      const body = { workspace };
      const made = await requestJson<{ pin: PinView }>(`/api/pins/${id}/refresh`, { method: 'POST', body }).catch(asProblem);
      const known = id;
      setPins((current) =>
        current?.map((pin) => {
          if (pin.id !== known) return pin;
          if (!('pin' in made)) return { ...pin, problem: [made.message, made.remedy].filter(Boolean).join(' ') };
          // Moved meanwhile: it stays where it is now.
          const { x, y, w, h } = pin;
          return { ...made.pin, x, y, w, h };
        }),
      );
      mark(id, false);
    }
    running.current -= 1;
  }, [workspace, mark]);

  const refresh = useCallback(
    (ids: readonly string[]): void => {
      for (const id of ids) {
        if (waiting.current.includes(id)) continue;
        waiting.current.push(id);
        mark(id, true);
      }
      for (let count = 0; count < AT_ONCE; count += 1) void work();
    },
    [mark, work],
  );

  const load = useCallback(async (): Promise<void> => {
    try {
      const view = await requestJson<{ pins: PinView[]; canShare: boolean }>(`/api/pins?${new URLSearchParams({ workspace }).toString()}`);
      setPins(view.pins);
      setCanShare(view.canShare);
      setProblem(null);
      refresh(view.pins.filter(({ isStale }) => isStale).map(({ id }) => id));
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [workspace, refresh]);

  useEffect(() => {
    void load();
  }, [load]);

  const place = (places: readonly (PinPlace & { id: string })[]): void => {
    const byId = new Map(places.map(({ id, x, y, w, h }) => [id, { x, y, w, h }]));
    setPins((current) => current?.map((pin) => ({ ...pin, ...byId.get(pin.id) })));
    clearTimeout(timer.current);
    const body = { workspace, places: places.map(({ id, x, y, w, h }) => ({ id, x, y, w, h })) };
    timer.current = setTimeout(() => {
      // Where it could not be kept, the next move keeps it.
      void requestJson('/api/pins/places', { method: 'POST', body }).catch(() => undefined);
    }, REST_MS);
  };

  const act = async (request: () => Promise<unknown>): Promise<RequestProblem | null> => {
    try {
      await request();
    } catch (error) {
      return asProblem(error);
    }
    return null;
  };

  return {
    pins,
    canShare,
    problem,
    refreshing,
    load,
    refresh,
    place,
    change: async (id, wanted) => {
      const wrong = await act(() => requestJson(`/api/pins/${id}`, { method: 'PATCH', body: { workspace, ...wanted } }));
      if (!wrong) setPins((current) => current?.map((pin) => (pin.id === id ? { ...pin, ...wanted } : pin)));
      return wrong;
    },
    remove: async (id) => {
      const query = new URLSearchParams({ workspace }).toString();
      const wrong = await act(() => requestJson(`/api/pins/${id}?${query}`, { method: 'DELETE' }));
      if (!wrong) setPins((current) => current?.filter((pin) => pin.id !== id));
      return wrong;
    },
  };
}
