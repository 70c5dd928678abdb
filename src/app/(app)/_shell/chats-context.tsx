'use client';

import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { requestJson } from '@/ui/api-client';

export interface ChatEntry {
  id: string;
  title: string;
  updatedAt: string;
}

interface ChatsState {
  chats: ChatEntry[];
  /** Read the list again: after an answer, say. Keeps what it has when that fails. */
  refresh(): Promise<void>;
  /** @throws RequestProblem. */
  rename(id: string, title: string): Promise<void>;
  /** @throws RequestProblem. */
  remove(id: string): Promise<void>;
}

const ChatsContext = createContext<ChatsState | null>(null);

export function useChats(): ChatsState {
  const state = use(ChatsContext);
  if (!state) throw new Error('useChats is only for pages of the shell');
  return state;
}

export function ChatsProvider({
  workspace,
  initial,
  children,
}: {
  workspace: string;
  initial: ChatEntry[];
  children: ReactNode;
}): ReactNode {
  const [chats, setChats] = useState(initial);
  const query = `workspace=${encodeURIComponent(workspace)}`;

  const refresh = useCallback(async () => {
    const { chats: latest } = await requestJson<{ chats: ChatEntry[] }>(`/api/chats?${query}`).catch(() => ({ chats: null }));
    if (latest) setChats(latest);
  }, [query]);

  const rename = useCallback(
    async (id: string, title: string) => {
      await requestJson(`/api/chats/${id}`, { method: 'PATCH', body: { workspace, title } });
      setChats((current) => current.map((chat) => (chat.id === id ? { ...chat, title } : chat)));
    },
    [workspace],
  );

  const remove = useCallback(
    async (id: string) => {
      await requestJson(`/api/chats/${id}?${query}`, { method: 'DELETE' });
      setChats((current) => current.filter((chat) => chat.id !== id));
    },
    [query],
  );

  const value = useMemo(() => ({ chats, refresh, rename, remove }), [chats, refresh, rename, remove]);
  return <ChatsContext value={value}>{children}</ChatsContext>;
}
