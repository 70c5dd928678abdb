import type { ReactNode } from 'react';
import { getContainer } from '@/server/container';
import { requirePageSession } from '@/server/session';
import { listChats } from '@/store/chats';
import { ChatsProvider } from './_shell/chats-context';
import { NoWorkspace } from './_shell/no-workspace';
import { Shell } from './_shell/shell';
import { ShellProvider } from './_shell/shell-context';

export const dynamic = 'force-dynamic';

export default async function AppLayout({ children }: { children: ReactNode }): Promise<ReactNode> {
  const { user, access, current } = await requirePageSession();
  if (!current) return <NoWorkspace email={user.email} />;
  const { db } = await getContainer();
  const chats = await listChats(db, { workspaceId: current.workspace.id, userId: user.id });
  return (
    <ShellProvider value={{ user, workspaces: access.map((entry) => entry.workspace), current: current.workspace, role: current.role }}>
      <ChatsProvider key={current.workspace.slug} workspace={current.workspace.slug} initial={chats}>
        <Shell>{children}</Shell>
      </ChatsProvider>
    </ShellProvider>
  );
}
