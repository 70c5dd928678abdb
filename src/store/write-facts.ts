import { AppError } from '@/core/errors';
import { dayOf } from '@/core/model/calendar';
import type { FactBatch, OrderFact, WriteSummary } from '@/core/model/facts';
import { bulkUpsert, chunksOf, toJson, type Row, type UpsertTable } from './bulk-upsert';
import type { Database, TenantTx } from './client';
import { factIdsOf } from './fact-ids';
import {
  customerRow,
  inventoryRow,
  itemRows,
  orderRow,
  paymentRows,
  productRow,
  reviewRow,
  shipmentRows,
  type RowContext,
} from './fact-rows';
import {
  CUSTOMER_TABLE,
  INVENTORY_TABLE,
  ITEM_TABLE,
  ORDER_TABLE,
  PAYMENT_TABLE,
  PRODUCT_TABLE,
  REVIEW_TABLE,
  SHIPMENT_TABLE,
} from './fact-tables';
import { assertOrder, hashOrder } from './order-facts';
import { correctHistory, historyOf } from './order-history';
import { refreshStatistics } from './planner-statistics';
import { markDirtyDays, storedDaysOf } from './rollups/dirty-days';
import { emptiedOrders, redateDocuments, writeDocuments } from './write-documents';
import { writeLedger } from './write-ledger';

export interface WriteTarget {
  workspaceId: string;
  connection: { id: string; marketplace: string; accountId: string; timeZone: string; currency: string };
}

interface ChangedOrder {
  fact: OrderFact;
  hash: string;
  /** What was stored before, in another state. */
  former: StoredOrder | undefined;
}

interface StoredOrder {
  id: string;
  factsHash: string;
  sourceVersion: bigint;
  customerId: string | null;
}

type Context = RowContext & { workspaceId: string };

/**
 * Write a page of facts of one connection, all or nothing, in one transaction, with whatever else must be kept together
 * with it (a checkpoint). Writing the same facts again changes
 * nothing. Of facts with one id in the batch the last counts, of orders the one with the highest source version. An
 * order whose source version is lower than the stored one is a stale page and is skipped. Products and customers keep
 * stored fields that a fact does not state (absent); null clears them.
 * @returns rows really inserted, changed or (parts that left an order) deleted, as the database counted them.
 * @throws AppError not_found when the connection does not exist; invalid_input naming the fact that cannot be stored.
 */
export async function writeFacts(
  db: Database,
  target: WriteTarget,
  batch: FactBatch,
  together: (tx: TenantTx, written: WriteSummary) => Promise<void> = async () => {},
): Promise<WriteSummary> {
  const { workspaceId, connection } = target;
  const ids = factIdsOf({ workspaceId, marketplace: connection.marketplace, accountId: connection.accountId });
  const context: Context = { workspaceId, ids, connectionId: connection.id };
  // Rows are built before the transaction opens: a fact that cannot be stored must not hold the database up.
  const products = lastOf(batch.products, (fact) => fact.externalId).map((fact) => productRow(context, fact));
  const customers = lastOf(batch.customers, (fact) => fact.externalId).map((fact) => customerRow(context, fact));
  const reviews = lastOf(batch.reviews, (fact) => fact.externalId).map((fact) => reviewRow(context, fact));
  const levels = lastOf(batch.inventoryLevels, (fact) => JSON.stringify([fact.productExternalId, fact.location])).map((fact) =>
    inventoryRow(context, fact),
  );
  const orders = newestOrders(batch.orders);
  const summary = await db.asWorkspace(workspaceId, async (tx) => {
    await lockConnection(tx, target);
    const written = {
      products: await bulkUpsert(tx, PRODUCT_TABLE, workspaceId, products),
      customers: await bulkUpsert(tx, CUSTOMER_TABLE, workspaceId, customers),
      ...(await writeOrders(tx, context, newestOrders([...orders, ...(await emptiedOrders(tx, context, batch.deletedOrders))]))),
      reviews: await bulkUpsert(tx, REVIEW_TABLE, workspaceId, reviews),
      inventoryLevels: await bulkUpsert(tx, INVENTORY_TABLE, workspaceId, levels),
    };
    const documents = await writeDocuments(tx, context, batch.orderLedgers);
    written.ledgerEntries += documents.entries;
    written.reversals += documents.reversals;
    await together(tx, written);
    return written;
  });
  await refreshStatistics(db);
  return summary;
}

