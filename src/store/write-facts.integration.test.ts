import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { momentFromLocal } from '@/core/model/calendar';
import { emptyBatch, type FactBatch, type LedgerFact, type LedgerKind, type OrderFact, type WriteSummary } from '@/core/model/facts';
import { onEveryDatabase } from '~/tests/support/databases';
import { newWorkspace } from '~/tests/support/workspaces';
import type { Database } from './client';
import { ensureConnection, listConnections, markSynced } from './connections';
import { writeFacts, type WriteTarget } from './write-facts';

const NOTHING: WriteSummary = {
  products: 0,
  customers: 0,
  orders: 0,
  items: 0,
  ledgerEntries: 0,
  reversals: 0,
  payments: 0,
  shipments: 0,
  reviews: 0,
  inventoryLevels: 0,
};
const at = (local: string) => momentFromLocal(local, 'America/New_York');

async function newTarget(db: Database): Promise<WriteTarget> {
  const workspace = await newWorkspace(db, { timeZone: 'America/New_York' });
  const account = { marketplace: 'etsy', accountId: 'shop-1', name: 'Shop', timeZone: 'America/New_York', currency: 'USD' };
  return { workspaceId: workspace.id, connection: await ensureConnection(db, workspace.id, account) };
}

function batchOf(parts: Partial<FactBatch>): FactBatch {
  return { ...emptyBatch(), ...parts };
}

function entry(sourceEventId: string, kind: LedgerKind, amountMinor: bigint, day = '2026-03-01'): LedgerFact {
  const moment = at(`${day}T23:30:00`);
  return {
    sourceEventId,
    kind,
    amountMinor,
    quantity: kind === 'SALE' ? 1 : 0,
    itemExternalId: 'line-1',
    productExternalId: 'mug',
    occurred: moment,
    processed: moment,
  };
}

function order(change: Partial<OrderFact> = {}): OrderFact {
  return {
    externalId: '1001',
    status: 'pending',
    sourceStatus: 'open',
    currency: 'USD',
    ordered: at('2026-03-01T23:30:00'),
    customerExternalId: 'pat',
    items: [{ externalId: 'line-1', productExternalId: 'mug', title: 'Mug', quantity: 1, unitPriceMinor: 2000n }],
    ledger: [entry('sale', 'SALE', 2000n), entry('ship', 'SHIPPING', 500n)],
    payments: [{ externalId: 'p1', method: 'card', amountMinor: 2500n, paid: at('2026-03-01T23:31:00') }],
    shipments: [{ externalId: 's1', promised: at('2026-03-05T00:00:00') }],
    sourceVersion: 1n,
    ...change,
  };
}

interface LedgerRow {
  orderExternalId: string;
  kind: LedgerKind;
  amountMinor: bigint;
  quantity: number;
  version: number;
  isReversal: boolean;
  processedDay: Date;
  orderDay: Date;
  orderHour: number;
}

function readLedger(db: Database, { workspaceId }: WriteTarget): Promise<LedgerRow[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<LedgerRow[]>(
      `SELECT o."externalId" AS "orderExternalId", l.* FROM "LedgerEntry" l JOIN "UnifiedOrder" o ON o.id = l."orderId" ORDER BY l."sourceEventId", l.version, l."isReversal"`,
    ),
  );
}

const isoDay = (day: Date): string => day.toISOString().slice(0, 10);

