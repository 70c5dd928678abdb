import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { seededRandom } from '@/core/math/random';
import type { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { CONNECTORS } from '@/connectors/registry';
import type { LedgerKind } from '@/core/model/facts';
import { serveMarketplace, type ServedShop } from '@/server/sandbox';
import { onEveryDatabase, type TestDatabase } from '~/tests/support/databases';
import { syncWithKills } from '~/tests/support/kill-sync';
import { connectAccount, TEST_SECRET, testSyncDeps } from '~/tests/support/sync-deps';

/** Kills of each half; `npm run conformance` sets 25, which makes fifty a connector. */
const KILLS = Number(process.env['SHOPIQ_KILLS'] ?? 3);
/** Folder for the results, for the table of `npm run conformance`. */
const RESULTS = process.env['SHOPIQ_CONFORMANCE'];
/** A sync can be killed only so often before it ends; the next one is another shop's. */
const MOST_SHOPS = 40;
const NOW = new Date('2026-03-10T15:30:00Z');
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const MINUTE_MS = 60_000;

interface Kills {
  past: number;
  changed: number;
}

let served: ServedShop | null = null;
afterEach(() => served?.close());

onEveryDatabase('a sync whose process is killed at random', (get) => {
  it.each(CONNECTORS.map(({ id }) => id))(
    'ends with the known ledger, in the past and in what changed: %s',
    { timeout: 2_400_000 },
    async (marketplace) => {
      const random = seededRandom(11);
      const kills: Kills = { past: 0, changed: 0 };
      for (let shops = 0; shops < MOST_SHOPS && Math.min(kills.past, kills.changed) < KILLS; shops += 1) {
        const caught = await syncShop(get(), { marketplace, random, kills });
        kills.past += caught.past;
        kills.changed += caught.changed;
      }
      expect(kills.past).toBeGreaterThanOrEqual(KILLS);
      expect(kills.changed).toBeGreaterThanOrEqual(KILLS);
      const cell = { marketplace, database: get().kind, kills: kills.past + kills.changed };
      if (RESULTS) appendFileSync(path.join(RESULTS, 'kills.jsonl'), `${JSON.stringify(cell)}\n`);
    },
  );
});

/** Read a shop of its own, and what changes there after it, in processes that are killed. @returns how many were. */
async function syncShop(
  { db, url }: TestDatabase,
  { marketplace, random, kills }: { marketplace: string; random: () => number; kills: Kills },
): Promise<Kills> {
  let clock = NOW;
  // The vendor's clock goes on with every look at it, so that what it prepares is ready some time.
  const tick = (): Date => (clock = new Date(clock.getTime() + 1000));
  await served?.close();
  served = await serveMarketplace(marketplace, { now: tick, scale: 0.02 });
  const { shop, origin } = served;
  const deps = testSyncDeps(db, { now: () => clock, sleep: async () => {} });
  const { key, ledger } = await connectAccount(deps, { marketplace, origin, timeZone: shop.account.timeZone });
  const sync = { url, secret: TEST_SECRET, ...key };

  const past = await syncWithKills(served, { ...sync, now: clock }, { kills: KILLS - kills.past, random, most: 25 });
  expect(past).toMatchObject({ said: expect.stringContaining('"done"') as string });
  expect(await ledger(KINDS)).toEqual(shop.ledger(KINDS));

  clock = new Date(past.at.getTime() + 90 * MINUTE_MS);
  refundNewest(shop, new Date(clock.getTime() - 10 * MINUTE_MS));
  const changed = await syncWithKills(served, { ...sync, now: clock }, { kills: KILLS - kills.changed, random, most: 6 });
  expect(changed).toMatchObject({ said: expect.stringContaining('"done"') as string });
  expect(await ledger(KINDS)).toEqual(shop.ledger(KINDS));
  return { past: past.killed, changed: changed.killed };
}

/** One unit of each of the newest orders comes back. */
function refundNewest(shop: SandboxShop, at: Date): void {
  for (const { fact } of shop.byCreation().slice(-40)) {
    const line = fact.items.find(({ externalId }) =>
      fact.ledger.some(({ kind, itemExternalId }) => kind === 'SALE' && itemExternalId === externalId),
    );
    const isWhole = fact.ledger.every(({ kind }) => kind !== 'RETURN');
    if (line && isWhole) shop.refund(fact.externalId, { item: line.externalId, units: 1, at });
  }
}
