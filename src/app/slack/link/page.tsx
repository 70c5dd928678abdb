import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { isAppError } from '@/core/errors';
import { getContainer } from '@/server/container';
import { findSessionUser, listAccess } from '@/server/session';
import { readSlackLink } from '@/server/slack/link';
import { Notice } from '@/ui/notice';
import { Wordmark } from '@/ui/wordmark';
import { LinkForm } from './link-form';

export const metadata: Metadata = { title: 'Link Slack', referrer: 'no-referrer' };
export const dynamic = 'force-dynamic';

/** Somebody in Slack says who they are here: both names are shown, and nothing happens before they agree. */
export default async function SlackLinkPage({ searchParams }: { searchParams: Promise<{ token?: string }> }): Promise<ReactNode> {
  const { token = '' } = await searchParams;
  const user = await findSessionUser();
  if (!user) redirect(`/signin?${new URLSearchParams({ next: `/slack/link?${new URLSearchParams({ token }).toString()}` }).toString()}`);
  const { slack } = await getContainer();
  const ticket = await readSlackLink(slack, token).catch((error: unknown) => {
    if (isAppError(error)) return error;
    throw error;
  });
  const access = isAppError(ticket) ? undefined : (await listAccess(user)).find(({ workspace }) => workspace.id === ticket.workspaceId);
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-8 p-6">
      <Wordmark className="text-xl" />
      <div className="grid w-full max-w-sm gap-5 rounded-xl border border-border bg-surface p-6">
        <h1 className="text-base font-semibold">Link your Slack account</h1>
        {isAppError(ticket) ? (
          <Notice tone="negative" title={ticket.message}>
            {ticket.remedy}
          </Notice>
        ) : access ? (
          <LinkForm
            token={token}
            workspace={access.workspace.slug}
            slack={{ name: ticket.slackName, team: ticket.teamName }}
            here={{ name: user.name, email: user.email, workspace: access.workspace.name, role: access.role }}
          />
        ) : (
          <Notice tone="warning" title="You do not belong to this team’s workspace">
            You are signed in as {user.email}. Sign in as somebody else, or ask the owner of the workspace to add you.
          </Notice>
        )}
      </div>
    </main>
  );
}
