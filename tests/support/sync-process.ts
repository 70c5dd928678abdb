import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import { createVault } from '@/platform/vault';
import { syncConnection } from '@/server/sync';
import { connectDatabase } from '@/store/client';

/**
 * A process of its own that syncs one connection to its end and prints the state it ended in; a test kills it on the way.
 * Argument: JSON of the database, the connection, the secret of the vault and the time at which it starts.
 */
const given = JSON.parse(process.argv[2] ?? '{}') as {
  url: string;
  workspaceId: string;
  connectionId: string;
  secret: string;
  now: string;
};
const started = Date.now();
let sleptMs = 0;
const now = (): Date => new Date(Date.parse(given.now) + Date.now() - started + sleptMs);
const db = connectDatabase(given.url, 2);
const report = await syncConnection(
  {
    db,
    vault: createVault(given.secret),
    connectors: CONNECTORS,
    credentialsOf: () => SANDBOX_APP,
    publicUrl: 'http://127.0.0.1:3000',
    now,
    // Waiting for the vendor moves the clock and takes no time.
    sleep: (ms) => {
      sleptMs += ms;
      return new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5)));
    },
    random: Math.random,
    fetch,
  },
  { workspaceId: given.workspaceId, connectionId: given.connectionId, reason: 'schedule', until: 'complete', budgetMs: 86_400_000 },
);
process.stdout.write(`${JSON.stringify({ state: report?.state ?? 'taken', error: report?.error?.message ?? null })}\n`);
await db.close();
