import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import type { LedgerKind } from '@/core/model/facts';
import { createVault } from '@/platform/vault';
import { connectSandbox } from '@/server/sandbox';
import { syncConnection, type SyncDeps } from '@/server/sync';
import type { Database } from '@/store/client';
import type { WorkspaceSettings } from '@/store/workspaces';
import type { SyncReport } from '@/sync/run-sync';
import type { LedgerLine } from '@/connectors/kit/sandbox/shop';
import type { SessionClock } from './connector-session';
import { storedLedger } from './stored-ledger';
import { newWorkspace } from './workspaces';

const DAY_MS = 86_400_000;
/** What tokens are sealed with in tests. */
export const TEST_SECRET = 'a secret of at least thirty-two characters';

/** What connecting and syncing need: everything is real but the clock and chance. */
export function testSyncDeps(db: Database, clock: SessionClock, others: Partial<SyncDeps> = {}): SyncDeps {
  return {
    db,
    vault: createVault(TEST_SECRET),
    connectors: CONNECTORS,
    credentialsOf: () => SANDBOX_APP,
    publicUrl: 'http://127.0.0.1:3000',
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    fetch,
    ...others,
  };
}

export interface ConnectedAccount {
  key: { workspaceId: string; connectionId: string };
  /** Read what it lacks, in one run that has all the time it needs. */
  sync(until?: 'fresh' | 'complete'): Promise<SyncReport | null>;
  /** What the store holds of it. */
  ledger(kinds: readonly LedgerKind[]): Promise<LedgerLine[]>;
}

/** Connect a workspace of its own to a served sandbox, as a seller does. */
export async function connectAccount(
  deps: SyncDeps,
  { marketplace, origin, ...settings }: { marketplace: string; origin: string } & Partial<WorkspaceSettings>,
): Promise<ConnectedAccount> {
  const { id: workspaceId } = await newWorkspace(deps.db, settings);
  const connectionId = await connectSandbox(deps, { workspaceId, marketplace, origin });
  const key = { workspaceId, connectionId };
  return {
    key,
    sync: (until = 'complete') => syncConnection(deps, { ...key, reason: 'person', until, budgetMs: DAY_MS }),
    ledger: (kinds) => storedLedger(deps.db, key, kinds),
  };
}