onEveryDatabase('writeFacts', (get) => {
  it('writes every kind of fact and nothing on a repeat', async () => {
    const { db } = get();
    const target = await newTarget(db);
    const batch = batchOf({
      products: [{ externalId: 'mug', title: 'Mug "Blå" \u0000\ud800', price: { amountMinor: 9_007_199_254_740_993n, currency: 'USD' } }],
      customers: [{ externalId: 'pat', name: 'Pat', country: 'US' }],
      orders: [order()],
      reviews: [{ externalId: 'r1', productExternalId: 'never-sent', score: 4, reviewed: at('2026-03-09T10:00:00') }],
      inventoryLevels: [{ productExternalId: 'mug', location: 'Main', available: 7, observed: at('2026-03-09T10:00:00') }],
    });
    expect(await writeFacts(db, target, batch)).toEqual({
      ...NOTHING,
      products: 1,
      customers: 1,
      orders: 1,
      items: 1,
      ledgerEntries: 2,
      payments: 1,
      shipments: 1,
      reviews: 1,
      inventoryLevels: 1,
    });
    expect(await writeFacts(db, target, batch)).toEqual(NOTHING);
    const product = await db.asWorkspace(target.workspaceId, (tx) => tx.unifiedProduct.findFirstOrThrow());
    expect([product.title, product.priceMinor]).toEqual(['Mug "Blå" \ufffd', 9_007_199_254_740_993n]);
  });

  it('stores days and hours of the shop clock, not of the instant', async () => {
    const { db } = get();
    const target = await newTarget(db);
    await writeFacts(db, target, batchOf({ orders: [order()] }));
    const stored = await db.asWorkspace(target.workspaceId, (tx) => tx.unifiedOrder.findFirstOrThrow());
    expect(stored.orderedAt.toISOString()).toBe('2026-03-02T04:30:00.000Z');
    expect([isoDay(stored.orderedDay), stored.orderedHour]).toEqual(['2026-03-01', 23]);
    const [sale] = await readLedger(db, target);
    expect([sale && isoDay(sale.orderDay), sale?.orderHour]).toEqual(['2026-03-01', 23]);
  });

  it('corrects a changed event by a reversal on the same dates and a new version', async () => {
    const { db } = get();
    const target = await newTarget(db);
    await writeFacts(db, target, batchOf({ orders: [order()] }));
    const edited = order({ sourceVersion: 2n, ledger: [entry('sale', 'SALE', 1800n, '2026-03-04')] });
    expect(await writeFacts(db, target, batchOf({ orders: [edited] }))).toEqual({ ...NOTHING, orders: 1, ledgerEntries: 1, reversals: 2 });
    const rows = (await readLedger(db, target)).map((row) => [
      row.kind,
      row.amountMinor,
      row.quantity,
      row.version,
      row.isReversal,
      isoDay(row.processedDay),
    ]);
    expect(rows).toEqual([
      ['SALE', 2000n, 1, 1, false, '2026-03-01'],
      ['SALE', -2000n, -1, 1, true, '2026-03-01'],
      ['SALE', 1800n, 1, 2, false, '2026-03-04'],
      ['SHIPPING', 500n, 0, 1, false, '2026-03-01'],
      ['SHIPPING', -500n, 0, 1, true, '2026-03-01'],
    ]);
    const back = order({ sourceVersion: 3n, ledger: [entry('sale', 'SALE', 1800n, '2026-03-04'), entry('ship', 'SHIPPING', 500n)] });
    expect(await writeFacts(db, target, batchOf({ orders: [back] }))).toEqual({ ...NOTHING, orders: 1, ledgerEntries: 1 });
    expect((await readLedger(db, target)).at(-1)).toMatchObject({ kind: 'SHIPPING', amountMinor: 500n, version: 2, isReversal: false });
  });

  it('rewrites every entry when the order moment or the currency changes', async () => {
    const { db } = get();
    const target = await newTarget(db);
    await writeFacts(db, target, batchOf({ orders: [order()] }));
    const moved = order({ sourceVersion: 2n, ordered: at('2026-03-02T01:00:00') });
    expect(await writeFacts(db, target, batchOf({ orders: [moved] }))).toMatchObject({ ledgerEntries: 2, reversals: 2 });
    const recoined = { ...moved, currency: 'CAD', sourceVersion: 3n };
    expect(await writeFacts(db, target, batchOf({ orders: [recoined] }))).toMatchObject({ ledgerEntries: 2, reversals: 2 });
  });

  it('lets writers of one order take turns: the newest version stays, whoever comes last', async () => {
    const { db } = get();
    const target = await newTarget(db);
    const versions = [3n, 1n, 4n, 2n].map((sourceVersion) =>
      order({ sourceVersion, ledger: [entry('sale', 'SALE', sourceVersion * 100n)] }),
    );
    await Promise.all(versions.map((version) => writeFacts(db, target, batchOf({ orders: [version] }))));
    const rows = await readLedger(db, target);
    expect(sums(rows)).toEqual({ SALE: [400n, 1] });
    expect(rows.filter((row) => !row.isReversal).length - rows.filter((row) => row.isReversal).length).toBe(1);
  });

  it('deletes lines, payments and shipments that left an order', async () => {
    const { db } = get();
    const target = await newTarget(db);
    await writeFacts(db, target, batchOf({ orders: [order(), order({ externalId: '1002' })] }));
    const bare = order({ sourceVersion: 2n, items: [], payments: [], shipments: [] });
    expect(await writeFacts(db, target, batchOf({ orders: [bare] }))).toEqual({
      ...NOTHING,
      orders: 1,
      items: 1,
      payments: 1,
      shipments: 1,
    });
    const counts = await db.asWorkspace(target.workspaceId, async (tx) => [
      await tx.unifiedOrderItem.count(),
      await tx.payment.count(),
      await tx.shipment.count(),
    ]);
    expect(counts).toEqual([1, 1, 1]);
  });

  it('keeps product and customer fields a fact does not state, and clears those it states as none', async () => {
    const { db } = get();
    const target = await newTarget(db);
    await writeFacts(db, target, batchOf({ products: [{ externalId: 'mug', title: 'Mug', sku: 'M-1', category: 'Kitchen' }] }));
    expect(await writeFacts(db, target, batchOf({ products: [{ externalId: 'mug', title: 'Mug' }] }))).toEqual(NOTHING);
    expect(await writeFacts(db, target, batchOf({ products: [{ externalId: 'mug', title: 'Mug', category: null }] }))).toEqual({
      ...NOTHING,
      products: 1,
    });
    const product = await db.asWorkspace(target.workspaceId, (tx) => tx.unifiedProduct.findFirstOrThrow());
    expect([product.sku, product.category]).toEqual(['M-1', null]);
  });

  it('does not let an older stock count replace a newer one', async () => {
    const { db } = get();
    const target = await newTarget(db);
    const level = (available: number, local: string) =>
      batchOf({ inventoryLevels: [{ productExternalId: 'mug', location: 'Main', available, observed: at(local) }] });
    await writeFacts(db, target, level(7, '2026-03-09T10:00:00'));
    expect(await writeFacts(db, target, level(9, '2026-03-08T10:00:00'))).toEqual(NOTHING);
    expect(await writeFacts(db, target, level(5, '2026-03-10T10:00:00'))).toEqual({ ...NOTHING, inventoryLevels: 1 });
  });

  it('writes nothing of a batch that holds one impossible fact', async () => {
    const { db } = get();
    const target = await newTarget(db);
    const twice = order({ externalId: '1002', ledger: [entry('sale', 'SALE', 1n), entry('sale', 'SALE', 1n)] });
    await expect(writeFacts(db, target, batchOf({ orders: [order(), twice] }))).rejects.toThrow(
      'Order 1002 has the ledger event sale twice.',
    );
    const huge = order({ externalId: '1003', ledger: [entry('sale', 'SALE', 2n ** 70n)] });
    await expect(writeFacts(db, target, batchOf({ orders: [order(), huge] }))).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await readLedger(db, target)).toEqual([]);
  });

  it('refuses a connection that is not there, also one of another workspace', async () => {
    const { db } = get();
    const mine = await newTarget(db);
    const theirs = await newTarget(db);
    const crossed = { workspaceId: mine.workspaceId, connection: theirs.connection };
    await expect(writeFacts(db, crossed, batchOf({ orders: [order()] }))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps the same ids of two workspaces apart', async () => {
    const { db } = get();
    const mine = await newTarget(db);
    const theirs = await newTarget(db);
    await writeFacts(db, mine, batchOf({ orders: [order()], products: [{ externalId: 'mug', title: 'Mine' }] }));
    expect(
      await writeFacts(db, theirs, batchOf({ orders: [order({ ledger: [] })], products: [{ externalId: 'mug', title: 'Theirs' }] })),
    ).toMatchObject({ orders: 1, products: 1, reversals: 0 });
    expect(await readLedger(db, mine)).toHaveLength(2);
    expect(await readLedger(db, theirs)).toHaveLength(0);
    const titles = await db.asWorkspace(mine.workspaceId, (tx) => tx.unifiedProduct.findMany({ select: { title: true } }));
    expect(titles).toEqual([{ title: 'Mine' }]);
  });

  it('keeps connections once per account and their sync moment moving forward only', async () => {
    const { db } = get();
    const { workspaceId, connection } = await newTarget(db);
    const again = await ensureConnection(db, workspaceId, { ...connection, name: 'Other name' });
    expect([again.id, again.name]).toEqual([connection.id, 'Shop']);
    await markSynced(db, workspaceId, connection.id, new Date('2026-03-02T00:00:00Z'));
    await markSynced(db, workspaceId, connection.id, new Date('2026-03-01T00:00:00Z'));
    expect((await listConnections(db, workspaceId)).map((row) => row.lastSyncAt?.toISOString())).toEqual(['2026-03-02T00:00:00.000Z']);
    await expect(markSynced(db, workspaceId, randomUUID(), new Date())).rejects.toMatchObject({ code: 'not_found' });
  });

  it('sums to the latest state after any history, never loses a row, and writes nothing on a repeat', async () => {
    const { db } = get();
    const target = await newTarget(db);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(pageArbitrary, { minLength: 1, maxLength: 6 }), async (pages) => {
        run += 1;
        await replay(
          db,
          target,
          pages.map((page) => page.map((state) => ({ ...state, externalId: `${run}-${state.externalId}` }))),
        );
      }),
      { numRuns: 40 },
    );
  });
});

