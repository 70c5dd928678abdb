import { CONNECTORS } from '@/connectors/registry';
import { PRODUCT_NAMES, SANDBOXES } from '@/connectors/sandboxes';
import { emptyBatch, type FactBatch } from '@/core/model/facts';
import { seedDemo } from '@/services/seed-demo';
import { listConnections } from '@/store/connections';
import { setPaused } from '@/store/manage-connections';
import type { Container } from './container';
import { demoPorts } from './demo-ports';
import { connectSandbox } from './sandbox';
import { serveApart } from './serve-apart';
import { syncConnection } from './sync';

/** Orders between two lines of progress. */
const TELL_EVERY = 2500;
/** The newest days of a new demo are waited for so long; the rest is read behind the running product. */
const FIRST_MS = 20_000;

/** A running demo. */
export interface Demo {
  stop(): Promise<void>;
}

/** Seed a whole demo workspace at once, without marketplaces: the same figures on every machine, for benchmarks. */
export async function seedDemoWorkspace(container: Container, say: (text: string) => void, scale = 1): Promise<void> {
  const seeded = await seedDemo(portsOf(container, say), { scale });
  if (seeded.isSeeded) await container.settle(seeded.workspaceId);
}

/**
 * Start the demo seller's business: marketplaces served on this machine, connected and read as real ones are. The newest
 * days of a new demo are there when this returns; workers read the rest. What the connectors cannot know is written at
 * once: the marketplace that has none yet, and reviews where marketplaces give them to nobody.
 */
export async function startDemo(container: Container, { scale, say }: { scale: number; say: (text: string) => void }): Promise<Demo> {
  const { db, sync, clock } = container;
  const { workspaceId, seenAt } = await seedDemo(portsOf(container, say), { scale, connected: reviewsNotTold() });
  const before = await listConnections(db, workspaceId);
  // Earlier versions wrote these accounts at once, with fees a connector would bring again.
  if (before.some(({ marketplace, isSynced, lastSyncAt }) => marketplace in SANDBOXES && !isSynced && lastSyncAt !== null))
    return { stop: async () => {} };
  const served = await serveApart({
    marketplaces: Object.keys(SANDBOXES),
    scale,
    at: seenAt.toISOString(),
    now: clock.now().toISOString(),
  });
  for (const { marketplace, origin } of served.sandboxes) {
    const account = before.find((connection) => connection.marketplace === marketplace);
    if (account?.status === 'disconnected') continue;
    const connectionId = await connectSandbox(sync, { workspaceId, marketplace, origin });
    if (account?.status === 'paused') await setPaused(db, { workspaceId, connectionId, isPaused: true, now: clock.now() });
  }
  const unread = (await listConnections(db, workspaceId)).filter(({ isSynced, lastSyncAt }) => isSynced && lastSyncAt === null);
  if (unread.length > 0) {
    await Promise.all(
      unread.map(async ({ id, name }) => {
        const report = await syncConnection(sync, {
          workspaceId,
          connectionId: id,
          reason: 'schedule',
          until: 'fresh',
          budgetMs: FIRST_MS,
        });
        if (report) say(`  ${name}: ${report.orders.toLocaleString('en-US')} orders of the newest days`);
      }),
    );
    await container.settle(workspaceId);
  }
  return served;
}

const portsOf = ({ db, clock }: Container, say: (text: string) => void) => {
  let told = 0;
  return {
    ...demoPorts(db, clock),
    onProgress: ({ orders }: { orders: number }) => {
      if (orders - told < TELL_EVERY) return;
      told = orders;
      say(`  ${orders.toLocaleString('en-US')} orders`);
    },
  };
};

/** Reviews of marketplaces that give them to nobody, as a seller keeps them: with the products named as the connector does. */
function reviewsNotTold(): Map<string, (batch: FactBatch) => FactBatch> {
  return new Map(
    Object.keys(SANDBOXES).map((marketplace) => {
      const isTold = CONNECTORS.find(({ id }) => id === marketplace)?.notOffered.reviews === undefined;
      const names = new Map<string, string>();
      const nameOf = PRODUCT_NAMES[marketplace];
      return [
        marketplace,
        ({ products, reviews }: FactBatch) => {
          // The newest page, which comes first, has the catalog.
          for (const product of products) names.set(product.externalId, nameOf?.(product) ?? product.externalId);
          const named = reviews.map((review) => ({ ...review, productExternalId: names.get(review.productExternalId ?? '') ?? null }));
          return { ...emptyBatch(), reviews: isTold ? [] : named };
        },
      ];
    }),
  );
}
