import { randomUUID } from 'node:crypto';
import type { LedgerKind } from '@/core/model/facts';
import { readEnv } from '@/platform/env';
import { createContainer } from '@/server/create-container';
import { connectSandbox, serveMarketplace, type ServedShop } from '@/server/sandbox';
import { syncConnection } from '@/server/sync';
import { ensureWorkspace } from '@/store/workspaces';

/** What total sales are made of (core/metrics/total-sales.ts). */
const SOLD: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP'];
const SETTINGS = {
  profile: 'shopify',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  weekStart: 1,
  isDemo: false,
} as const;

export interface ConnectedShops {
  /** Slug of the workspace. */
  slug: string;
  shops: ServedShop[];
  close(): Promise<void>;
}

/**
 * A workspace of the running product with shops of sandboxes in this process, read once at a moment of the past and not
 * since: the shops know all that happened until now.
 */
export async function connectShops(dataDir: string, marketplaces: readonly string[], readAt: Date): Promise<ConnectedShops> {
  const container = await createContainer(readEnv({ SHOPIQ_DATA: dataDir }));
  const shops: ServedShop[] = [];
  const slug = `shops-${randomUUID().slice(0, 8)}`;
  try {
    const { id: workspaceId } = await ensureWorkspace(container.db, slug, { ...SETTINGS, name: 'Connected shops' });
    for (const marketplace of marketplaces) {
      let past: Date | null = null;
      const now = (): Date => past ?? new Date();
      const shop = await serveMarketplace(marketplace, { now, scale: 0.01 });
      shops.push(shop);
      past = readAt;
      const sleep = async (ms: number): Promise<void> => {
        past = new Date((past ?? readAt).getTime() + ms);
      };
      const { sync } = container;
      const deps = { ...sync, vault: sync.vault, now, sleep };
      const connectionId = await connectSandbox(deps, { workspaceId, marketplace, origin: shop.origin });
      await syncConnection(deps, { workspaceId, connectionId, reason: 'person', until: 'complete', budgetMs: 1e9 });
      past = null;
    }
  } finally {
    await container.close();
  }
  const close = async (): Promise<void> => {
    await Promise.all(shops.map((shop) => shop.close()));
  };
  return { slug, shops, close };
}

/** What a seeded shop sold in days of its own clock, in dollars and cents. */
export function soldBy({ shop }: ServedShop, { from, to }: { from: string; to: string }): number {
  const lines = shop.ledger(SOLD).filter(({ day }) => day >= from && day <= to);
  return Number(lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)) / 100;
}
