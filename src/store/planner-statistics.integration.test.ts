import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { FLIPKART, toOrder } from '~/tests/support/small-shop';
import { newWorkspace } from '~/tests/support/workspaces';
import type { Database } from './client';
import { ensureConnection } from './connections';
import { writeFacts } from './write-facts';

const ACCOUNT = { marketplace: 'flipkart', accountId: 'f', name: 'Shop', timeZone: 'UTC', currency: 'USD' };

/** Writes pages of orders of one line each. */
async function openWriter(db: Database): Promise<(from: number, count: number) => Promise<void>> {
  const workspace = await newWorkspace(db);
  const connection = await ensureConnection(db, workspace.id, ACCOUNT);
  return async (from, count) => {
    const orders = Array.from({ length: count }, (_, index) =>
      toOrder({ id: String(from + index), day: '2026-02-11', product: 'Oak tray', priceMinor: 3000, quantity: 1, customer: 'bob' }),
    );
    await writeFacts(db, { workspaceId: workspace.id, connection }, { ...FLIPKART, orders });
  };
}

/** How many lines the planner thinks there are; -1 when it never looked. */
async function linesPlannedWith(db: Database): Promise<number> {
  const rows = await db.shared.$queryRaw<
    { lines: number }[]
  >`SELECT reltuples::int AS lines FROM pg_class WHERE relname = 'UnifiedOrderItem'`;
  return rows[0]?.lines ?? NaN;
}

onEveryDatabase('statistics of the planner', (get) => {
  it('follow a load page by page, and are left alone until a table has doubled', async () => {
    const { db } = get();
    // A native server's own look must not come between.
    await db.shared.$executeRawUnsafe('ALTER TABLE "UnifiedOrderItem" SET (autovacuum_enabled = false)');
    const write = await openWriter(db);
    await write(0, 1000);
    expect(await linesPlannedWith(db)).toBe(1000);
    await write(1000, 200);
    expect(await linesPlannedWith(db)).toBe(1000);
    await write(1200, 1800);
    expect(await linesPlannedWith(db)).toBe(3000);
  });
});