const ledgerArbitrary = fc.uniqueArray(
  fc.record({
    sourceEventId: fc.constantFrom('a', 'b', 'c', 'd'),
    kind: fc.constantFrom<LedgerKind>('SALE', 'DISCOUNT', 'RETURN', 'FEE'),
    amountMinor: fc.bigInt(-5n, 5n),
    day: fc.constantFrom('2026-03-07', '2026-03-08', '2026-11-01'),
  }),
  { selector: (event) => event.sourceEventId, maxLength: 4 },
);

const pageArbitrary = fc.array(
  fc
    .record({
      externalId: fc.constantFrom('x', 'y', 'z'),
      sourceVersion: fc.bigInt(1n, 4n),
      ordered: fc.constantFrom('2026-03-01T01:00:00', '2026-03-08T02:30:00', '2026-11-01T01:30:00').map(at),
      events: ledgerArbitrary,
      lines: fc.subarray(['l1', 'l2', 'l3']),
    })
    .map(({ events, lines, ...rest }) =>
      order({
        ...rest,
        ledger: events.map((event) => entry(event.sourceEventId, event.kind, event.amountMinor, event.day)),
        items: lines.map((externalId) => ({ externalId, title: externalId, quantity: 1, unitPriceMinor: 1n })),
      }),
    ),
  { maxLength: 4 },
);

