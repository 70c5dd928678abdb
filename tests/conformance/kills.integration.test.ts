import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { seededRandom } from '@/connectors/demo/random';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import type { LedgerKind } from '@/core/model/facts';
import { createVault } from '@/platform/vault';
import { connectSandbox, serveMarketplace, type ServedShop } from '@/server/sandbox';
import { ensureWorkspace } from '@/store/workspaces';
import { onEveryDatabase } from '~/tests/support/databases';
import { syncWithKills } from '~/tests/support/kill-sync';
import { storedLedger } from '~/tests/support/stored-ledger';

/** Kills of each half; `npm run conformance` sets 25, which makes fifty a connector. */
const KILLS = Number(process.env['SHOPIQ_KILLS'] ?? 3);
/** Folder for the results, for the table of `npm run conformance`. */
const RESULTS = process.env['SHOPIQ_CONFORMANCE'];
const NOW = new Date('2026-03-10T15:30:00Z');
const SECRET = 'a secret of at least thirty-two characters';
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const MINUTE_MS = 60_000;

let served: ServedShop | null = null;
afterEach(() => served?.close());

onEveryDatabase('a sync whose process is killed at random', (get) => {
  it.each(CONNECTORS.map(({ id }) => id))(
    'ends with the known ledger, in the past and in what changed: %s',
    { timeout: 1_200_000 },
    async (marketplace) => {
      const { db, url, kind } = get();
      let clock = NOW;
      // The vendor's clock goes on with every look at it, so that what it prepares is ready some time.
      const tick = (): Date => (clock = new Date(clock.getTime() + 1000));
      served = await serveMarketplace(marketplace, { now: tick, scale: 0.02 });
      const { shop, origin } = served;
      const settings = {
        name: 'S',
        profile: 'shopify',
        timeZone: shop.account.timeZone,
        currency: 'USD',
        locale: 'en-US',
        weekStart: 1,
        isDemo: false,
      } as const;
      const workspace = await ensureWorkspace(db, randomUUID(), settings);
      const deps = {
        db,
        vault: createVault(SECRET),
        connectors: CONNECTORS,
        credentialsOf: () => SANDBOX_APP,
        publicUrl: 'http://127.0.0.1:3000',
        now: () => clock,
        sleep: async () => {},
        random: () => 0.5,
        fetch,
      };
      const connectionId = await connectSandbox(deps, { workspaceId: workspace.id, marketplace, origin });
      const key = { workspaceId: workspace.id, connectionId };
      const random = seededRandom(11);
      const past = await syncWithKills(served, { url, secret: SECRET, ...key, now: clock }, { kills: KILLS, random, most: 25 });
      expect(past).toMatchObject({ said: expect.stringContaining('"done"') as string });
      expect(past.killed).toBeGreaterThan(0);
      expect(await storedLedger(db, key, KINDS)).toEqual(shop.ledger(KINDS));

      clock = new Date(past.at.getTime() + 90 * MINUTE_MS);
      for (const { fact } of shop.byCreation().slice(-40)) {
        const line = fact.items.find(({ externalId }) =>
          fact.ledger.some(({ kind, itemExternalId }) => kind === 'SALE' && itemExternalId === externalId),
        );
        const isWhole = fact.ledger.every(({ kind }) => kind !== 'RETURN');
        if (line && isWhole)
          shop.refund(fact.externalId, { item: line.externalId, units: 1, at: new Date(clock.getTime() - 10 * MINUTE_MS) });
      }
      const now = clock;
      const changed = await syncWithKills(served, { url, secret: SECRET, ...key, now }, { kills: KILLS, random, most: 6 });
      expect(changed).toMatchObject({ said: expect.stringContaining('"done"') as string });
      expect(await storedLedger(db, key, KINDS)).toEqual(shop.ledger(KINDS));
      const kills = past.killed + changed.killed;
      if (RESULTS) appendFileSync(path.join(RESULTS, 'kills.jsonl'), `${JSON.stringify({ marketplace, database: kind, kills })}\n`);
    },
  );
});
