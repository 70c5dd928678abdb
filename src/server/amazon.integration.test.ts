import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { AmazonVendor } from '@/connectors/amazon/sandbox/vendor';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import type { LedgerKind } from '@/core/model/facts';
import { createVault } from '@/platform/vault';
import { ensureWorkspace } from '@/store/workspaces';
import { TestClock } from '~/tests/support/connector-session';
import { onEveryDatabase } from '~/tests/support/databases';
import { storedLedger } from '~/tests/support/stored-ledger';
import { connectSandbox, seedShop } from './sandbox';
import { syncConnection, type SyncDeps } from './sync';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const MINUTE_MS = 60_000;

let sandbox: Sandbox | null = null;
afterEach(() => sandbox?.close());

onEveryDatabase('Amazon, which gives one page of orders in three minutes', (get) => {
  it('is read run by run, as it allows, without one question too many', { timeout: 60_000 }, async () => {
    const { db } = get();
    const clock = new TestClock('2026-03-10T15:30:00Z');
    const shop = seedShop('amazon', { now: clock.now(), scale: 0.01 });
    sandbox = await serveSandbox(new AmazonVendor({ shop, app: SANDBOX_APP, clock: clock.now, pageSize: 3 }));
    const statuses: number[] = [];
    const deps: SyncDeps = {
      db,
      vault: createVault('a secret of at least thirty-two characters'),
      connectors: CONNECTORS,
      credentialsOf: () => SANDBOX_APP,
      publicUrl: 'http://127.0.0.1:3000',
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0.5,
      fetch: async (...request) => {
        const reply = await fetch(...request);
        statuses.push(reply.status);
        return reply;
      },
    };
    const { timeZone } = shop.account;
    const settings = { name: 'S', profile: 'shopify', timeZone, currency: 'USD', locale: 'en-US', weekStart: 1, isDemo: false } as const;
    const workspace = await ensureWorkspace(db, randomUUID(), settings);
    const connectionId = await connectSandbox(deps, { workspaceId: workspace.id, marketplace: 'amazon', origin: sandbox.origin });
    const key = { workspaceId: workspace.id, connectionId };
    const states: string[] = [];
    const started = clock.now().getTime();
    while (states.at(-1) !== 'done' && states.length < 60) {
      const request = { reason: 'schedule', until: 'complete', budgetMs: 5 * MINUTE_MS, streams: ['orders', 'finances'] } as const;
      const report = await syncConnection(deps, { ...key, ...request });
      states.push(report?.state ?? 'taken');
      const waitMs = (report?.retryAt ?? clock.now()).getTime() - clock.now().getTime();
      await clock.sleep(waitMs);
    }
    expect(states.slice(0, -1)).toEqual(states.slice(1).map(() => 'paused'));
    expect(states.length).toBeGreaterThan(4);
    expect(clock.now().getTime() - started).toBeGreaterThan(20 * MINUTE_MS);
    expect(statuses.filter((status) => status === 429)).toEqual([]);
    expect(await storedLedger(db, key, KINDS)).toEqual(shop.ledger(KINDS));
  });
});
