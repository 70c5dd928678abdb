import { beforeAll, expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { toOrder } from '~/tests/support/small-shop';
import { newWorkspace } from '~/tests/support/workspaces';
import { toolContextOf } from '@/agent/answer';
import { momentFromLocal } from '@/core/model/calendar';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import type { Workspace } from '@/core/model/workspace';
import { workspaceData } from '@/server/workspace-data';
import { ensureConnection, markSynced } from '@/store/connections';
import { writeFacts } from '@/store/write-facts';
import type { ToolOutput } from '@/tools/kit';
import { createTools } from '@/tools/registry';

const NOW = new Date('2026-01-15T12:00:00Z');

/** So many orders of a product, spread over a year, 20 dollars each, and a fee of two on each. */
function orders(product: string, count: number, returned = 0): OrderFact[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(2025, 0, 1 + Math.floor((index * 364) / Math.max(1, count - 1)))).toISOString().slice(0, 10);
    const isBack = index >= count - returned;
    const order = toOrder({
      id: `${product}-${index}`,
      day,
      product,
      priceMinor: 2000,
      quantity: 1,
      customer: `c${index}`,
      ...(isBack ? { returned: '2026-01-10' } : {}),
    });
    const [sale] = order.ledger;
    const fee = {
      sourceEventId: 'fee',
      kind: 'FEE' as const,
      amountMinor: -200n,
      quantity: 0,
      occurred: order.ordered,
      processed: order.ordered,
    };
    return { ...order, ledger: sale ? [...order.ledger, fee] : [] };
  });
}

onEveryDatabase('whether to sell a product on one more marketplace', (get) => {
  let workspace: Workspace;
  const compare = async (input: object): Promise<ToolOutput> => {
    const context = toolContextOf({ dataOf: (of) => workspaceData(get().db, of), now: () => NOW }, workspace);
    return (await createTools(context)['compareListings']?.execute?.(input as never, {} as never)) as ToolOutput;
  };
  beforeAll(async () => {
    const { db } = get();
    workspace = await newWorkspace(db);
    const sold = {
      shopify: [...orders('Blue mug', 120), ...orders('Red mug', 60), ...orders('Oak tray', 10)],
      etsy: [...orders('Red mug', 90), ...orders('Green mug', 50)],
      ebay: orders('Oak tray', 40),
    };
    for (const [marketplace, all] of Object.entries(sold)) {
      const target = { marketplace, accountId: marketplace, name: marketplace, timeZone: 'UTC', currency: 'USD' };
      const connection = await ensureConnection(db, workspace.id, target);
      const products = ['Blue mug', 'Red mug', 'Green mug', 'Oak tray'].map((title) => ({
        externalId: title,
        title,
        category: title.endsWith('mug') ? 'mugs' : 'trays',
      }));
      const inventoryLevels =
        marketplace === 'shopify'
          ? [
              {
                productExternalId: 'Blue mug',
                location: 'shed',
                available: 50,
                observed: momentFromLocal('2026-01-14T10:00:00', 'UTC'),
              },
            ]
          : [];
      await writeFacts(db, { workspaceId: workspace.id, connection }, { ...emptyBatch(), products, inventoryLevels, orders: all });
      await markSynced(db, workspace.id, connection.id, NOW);
    }
  });

  it('shows its figures where it sells, and what a product of its category makes likely elsewhere', async () => {
    const { tables } = await compare({ product: 'Blue mug', marketplace: 'Etsy' });
    const [figures, reasons] = tables;
    const of = (marketplace: string) => figures?.rows.find((row) => row['marketplace'] === marketplace);
    expect(of('Shopify')).toMatchObject({
      sold: 'yes',
      units: 120,
      price: 20,
      feeRate: 0.1,
      netPerUnit: 18,
      categoryUnits: 180,
      stock: 50,
    });
    // 120 of the 180 units of two mugs: 4/3 of a mug; a mug on Etsy sells 70 of 140 in 12 months.
    expect(of('Etsy')).toMatchObject({ sold: 'estimated', units: 0, categoryUnits: 140, netPerUnit: 18 });
    expect(of('Etsy')?.['unitsPerMonth']).toBeCloseTo((70 * 4) / 3 / 11.99, 1);
    expect(of('eBay')).toMatchObject({ units: 0, categoryUnits: 0, unitsPerMonth: null });
    expect(reasons?.rows.map(({ verdict }) => verdict)).toEqual(Array(5).fill('worthTrying'));
    expect(reasons?.rows.map(({ speaks }) => speaks)).toEqual(['for', 'for', 'for', 'for', 'for']);
  });

  it('looks at every marketplace without it when none is named', async () => {
    const [, reasons] = (await compare({ product: 'Blue mug' })).tables;
    expect([...new Set(reasons?.rows.map(({ marketplace, verdict }) => `${String(marketplace)}: ${String(verdict)}`))].sort()).toEqual([
      'Etsy: worthTrying',
      'eBay: noBasis',
    ]);
  });

  it('says that it is sold there already', async () => {
    const [, reasons] = (await compare({ product: 'Red mug', marketplace: 'etsy' })).tables;
    expect(reasons?.rows).toEqual([{ marketplace: 'Etsy', verdict: 'alreadySold', reason: null, speaks: null }]);
  });

  it('refuses a product that was never sold and a marketplace that is not connected', async () => {
    expect((await compare({ product: 'Gold mug' })).refusal).toMatchObject({ code: 'no_data' });
    expect((await compare({ product: 'Blue mug', marketplace: 'Amazon' })).refusal?.message).toContain('no account of it is connected');
  });
});
