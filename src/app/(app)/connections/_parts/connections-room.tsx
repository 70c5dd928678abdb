'use client';

import type { ReactNode } from 'react';
import { Notice } from '@/ui/notice';
import { useShell } from '../../_shell/shell-context';
import { AccountCard } from './account-card';
import { ConnectForm } from './connect-form';
import { FileAccounts } from './file-accounts';
import { useAccounts } from './use-accounts';

/** Accounts with their health, and what can be connected. */
export function ConnectionsRoom({ isConnected, problem: cameBack }: { isConnected: boolean; problem: string | null }): ReactNode {
  const { current, role } = useShell();
  const { data, problem, act, disconnect, connect } = useAccounts(current.slug);
  const isManager = role === 'owner' || role === 'admin';
  return (
    <div className="grid min-w-0 gap-6">
      {cameBack && <Notice tone="negative" title={cameBack} />}
      {isConnected && !cameBack && <Notice tone="info" title="The account is connected and being read." />}
      {problem && (
        <Notice tone="negative" title={problem.message}>
          {problem.remedy}
        </Notice>
      )}
      {!data && !problem && <p className="text-muted">Looking at the accounts …</p>}
      {data?.accounts.length === 0 && (
        <p className="rounded-xl border border-dashed border-border p-6 text-center text-muted">
          No account is connected. Files can be imported without one.
        </p>
      )}
      {data?.accounts.map((account) => (
        <AccountCard
          key={account.id}
          account={account}
          locale={current.locale}
          isManager={isManager}
          onAct={(action) => void act(account.id, action)}
          onDisconnect={(removesData) => void disconnect(account.id, removesData)}
        />
      ))}
      {data && data.files.length > 0 && <FileAccounts files={data.files} locale={current.locale} />}
      {data && isManager && (
        <section className="grid gap-4 border-t border-border pt-8">
          <h2 className="font-semibold">Connect an account</h2>
          {data.marketplaces.map((marketplace) => (
            <ConnectForm key={marketplace.id} marketplace={marketplace} onConnect={(shop) => connect(marketplace.id, shop)} />
          ))}
        </section>
      )}
    </div>
  );
}
