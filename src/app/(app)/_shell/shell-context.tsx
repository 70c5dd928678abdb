'use client';

import { createContext, use, type ReactNode } from 'react';
import type { Workspace } from '@/core/model/workspace';

export interface ShellState {
  user: { id: string; email: string; name: string };
  workspaces: Workspace[];
  /** The workspace this page shows. */
  current: Workspace;
  /** The person's role in it. */
  role: string;
}

const ShellContext = createContext<ShellState | null>(null);

export function useShell(): ShellState {
  const state = use(ShellContext);
  if (!state) throw new Error('useShell is only for pages of the shell');
  return state;
}

export function ShellProvider({ value, children }: { value: ShellState; children: ReactNode }): ReactNode {
  return <ShellContext value={value}>{children}</ShellContext>;
}
