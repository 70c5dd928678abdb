import type { Connector, Delivery, Hint, Webhooks } from '@/connectors/kit/contract';
import { AppError } from '@/core/errors';
import { emptyBatch } from '@/core/model/facts';
import { marketplaceName } from '@/core/model/marketplaces';
import { hasten } from '@/store/account-schedule';
import {
  connectionsOfAccount,
  disconnect,
  eraseCustomer,
  markRevoked,
  routedConnection,
  type RoutedConnection,
} from '@/store/manage-connections';
import { endDeliveries, keepDelivery, waitingDeliveries } from '@/store/webhook-deliveries';
import { writeFacts } from '@/store/write-facts';
import { connectorOf, syncConnection, type SyncDeps } from './sync';

/** A webhook asks for little: what is not read in this time waits for the next sync. */
const BUDGET_MS = 60_000;

/**
 * Take a delivery: check its signature over the raw bytes, keep it once for every connection of its account, and no more,
 * so that it is acknowledged at once.
 * @returns connections that have something to process.
 * @throws AppError not_supported, invalid_input when it is not what the vendor sends, unauthenticated when its signature is wrong.
 */
export async function receiveDelivery(deps: SyncDeps, marketplace: string, delivery: Delivery): Promise<RoutedConnection[]> {
  const webhooks = webhooksOf(connectorOf(deps, marketplace));
  const hint = webhooks.parse(delivery);
  const connections = await connectionsOfAccount(deps.db, marketplace, hint.accountId);
  const isSigned = (baseUrl: string | null): boolean => {
    const app = deps.credentialsOf(marketplace, baseUrl);
    return app !== null && webhooks.verify({ secret: app.webhookSecret ?? app.clientSecret, now: deps.now() }, delivery);
  };
  const signed = connections.filter(({ baseUrl }) => isSigned(baseUrl));
  // An account nobody has connected here may still be told of, when the vendor signed it.
  if (signed.length === 0 && !isSigned(null))
    throw new AppError('unauthenticated', `This delivery was not signed by ${marketplaceName(marketplace)}.`, { field: 'signature' });
  const kept: RoutedConnection[] = [];
  for (const connection of signed) {
    const { workspaceId, id: connectionId } = connection;
    const { deliveryId, topic, means } = hint;
    const isNew = await keepDelivery(deps.db, { workspaceId, connectionId, deliveryId, topic, hint: means, receivedAt: deps.now() });
    if (isNew === null) continue;
    kept.push(connection);
    await hasten(deps.db, connectionId, deps.now());
  }
  return kept;
}

function webhooksOf({ id, webhooks }: Connector): Webhooks {
  if (!('notOffered' in webhooks)) return webhooks;
  throw new AppError('not_supported', `${marketplaceName(id)} sends no webhooks. ${webhooks.notOffered}`, { field: 'marketplace' });
}

/** Do what the waiting deliveries of a connection ask for. What another worker is at waits for the next time. */
export async function processDeliveries(deps: SyncDeps, key: { workspaceId: string; connectionId: string }): Promise<void> {
  const { workspaceId } = key;
  const waiting = await waitingDeliveries(deps.db, key);
  const connection = waiting.length === 0 ? null : await routedConnection(deps.db, key);
  if (!connection) return;
  const isChange = ({ hint }: { hint: unknown }): boolean => (hint as Hint['means']).kind === 'changed';
  for (const { id, hint } of waiting.filter((delivery) => !isChange(delivery))) {
    const outcome = await act(deps, connection, hint as Hint['means']);
    await endDeliveries(deps.db, { workspaceId, ids: [id], outcome, now: deps.now() });
  }
  const changes = waiting.filter(isChange);
  if (changes.length === 0) return;
  const streams = [...new Set(changes.flatMap(({ hint }) => (hint as Extract<Hint['means'], { kind: 'changed' }>).streams))];
  const report = await syncConnection(deps, { ...key, reason: 'webhook', until: 'fresh', budgetMs: BUDGET_MS, staleMs: 0, streams });
  if (report?.state !== 'done') return;
  await endDeliveries(deps.db, {
    workspaceId,
    ids: changes.map(({ id }) => id),
    outcome: `${report.orders} orders changed`,
    now: deps.now(),
  });
}

async function act(deps: SyncDeps, connection: RoutedConnection, means: Hint['means']): Promise<string> {
  const { db, now } = deps;
  const key = { workspaceId: connection.workspaceId, connectionId: connection.id };
  switch (means.kind) {
    case 'deleted': {
      const deletedOrders = [{ externalId: means.order, sourceVersion: BigInt(now().getTime()) }];
      const written = await writeFacts(db, { workspaceId: key.workspaceId, connection }, { ...emptyBatch(), deletedOrders });
      return written.orders > 0 ? 'the order was taken out' : 'the order was not known';
    }
    case 'revoked':
      await markRevoked(db, key);
      return 'the permission was taken back';
    case 'erase':
      if (means.customer === null) await disconnect(db, { ...key, removesData: true, now: now() });
      else await eraseCustomer(db, { ...key, customer: means.customer });
      return 'erased';
    case 'disclose':
      return 'to be answered by the seller';
    case 'changed':
    case 'ignored':
      return 'nothing to do';
  }
}
