import { expect, it } from 'vitest';
import { seedDemo } from '@/services/seed-demo';
import type { Database } from '@/store/client';
import { findWorkspace } from '@/store/workspaces';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { demoPorts } from './demo-ports';

const clock = { now: () => new Date('2026-03-10T15:30:00Z') };
const small = { scale: 0.03 };

async function ledgerSums(db: Database): Promise<unknown> {
  const workspace = await findWorkspace(db, 'demo');
  return db.asWorkspace(workspace?.id ?? '', async (tx) => ({
    orders: await tx.unifiedOrder.count(),
    sums: await tx.ledgerEntry.groupBy({
      by: ['currency', 'kind'],
      _sum: { amountMinor: true },
      orderBy: [{ currency: 'asc' }, { kind: 'asc' }],
    }),
    reversals: await tx.ledgerEntry.count({ where: { isReversal: true } }),
  }));
}

onEmbeddedDatabase('seeding the demo', (get) => {
  it('goes on after an interruption to the same shop, once', async () => {
    const { db } = get();
    const ports = demoPorts(db, clock);
    let pages = 0;
    const broken = seedDemo(
      { ...ports, writeFacts: (...args) => ((pages += 1) > 40 ? Promise.reject(new Error('power cut')) : ports.writeFacts(...args)) },
      small,
    );
    await expect(broken).rejects.toThrow('power cut');
    const later = { ...ports, clock: { now: () => new Date('2026-03-11T09:00:00Z') } };
    const resumed = await seedDemo(later, small);
    expect(resumed).toMatchObject({ isSeeded: true });
    expect(resumed.labels?.fakeReviews.length).toBeGreaterThan(30);
    expect(await ledgerSums(db)).toMatchObject({ orders: resumed.orders, reversals: 0 });

    const before = await ledgerSums(db);
    expect(await seedDemo(later, small)).toMatchObject({ isSeeded: false, orders: 0 });
    expect(await ledgerSums(db)).toEqual(before);
    expect(await findWorkspace(db, 'demo')).toMatchObject({
      name: 'Juniper & Clay',
      profile: 'shopify',
      timeZone: 'America/New_York',
      currency: 'USD',
      isDemo: true,
    });
    expect(await db.shared.exchangeRate.count({ where: { source: 'demo rates (synthetic)', base: 'EUR' } })).toBeGreaterThan(2_200);
  });
});
