import { momentFromLocal } from '@/core/model/calendar';
import type { FactBatch, OrderFact } from '@/core/model/facts';
import type { Workspace } from '@/core/model/workspace';
import type { Database } from '@/store/client';
import { ensureConnection, markSynced } from '@/store/connections';
import { ensureWorkspace } from '@/store/workspaces';
import { writeFacts } from '@/store/write-facts';
import { SETTINGS } from './workspaces';

/** A shop small enough to add up by hand: two marketplaces, four orders, one return. */
export const NOW = new Date('2026-03-15T12:00:00Z');

export interface SmallOrder {
  id: string;
  day: string;
  product: string;
  priceMinor: number;
  quantity: number;
  customer: string;
  returned?: string;
  region?: string;
}

/** An order of one line, paid by card, with its return. */
export function toOrder(seed: SmallOrder): OrderFact {
  const ordered = momentFromLocal(`${seed.day}T10:00:00`, 'UTC');
  const returned = seed.returned ? momentFromLocal(`${seed.returned}T09:00:00`, 'UTC') : null;
  const goods = { itemExternalId: 'line', productExternalId: seed.product };
  return {
    externalId: seed.id,
    name: `#${seed.id}`,
    status: 'delivered',
    sourceStatus: 'fulfilled',
    currency: 'USD',
    ordered,
    customerExternalId: seed.customer,
    shipCountry: 'US',
    shipRegion: seed.region ?? 'OR',
    items: [
      {
        externalId: 'line',
        productExternalId: seed.product,
        title: seed.product,
        quantity: seed.quantity,
        unitPriceMinor: BigInt(seed.priceMinor),
      },
    ],
    ledger: [
      {
        sourceEventId: 'sale',
        kind: 'SALE',
        amountMinor: BigInt(seed.priceMinor * seed.quantity),
        quantity: seed.quantity,
        occurred: ordered,
        processed: ordered,
        ...goods,
      },
      ...(returned
        ? [
            {
              sourceEventId: 'return',
              kind: 'RETURN' as const,
              amountMinor: BigInt(-seed.priceMinor),
              quantity: -1,
              occurred: returned,
              processed: returned,
              ...goods,
            },
          ]
        : []),
    ],
    payments: [{ externalId: 'p', method: 'card', amountMinor: BigInt(seed.priceMinor * seed.quantity) }],
    shipments: [],
    sourceVersion: 1n,
  };
}

const products = ['Blue mug', 'Oak tray'].map((title) => ({ externalId: title, title, category: title === 'Blue mug' ? 'mugs' : 'trays' }));
const customers = ['ann', 'bob'].map((externalId) => ({ externalId }));

export const SHOPIFY: FactBatch = {
  products,
  customers,
  orders: [
    toOrder({ id: '1', day: '2026-01-10', product: 'Blue mug', priceMinor: 1000, quantity: 3, customer: 'ann', returned: '2026-02-03' }),
    toOrder({ id: '2', day: '2026-02-05', product: 'Oak tray', priceMinor: 2500, quantity: 1, customer: 'bob' }),
    toOrder({ id: '3', day: '2026-02-20', product: 'Blue mug', priceMinor: 1000, quantity: 3, customer: 'ann', region: 'WA' }),
  ],
  reviews: [],
  inventoryLevels: [],
  orderLedgers: [],
  deletedOrders: [],
};

export const FLIPKART: FactBatch = {
  products,
  customers,
  orders: [toOrder({ id: '1', day: '2026-02-11', product: 'Oak tray', priceMinor: 3000, quantity: 4, customer: 'bob' })],
  reviews: [],
  inventoryLevels: [],
  orderLedgers: [],
  deletedOrders: [],
};

/** Write the small shop into a workspace. */
export async function writeSmallShop(db: Database, slug: string): Promise<Workspace> {
  const workspace = await ensureWorkspace(db, slug, { ...SETTINGS, name: 'Small shop' });
  for (const [marketplace, batch] of [
    ['shopify', SHOPIFY],
    ['flipkart', FLIPKART],
  ] as const) {
    const connection = await ensureConnection(db, workspace.id, {
      marketplace,
      accountId: `${marketplace}-1`,
      name: `${marketplace} shop`,
      timeZone: 'UTC',
      currency: 'USD',
    });
    await writeFacts(db, { workspaceId: workspace.id, connection }, batch);
    await markSynced(db, workspace.id, connection.id, NOW);
  }
  return workspace;
}
