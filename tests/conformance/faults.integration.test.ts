import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { NO_FAULTS } from '@/connectors/kit/sandbox/faults';
import { CONNECTORS } from '@/connectors/registry';
import type { LedgerKind } from '@/core/model/facts';
import { serveMarketplace, type ServedShop } from '@/server/sandbox';
import type { SyncReport } from '@/sync/run-sync';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { storedLedger } from '~/tests/support/stored-ledger';
import { connectAccount, testSyncDeps } from '~/tests/support/sync-deps';
import { FAULTS, NOT_APPLICABLE, type FaultCase } from './faults';

/** Folder for the results; `npm run conformance` names one, and then every fault is tried. */
const RESULTS = process.env['SHOPIQ_CONFORMANCE'];
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const NOW = '2026-03-10T15:30:00Z';
const DAY_MS = 86_400_000;
/** A vendor that does not answer is given up sooner than in earnest. */
const TIMEOUT_MS = 1500;
/** Runs until everything is read: faults end some before. */
const MOST_RUNS = 40;

let served: ServedShop | null = null;
afterEach(() => served?.close());

onEmbeddedDatabase('a shop that is read by its connector', (get) => {
  async function open(marketplace: string) {
    const { db } = get();
    let at = new Date(NOW);
    // The vendor's clock goes on with every look at it, so that what it prepares is ready some time.
    const tick = (): Date => (at = new Date(at.getTime() + 50));
    served = await serveMarketplace(marketplace, { now: tick, scale: RESULTS ? 0.02 : 0.005 });
    const { shop, origin } = served;
    const clock = {
      now: () => at,
      sleep: async (ms: number) => {
        at = new Date(at.getTime() + ms);
      },
    };
    const deps = testSyncDeps(db, clock, {
      fetch: (url, init) =>
        fetch(url, { ...init, signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(init?.signal ? [init.signal] : [])]) }),
    });
    const { key, sync: syncOnce } = await connectAccount(deps, { marketplace, origin, timeZone: shop.account.timeZone });
    const reports: SyncReport[] = [];
    /** Sync again and again, each time when it is due, until everything was read or `isEnough`. */
    const sync = async (isEnough: (report: SyncReport) => boolean = () => false): Promise<void> => {
      for (let run = 0; run < MOST_RUNS; run += 1) {
        const report = await syncOnce();
        if (!report) throw new Error('somebody else has the connection');
        reports.push(report);
        if (report.state === 'done' || isEnough(report)) return;
        if (report.retryAt && report.retryAt > at) at = report.retryAt;
      }
    };
    const pass = (ms: number): void => {
      at = new Date(at.getTime() + ms);
    };
    return { db, shop, served, key, reports, sync, pass, now: () => at };
  }

  async function readUnder({ faults, expected, id }: FaultCase, marketplace: string): Promise<void> {
    const place = await open(marketplace);
    place.served.faults = { ...NO_FAULTS, ...faults };
    if (expected === 'said, then the same ledger') {
      await place.sync(({ error }) => error?.code === 'source_changed');
      expect(place.reports.map(({ error }) => error?.code)).toContain('source_changed');
      place.served.faults = NO_FAULTS;
      place.pass(DAY_MS);
    }
    await place.sync();
    if (id === 'drift') {
      // What changed after the last look is read with the next one.
      place.served.faults = NO_FAULTS;
      place.pass(DAY_MS);
      await place.sync();
    }
    if (id === 'silentRefunds') {
      refundSome(place.shop, new Date(place.now().getTime() + DAY_MS));
      place.pass(2 * DAY_MS);
      await place.sync();
    }
    expect(place.reports.at(-1)).toMatchObject({ state: 'done' });
    expect(await storedLedger(place.db, place.key, KINDS)).toEqual(place.shop.ledger(KINDS));
  }

  const cases = FAULTS.filter(({ isQuick }) => isQuick || RESULTS);
  for (const { id: marketplace } of CONNECTORS)
    describe(marketplace, () => {
      for (const fault of cases)
        it.skipIf(NOT_APPLICABLE[marketplace]?.[fault.id])(`ends with the known ledger: ${fault.title}`, { timeout: 600_000 }, async () => {
          await readUnder(fault, marketplace);
          tell({ marketplace, fault: fault.id });
        });
    });
});

/** Refunds of the last weeks that leave the stamp of their order alone. */
function refundSome(shop: ServedShop['shop'], at: Date): void {
  const whole = shop.byCreation().filter(({ fact }) => fact.ledger.every(({ kind }) => kind !== 'RETURN') && fact.status === 'delivered');
  for (const { fact } of whole.slice(-5)) {
    const line = fact.items.find(({ externalId }) =>
      fact.ledger.some(({ kind, itemExternalId }) => kind === 'SALE' && itemExternalId === externalId),
    );
    if (line) shop.refund(fact.externalId, { item: line.externalId, units: 1, at, isSilent: true });
  }
}

/** Note what held, for the table. */
function tell(result: { marketplace: string; fault: string }): void {
  if (RESULTS) appendFileSync(path.join(RESULTS, 'faults.jsonl'), `${JSON.stringify(result)}\n`);
}
