import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageFrame } from '../_shell/page-frame';
import { ConnectionsRoom } from './_parts/connections-room';

export const metadata: Metadata = { title: 'Connections' };

/** Why coming back from a marketplace connected nothing. What the marketplace wrote into the address is not shown. */
const PROBLEMS: Readonly<Record<string, string>> = {
  authorization_lost: 'You did not agree at the marketplace, so nothing was connected.',
  invalid_input: 'The way back from the marketplace took too long or was begun elsewhere. Connect the account again from the start.',
  invalid_env: 'The app for this marketplace is not set up on this server.',
  source_unavailable: 'The marketplace does not answer. Try again in a moment.',
};

export default async function ConnectionsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}): Promise<ReactNode> {
  const { connected, problem } = await searchParams;
  return (
    <PageFrame
      title="Connections"
      lead="The shops and marketplaces this workspace reads. The newest days come first; the past fills in behind them, and questions can be asked meanwhile."
    >
      <ConnectionsRoom
        isConnected={connected !== undefined}
        problem={problem === undefined ? null : (PROBLEMS[problem] ?? 'The account could not be connected. Try again.')}
      />
    </PageFrame>
  );
}
