import { expect, it } from 'vitest';
import { momentFromLocal } from '@/core/model/calendar';
import { emptyBatch, type OrderLedgerFact, type FactBatch, type LedgerFact, type OrderFact } from '@/core/model/facts';
import { onEveryDatabase } from '~/tests/support/databases';
import { newWorkspace } from '~/tests/support/workspaces';
import type { Database } from './client';
import { ensureConnection } from './connections';
import { writeFacts, type WriteTarget } from './write-facts';

const at = (local: string) => momentFromLocal(local, 'America/New_York');

async function newTarget(db: Database): Promise<WriteTarget> {
  const workspace = await newWorkspace(db, { timeZone: 'America/New_York' });
  const account = { marketplace: 'etsy', accountId: 'shop-1', name: 'Shop', timeZone: 'America/New_York', currency: 'USD' };
  return { workspaceId: workspace.id, connection: await ensureConnection(db, workspace.id, account) };
}

const entry = (sourceEventId: string, kind: LedgerFact['kind'], amountMinor: bigint, day: string): LedgerFact => ({
  sourceEventId,
  kind,
  amountMinor,
  quantity: kind === 'SALE' ? 1 : 0,
  occurred: at(`${day}T12:00:00`),
  processed: at(`${day}T12:00:00`),
});

const order = (change: Partial<OrderFact> = {}): OrderFact => ({
  externalId: 'o1',
  status: 'delivered',
  sourceStatus: 'done',
  currency: 'USD',
  ordered: at('2026-03-01T09:00:00'),
  items: [{ externalId: 'l1', title: 'Mug', quantity: 1, unitPriceMinor: 2000n }],
  ledger: [{ ...entry('sale', 'SALE', 2000n, '2026-03-01'), itemExternalId: 'l1' }],
  payments: [],
  shipments: [],
  sourceVersion: 1n,
  ...change,
});

const fee = (change: Partial<OrderLedgerFact> = {}): OrderLedgerFact => ({
  orderExternalId: 'o1',
  scope: 'fee:77',
  currency: 'USD',
  entries: [entry('fee', 'FEE', -130n, '2026-03-04')],
  ...change,
});

const page = (parts: Partial<FactBatch>): FactBatch => ({ ...emptyBatch(), ...parts });

/** Sums of what is live by kind, the day it counts on and the day of its order. */
async function ledgerOf(db: Database, { workspaceId }: WriteTarget): Promise<unknown[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe(`SELECT "kind"::text, sum("amountMinor")::text AS amount, "processedDay"::text AS day, "orderDay"::text AS "orderDay"
      FROM "LedgerEntry" GROUP BY 1, 3, 4 HAVING sum("amountMinor") <> 0 ORDER BY 1, 3, 4`),
  );
}

const SALE = { kind: 'SALE', amount: '2000', day: '2026-03-01', orderDay: '2026-03-01' };
const FEE = { kind: 'FEE', amount: '-130', day: '2026-03-04', orderDay: '2026-03-01' };

onEveryDatabase('entries from another stream than their order', (get) => {
  it('stay when the order is written again, and leave its own entries alone', async () => {
    const target = await newTarget(get().db);
    await writeFacts(get().db, target, page({ orders: [order()] }));
    await writeFacts(get().db, target, page({ orderLedgers: [fee()] }));
    await writeFacts(get().db, target, page({ orders: [order({ sourceStatus: 'tagged', sourceVersion: 2n })] }));
    expect(await ledgerOf(get().db, target)).toEqual([FEE, SALE]);
  });

  it('are written once, however often they come', async () => {
    const target = await newTarget(get().db);
    await writeFacts(get().db, target, page({ orders: [order()], orderLedgers: [fee()] }));
    const again = await writeFacts(get().db, target, page({ orders: [order()], orderLedgers: [fee()] }));
    expect(again).toMatchObject({ orders: 0, ledgerEntries: 0, reversals: 0 });
    expect(await ledgerOf(get().db, target)).toEqual([FEE, SALE]);
  });

  it('that changed are taken back and written anew, within their scope', async () => {
    const target = await newTarget(get().db);
    const other = fee({ scope: 'fee:78', entries: [entry('fee', 'FEE', -20n, '2026-03-05')] });
    await writeFacts(get().db, target, page({ orders: [order()], orderLedgers: [fee(), other] }));
    await writeFacts(get().db, target, page({ orderLedgers: [fee({ entries: [entry('fee', 'FEE', -125n, '2026-03-04')] })] }));
    expect(await ledgerOf(get().db, target)).toEqual([{ ...FEE, amount: '-125' }, { ...FEE, amount: '-20', day: '2026-03-05' }, SALE]);
  });

  it('that come before their order are dated by it once it is known', async () => {
    const target = await newTarget(get().db);
    await writeFacts(get().db, target, page({ orderLedgers: [fee()] }));
    expect(await ledgerOf(get().db, target)).toEqual([{ ...FEE, orderDay: '2026-03-04' }]);
    await writeFacts(get().db, target, page({ orders: [order()] }));
    expect(await ledgerOf(get().db, target)).toEqual([FEE, SALE]);
    expect(await writeFacts(get().db, target, page({ orderLedgers: [fee()] }))).toMatchObject({ ledgerEntries: 0, reversals: 0 });
  });

  it('of a document that is no order add no order', async () => {
    const target = await newTarget(get().db);
    const payout = fee({ orderExternalId: 'payout:9', scope: 'payout', entries: [entry('paid', 'PAYOUT', 1870n, '2026-03-09')] });
    const written = await writeFacts(get().db, target, page({ orderLedgers: [payout] }));
    expect(written).toMatchObject({ orders: 0, ledgerEntries: 1 });
  });
});

onEveryDatabase('an order that is gone at the source', (get) => {
  it('is no order any more, its money is reversed, and its fees stay', async () => {
    const target = await newTarget(get().db);
    await writeFacts(get().db, target, page({ orders: [order()], orderLedgers: [fee()] }));
    await writeFacts(get().db, target, page({ deletedOrders: [{ externalId: 'o1', sourceVersion: 5n }] }));
    expect(await ledgerOf(get().db, target)).toEqual([FEE]);
    const rows = await get().db.asWorkspace(target.workspaceId, (tx) =>
      tx.unifiedOrder.findMany({ select: { itemCount: true, sourceStatus: true } }),
    );
    expect(rows).toEqual([{ itemCount: 0, sourceStatus: 'deleted' }]);
  });

  it('does not come back with an older page', async () => {
    const target = await newTarget(get().db);
    await writeFacts(get().db, target, page({ orders: [order()] }));
    await writeFacts(get().db, target, page({ deletedOrders: [{ externalId: 'o1', sourceVersion: 5n }] }));
    await writeFacts(get().db, target, page({ orders: [order({ sourceVersion: 4n })] }));
    expect(await ledgerOf(get().db, target)).toEqual([]);
  });

  it('that was never read changes nothing', async () => {
    const target = await newTarget(get().db);
    expect(await writeFacts(get().db, target, page({ deletedOrders: [{ externalId: 'x', sourceVersion: 5n }] }))).toMatchObject({
      orders: 0,
    });
  });
});
