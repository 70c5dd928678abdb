import type { Clock } from '@/platform/clock';
import type { SeedDemoPorts } from '@/services/seed-demo';
import type { Database } from '@/store/client';
import { ensureConnection, listConnections, markSynced } from '@/store/connections';
import { saveRates } from '@/store/exchange-rates';
import { ensureWorkspace } from '@/store/workspaces';
import { writeFacts } from '@/store/write-facts';

/** The store as seeding the demo needs it. */
export function demoPorts(db: Database, clock: Clock): SeedDemoPorts {
  return {
    clock,
    ensureWorkspace: (slug, settings) => ensureWorkspace(db, slug, settings),
    listConnections: (workspaceId) => listConnections(db, workspaceId),
    ensureConnection: (workspaceId, connection) => ensureConnection(db, workspaceId, connection),
    markSynced: (workspaceId, connectionId, at) => markSynced(db, workspaceId, connectionId, at),
    writeFacts: (workspaceId, connection, batch) => writeFacts(db, { workspaceId, connection }, batch),
    saveRates: async (base, quotes, source) => {
      await saveRates(db, { base, quotes, source });
    },
  };
}