/** Feed pages of order states in turn, keeping the expected state beside: the latest that was not stale. */
async function replay(db: Database, target: WriteTarget, pages: OrderFact[][]): Promise<void> {
  const expected = new Map<string, OrderFact>();
  let rowCount = (await readLedger(db, target)).length;
  for (const page of pages) {
    await writeFacts(db, target, batchOf({ orders: page }));
    for (const state of page) {
      const before = expected.get(state.externalId);
      if (!before || state.sourceVersion >= before.sourceVersion) expected.set(state.externalId, state);
    }
    const rows = await readLedger(db, target);
    expect(rows.length).toBeGreaterThanOrEqual(rowCount);
    rowCount = rows.length;
    for (const [externalId, state] of expected) {
      expect(sums(rows.filter((row) => row.orderExternalId === externalId))).toEqual(sums(state.ledger));
      const rowsOfDay = rows.filter(
        (row) => row.orderExternalId === externalId && isoDay(row.orderDay) !== state.ordered.local.slice(0, 10),
      );
      expect(sums(rowsOfDay)).toEqual({});
    }
    const shuffled = [...page]
      .reverse()
      .map((state) => ({ ...state, ledger: [...state.ledger].reverse(), items: [...state.items].reverse() }));
    const latest = shuffled.filter((state) => expected.get(state.externalId)?.sourceVersion !== state.sourceVersion);
    expect(await writeFacts(db, target, batchOf({ orders: [...expected.values(), ...latest] }))).toEqual(NOTHING);
  }
  const lines = await db.asWorkspace(target.workspaceId, (tx) =>
    tx.unifiedOrder.findMany({ where: { externalId: { in: [...expected.keys()] } }, select: { externalId: true, items: true } }),
  );
  for (const stored of lines) {
    const wanted = expected
      .get(stored.externalId)
      ?.items.map((item) => item.externalId)
      .sort();
    expect(stored.items.map((item) => item.externalId).sort()).toEqual(wanted);
  }
}

/** Net amount and quantity by kind, without kinds that net to nothing. */
function sums(rows: readonly { kind: LedgerKind; amountMinor: bigint; quantity: number }[]): Record<string, [bigint, number]> {
  const totals: Record<string, [bigint, number]> = {};
  for (const { kind, amountMinor, quantity } of rows) {
    const [money, units] = totals[kind] ?? [0n, 0];
    totals[kind] = [money + amountMinor, units + quantity];
  }
  return Object.fromEntries(Object.entries(totals).filter(([, [money, units]]) => money !== 0n || units !== 0));
}