async function writeOrders(
  tx: TenantTx,
  context: Context,
  orders: readonly OrderFact[],
): Promise<Pick<WriteSummary, 'orders' | 'items' | 'payments' | 'shipments' | 'ledgerEntries' | 'reversals'>> {
  const changed = await findChanged(tx, context, orders);
  const facts = changed.map((order) => order.fact);
  const known = changed.filter((order) => order.former).map((order) => context.ids.order(order.fact.externalId));
  const writePart = async (table: UpsertTable, rows: Row[]): Promise<number> =>
    (await deleteVanished(tx, table, { workspaceId: context.workspaceId, orderIds: known, rows })) +
    (await bulkUpsert(tx, table, context.workspaceId, rows));
  // Read before anything is written: a parcel may move to another day.
  const formerDays = await storedDaysOf(tx, context.workspaceId, known);
  const history = await historyOf(tx, context, { page: facts, known });
  const written = await bulkUpsert(
    tx,
    ORDER_TABLE,
    context.workspaceId,
    changed.map((order) => ({ ...orderRow(context, order.fact, order.hash), ...history.of(order.fact) })),
  );
  const items = await writePart(
    ITEM_TABLE,
    facts.flatMap((fact) => itemRows(context, fact)),
  );
  const payments = await writePart(
    PAYMENT_TABLE,
    facts.flatMap((fact) => paymentRows(context, fact)),
  );
  const shipments = await writePart(
    SHIPMENT_TABLE,
    facts.flatMap((fact) => shipmentRows(context, fact)),
  );
  const ledger = await writeLedger(
    tx,
    context,
    changed.map(({ fact, former }) => ({ document: fact, scope: '', entries: fact.ledger, isKnown: former !== undefined })),
  );
  const redated = await redateDocuments(
    tx,
    context,
    facts.map(({ externalId }) => externalId),
  );
  const former = changed.flatMap((order) => order.former ?? []);
  const flipped = await correctHistory(tx, context.workspaceId, [...history.people, ...former.flatMap((order) => order.customerId ?? [])]);
  await markDirtyDays(tx, context.workspaceId, {
    days: [...facts.flatMap(daysOf), ...formerDays],
    orderIds: [...known, ...flipped],
  });
  return {
    orders: written,
    items,
    payments,
    shipments,
    ledgerEntries: ledger.entries + redated,
    reversals: ledger.reversals + redated,
  };
}

/** The days an order, its entries, payments and parcels count on. */
function daysOf({ ordered, ledger, payments, shipments }: OrderFact): string[] {
  return [
    dayOf(ordered),
    ...ledger.map((entry) => dayOf(entry.processed)),
    ...payments.flatMap(({ paid }) => (paid ? [dayOf(paid)] : [])),
    ...shipments.flatMap(({ delivered }) => (delivered ? [dayOf(delivered)] : [])),
  ];
}

/** Writers of one connection take turns, so that nobody decides on a ledger another is about to extend. */
async function lockConnection(tx: TenantTx, { workspaceId, connection }: WriteTarget): Promise<void> {
  const rows = await tx.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM "MarketplaceConnection" WHERE "workspaceId" = $1::uuid AND "id" = $2::uuid FOR UPDATE`,
    workspaceId,
    connection.id,
  );
  if (rows.length === 0) {
    throw new AppError('not_found', `The connection to ${connection.marketplace} (${connection.accountId}) does not exist.`, {
      field: 'connection',
      remedy: 'Connect the shop again.',
    });
  }
}

/** Orders that differ from what is stored and are not older. Equal versions may differ: not every source has a version. */
async function findChanged(tx: TenantTx, { ids, workspaceId }: Context, orders: readonly OrderFact[]): Promise<ChangedOrder[]> {
  const stored = new Map<string, StoredOrder>();
  for (const chunk of chunksOf(orders.map((order) => ids.order(order.externalId)))) {
    const rows = await tx.$queryRawUnsafe<StoredOrder[]>(
      `SELECT o."id", o."factsHash", o."sourceVersion", o."customerId" FROM "UnifiedOrder" o
       WHERE o."workspaceId" = $2::uuid AND o."id" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS sent(id)))`,
      toJson(chunk),
      workspaceId,
    );
    for (const row of rows) stored.set(row.id, row);
  }
  return orders.flatMap((fact) => {
    const hash = hashOrder(fact);
    const before = stored.get(ids.order(fact.externalId));
    const isUnchanged = before !== undefined && (before.factsHash === hash || fact.sourceVersion < before.sourceVersion);
    return isUnchanged ? [] : [{ fact, hash, former: before }];
  });
}

async function deleteVanished(
  tx: TenantTx,
  { table }: UpsertTable,
  kept: { workspaceId: string; orderIds: string[]; rows: Row[] },
): Promise<number> {
  if (kept.orderIds.length === 0) return 0;
  return tx.$executeRawUnsafe(
    `DELETE FROM "${table}" t WHERE t."workspaceId" = $3::uuid
       AND t."orderId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS known(id)))
       AND t."id" NOT IN (SELECT id::uuid FROM json_array_elements_text($2::text::json) AS sent(id))`,
    toJson(kept.orderIds),
    toJson(kept.rows.map((row) => row['id'])),
    kept.workspaceId,
  );
}

function lastOf<T>(facts: readonly T[], keyOf: (fact: T) => string): T[] {
  return [...new Map(facts.map((fact) => [keyOf(fact), fact])).values()];
}

function newestOrders(orders: readonly OrderFact[]): OrderFact[] {
  const newest = new Map<string, OrderFact>();
  for (const order of orders) {
    assertOrder(order);
    const before = newest.get(order.externalId);
    if (before === undefined || order.sourceVersion >= before.sourceVersion) newest.set(order.externalId, order);
  }
  return [...newest.values()];
}
