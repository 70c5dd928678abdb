import { seedDemo } from '@/services/seed-demo';
import { ensureConnection, listConnections, markSynced } from '@/store/connections';
import { saveRates } from '@/store/exchange-rates';
import { ensureWorkspace } from '@/store/workspaces';
import { writeFacts } from '@/store/write-facts';
import { ensureDemoUser } from './auth-demo';
import type { Container } from './container';

/** Seed the demo workspace when it is not there, and its account on the embedded database. */
export async function seedDemoWorkspace(container: Container, say: (text: string) => void): Promise<void> {
  const { db, clock } = container;
  let told = 0;
  const seeded = await seedDemo({
    clock,
    ensureWorkspace: (slug, settings) => ensureWorkspace(db, slug, settings),
    listConnections: (workspaceId) => listConnections(db, workspaceId),
    ensureConnection: (workspaceId, connection) => ensureConnection(db, workspaceId, connection),
    markSynced: (workspaceId, connectionId, at) => markSynced(db, workspaceId, connectionId, at),
    writeFacts: (workspaceId, connection, batch) => writeFacts(db, { workspaceId, connection }, batch),
    saveRates: async (base, quotes, source) => {
      await saveRates(db, { base, quotes, source });
    },
    onProgress: ({ orders }) => {
      if (orders - told < 2500) return;
      told = orders;
      say(`  ${orders.toLocaleString('en-US')} orders`);
    },
  });
  if (container.databaseKind === 'embedded') await ensureDemoUser(db, [seeded.workspaceId]);
}
