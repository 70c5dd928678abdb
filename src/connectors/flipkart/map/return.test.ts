import { describe, expect, it } from 'vitest';
import { returnSchema } from '../schema';
import { linesOf } from './lines';
import { ITEM, shipmentOf } from './order.fixture';
import { mapReturn, type ReturnSource } from './return';

const RETURN = {
  returnId: '10201517624615360867',
  orderItemId: ITEM.orderItemId,
  orderId: ITEM.orderId,
  quantity: 1,
  createdDate: '2026-02-08T10:00:00+05:30',
  updatedDate: '2026-02-12T23:59:59+05:30',
  status: 'COMPLETED',
  type: 'customer_return',
};

function entriesOf(change: object = {}, { source = 'customer_return' as ReturnSource, item = {} } = {}): string[] {
  const [line] = linesOf(ITEM.orderId, [shipmentOf([item])]);
  if (!line) throw new Error('no line');
  const { scope, orderExternalId, currency, entries } = mapReturn(returnSchema.parse({ ...RETURN, ...change }), {
    line,
    source,
    timeZone: 'Asia/Kolkata',
  });
  expect([scope, orderExternalId, currency]).toEqual(['return:10201517624615360867', ITEM.orderId, 'INR']);
  return entries.map(
    ({ kind, amountMinor, quantity, occurred, processed, itemExternalId }) =>
      `${itemExternalId === ITEM.orderItemId ? '' : 'another '}${kind} ${amountMinor} ${quantity} ${occurred.local.slice(5, 10)} ${processed.local.slice(5, 10)}`,
  );
}

describe('a return by the buyer', () => {
  it('takes its share of the price back on the day it was completed', () => {
    expect(entriesOf()).toEqual(['RETURN -45225 -1 02-08 02-12']);
    expect(entriesOf({ quantity: 2 })).toEqual(['RETURN -90450 -2 02-08 02-12']);
    // One unit where the number is not told, and never more than there were.
    expect(entriesOf({ quantity: null })).toEqual(['RETURN -45225 -1 02-08 02-12']);
    expect(entriesOf({ quantity: 7 })).toEqual(['RETURN -90450 -2 02-08 02-12']);
  });

  it.each(['CREATED', 'in_transit', 'RETURN_REQUESTED', '', null])('counts not yet while it is %s', (status) => {
    expect(entriesOf({ status })).toEqual([]);
  });

  it.each(['CANCELLED', 'return_cancelled', 'rejected'])('counts no more when it is %s, whatever the item says', (status) => {
    expect(entriesOf({ status }, { item: { status: 'RETURNED' } })).toEqual([]);
  });

  it.each(['completed', 'return_completed', 'RETURN_COMPLETE'])('counts when it is %s', (status) => {
    expect(entriesOf({ status })).toHaveLength(1);
  });

  it('counts when the item is back, whatever the return is called', () => {
    expect(entriesOf({ status: 'SOMETHING' }, { item: { status: 'RETURNED' } })).toHaveLength(1);
  });
});

describe('a return by the courier', () => {
  it('takes the shipping charge back as well', () => {
    expect(entriesOf({ quantity: 2 }, { source: 'courier_return' })).toEqual([
      'RETURN -90450 -2 02-08 02-12',
      'SHIPPING -4900 0 02-08 02-12',
    ]);
  });

  it('of what was canceled on its way counts with the order', () => {
    expect(entriesOf({ quantity: 2 }, { source: 'courier_return', item: { status: 'CANCELLED' } })).toEqual([]);
  });
});
