import { afterEach, expect, it } from 'vitest';
import { AmazonVendor } from '@/connectors/amazon/sandbox/vendor';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import type { LedgerKind } from '@/core/model/facts';
import { TestClock } from '~/tests/support/connector-session';
import { onEveryDatabase } from '~/tests/support/databases';
import { connectAccount, testSyncDeps } from '~/tests/support/sync-deps';
import { seedShop } from './sandbox';
import { syncConnection } from './sync';

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
    const watched: typeof fetch = async (...request) => {
      const reply = await fetch(...request);
      statuses.push(reply.status);
      return reply;
    };
    const deps = testSyncDeps(db, clock, { fetch: watched });
    const { timeZone } = shop.account;
    const { key, ledger } = await connectAccount(deps, { marketplace: 'amazon', origin: sandbox.origin, timeZone });
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
    expect(await ledger(KINDS)).toEqual(shop.ledger(KINDS));
  });
});
