import { z } from 'zod';
import { isAppError } from '@/core/errors';
import { emptyBatch, type FactBatch } from '@/core/model/facts';
import type { Notice, Session } from '../kit/contract';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { ask } from './client';
import { linesOf, type Line } from './map/lines';
import { gapOf, mapOrder, type OrderRecord } from './map/order';
import { unreadable } from './notices';
import { addressSchema, shipmentSchema, shipmentsSchema, type Shipment, type ShipmentAddress } from './schema';

/** Orders of one question, and shipments of one: Flipkart recommends 25 of these. */
const MOST = 25;

export interface ReadOrders {
  facts: FactBatch;
  notices: Notice[];
  /** Lines by order and item. */
  lines: Map<string, Line>;
}

export const lineKey = (order: string, item: string): string => `${order}|${item}`;

/**
 * Read whole orders: lists tell of one shipment, and an order may be split over several. What is not understood becomes
 * a notice.
 * @throws AppError source_changed when none of several is understood.
 */
export async function readOrders(session: Session, ids: readonly string[]): Promise<ReadOrders> {
  const read: ReadOrders = { facts: emptyBatch(), notices: [], lines: new Map() };
  for (let start = 0; start < ids.length; start += MOST) await readSome(session, ids.slice(start, start + MOST), read);
  if (read.facts.orders.length === 0 && read.notices.length > 1) throw unexpected(TITLE, 'sent each order in another form');
  return read;
}

async function readSome(session: Session, ids: readonly string[], { facts, notices, lines }: ReadOrders): Promise<void> {
  const { shipments: nodes } = await ask(session, { path: '/v3/shipments', query: { orderIds: ids.join(',') }, schema: shipmentsSchema });
  const { shipments, spoiled } = understood(nodes);
  const addresses = await readAddresses(session, shipments);
  for (const id of ids) {
    const own = shipments.filter(({ orderItems }) => orderItems.some(({ orderId }) => orderId === id));
    // An order of which a part is not understood would be another order.
    if (own.length === 0 || spoiled.has(id)) {
      notices.push(unreadable('order', id));
      continue;
    }
    const record: OrderRecord = { id, shipments: own, addresses };
    try {
      const { order, products } = mapOrder(record, session.timeZone);
      facts.orders.push(order);
      facts.products.push(...products);
      for (const line of linesOf(id, own)) lines.set(lineKey(id, line.item.orderItemId), line);
      notices.push(...gapNotices(record));
    } catch (error) {
      // Amounts that make no sense are this order's matter; a vendor that does not answer is everybody's.
      if (!isAppError(error) || error.code !== 'invalid_input') throw error;
      notices.push(unreadable('order', id));
    }
  }
}

const namedOrdersSchema = z.object({ orderItems: z.array(z.object({ orderId: z.coerce.string() }).partial()) });

/** Shipments that are understood, and the orders of those that are not. */
function understood(nodes: readonly unknown[]): { shipments: Shipment[]; spoiled: Set<string> } {
  const shipments: Shipment[] = [];
  const spoiled = new Set<string>();
  for (const node of nodes) {
    const { success, data } = shipmentSchema.safeParse(node);
    if (success) shipments.push(data);
    else for (const { orderId } of namedOrdersSchema.safeParse(node).data?.orderItems ?? []) if (orderId) spoiled.add(orderId);
  }
  return { shipments, spoiled };
}

/** Where shipments go to. What is not understood is not known: nothing is counted by it. */
async function readAddresses(session: Session, shipments: readonly Shipment[]): Promise<Map<string, ShipmentAddress>> {
  const addresses = new Map<string, ShipmentAddress>();
  for (let start = 0; start < shipments.length; start += MOST) {
    const ids = shipments.slice(start, start + MOST).map(({ shipmentId }) => encodeURIComponent(shipmentId));
    const { shipments: nodes } = await ask(session, { path: `/v3/shipments/${ids.join(',')}`, schema: shipmentsSchema });
    for (const node of nodes) {
      const { data } = addressSchema.safeParse(node);
      if (data) addresses.set(data.shipmentId, data);
    }
  }
  return addresses;
}

function gapNotices(record: OrderRecord): Notice[] {
  const gap = gapOf(record);
  if (!gap) return [];
  const text = `The parts of order ${record.id} come to ${gap.listed}, but Flipkart states ${gap.stated}.`;
  return [{ code: 'truncated', text, externalId: record.id }];
}
