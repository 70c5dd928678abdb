import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { momentFromLocal } from '@/core/model/calendar';
import { emptyBatch, type LedgerFact, type OrderFact } from '@/core/model/facts';
import { onEveryDatabase } from '~/tests/support/databases';
import type { Database } from './client';
import { ensureConnection } from './connections';
import { readDaySums, readOrdersOn } from './day-sums';
import { writeFacts } from './write-facts';
import { ensureWorkspace } from './workspaces';

const at = (local: string) => momentFromLocal(local, 'America/New_York');
const ALL = { from: '2026-03-01', to: '2026-03-31' };

async function newAccounts(db: Database) {
  const settings = {
    name: 'S',
    profile: 'shopify',
    timeZone: 'UTC',
    currency: 'USD',
    locale: 'en-US',
    weekStart: 1,
    isDemo: false,
  } as const;
  const { id: workspaceId } = await ensureWorkspace(db, randomUUID(), settings);
  const open = async (accountId: string) => {
    const account = { marketplace: 'etsy', accountId, name: accountId, timeZone: 'America/New_York', currency: 'USD' };
    const connection = await ensureConnection(db, workspaceId, account);
    return { target: { workspaceId, connection }, account: { workspaceId, id: connection.id, currency: 'USD' } };
  };
  return [await open('one'), await open('other')] as const;
}

function order(externalId: string, local: string, entries: Partial<Record<LedgerFact['kind'], bigint>>, currency = 'USD'): OrderFact {
  const ordered = at(local);
  const later = at('2026-03-20T12:00:00');
  const ledger = Object.entries(entries).map(([kind, amountMinor]): LedgerFact => ({
    sourceEventId: kind,
    kind: kind as LedgerFact['kind'],
    amountMinor,
    quantity: 0,
    occurred: kind === 'RETURN' ? later : ordered,
    processed: kind === 'RETURN' ? later : ordered,
  }));
  const parts = { items: [], ledger, payments: [], shipments: [] };
  return { externalId, status: 'delivered', sourceStatus: 'done', currency, ordered, ...parts, sourceVersion: 1n };
}

onEveryDatabase('what is stored of a day', (get) => {
  it('is its orders by the day they were made on their own clock, and what is left of them, whenever it came back', async () => {
    const { db } = get();
    const [{ target, account }, other] = await newAccounts(db);
    const orders = [
      order('a', '2026-03-01T23:30:00', { SALE: 2000n, DISCOUNT: -100n, SHIPPING: 400n, TAX: 150n, RETURN: -1900n, REFUND_TENDER: -1900n }),
      order('b', '2026-03-02T00:10:00', { SALE: 700n, TIP: 50n, DUTY: 30n, ADJUSTMENT: 20n }),
      order('c', '2026-03-02T10:00:00', {}),
    ];
    // What another list tells of an order is not the order's own.
    const { ledger: entries } = order('b', '2026-03-02T00:10:00', { FEE: -90n, ADJUSTMENT: 5n });
    const orderLedgers = [{ orderExternalId: 'b', scope: 'fee:1', currency: 'USD', entries }];
    await writeFacts(db, target, { ...emptyBatch(), orders, orderLedgers });
    await writeFacts(db, other.target, { ...emptyBatch(), orders: [order('z', '2026-03-01T10:00:00', { SALE: 9n })] });
    const before = new Map([
      ['2026-03-01', { orders: 1, totalMinor: 550n }],
      ['2026-03-02', { orders: 2, totalMinor: 800n }],
    ]);
    expect(await readDaySums(db, account, ALL)).toEqual(before);
    expect((await readOrdersOn(db, account, '2026-03-02')).sort()).toEqual(['b', 'c']);
    // A correction counts in place of what it corrects.
    const corrected = { ...order('b', '2026-03-02T00:10:00', { SALE: 650n }), sourceVersion: 2n };
    await writeFacts(db, target, { ...emptyBatch(), orders: [corrected] });
    expect(await readDaySums(db, account, ALL)).toEqual(new Map([...before, ['2026-03-02', { orders: 2, totalMinor: 650n }]]));
  });

  it('has no order that is gone at the source, until the source tells of it again', async () => {
    const { db } = get();
    const [{ target, account }] = await newAccounts(db);
    const orders = [order('a', '2026-03-01T10:00:00', { SALE: 2000n }), order('b', '2026-03-01T10:00:00', { SALE: 1n })];
    await writeFacts(db, target, { ...emptyBatch(), orders });
    await writeFacts(db, target, { ...emptyBatch(), deletedOrders: [{ externalId: 'a', sourceVersion: 0n }] });
    expect(await readDaySums(db, account, ALL)).toEqual(new Map([['2026-03-01', { orders: 1, totalMinor: 1n }]]));
    expect(await readOrdersOn(db, account, '2026-03-01')).toEqual(['b']);
    await writeFacts(db, target, { ...emptyBatch(), orders });
    expect(await readDaySums(db, account, ALL)).toEqual(new Map([['2026-03-01', { orders: 2, totalMinor: 2001n }]]));
  });

  it('comes to nothing that is known where an order is in another currency', async () => {
    const { db } = get();
    const [{ target, account }] = await newAccounts(db);
    const orders = [order('a', '2026-03-01T10:00:00', { SALE: 2000n }), order('b', '2026-03-01T10:00:00', { SALE: 1n }, 'EUR')];
    await writeFacts(db, target, { ...emptyBatch(), orders });
    expect(await readDaySums(db, account, ALL)).toEqual(new Map([['2026-03-01', { orders: 2, totalMinor: null }]]));
  });
});
