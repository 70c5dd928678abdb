import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { between, NOBODY, readEvents, type PurchaseEvent } from './events';
import { toBaskets, toInteractions } from './interactions';

const line = (change: Partial<PurchaseEvent> = {}): PurchaseEvent => ({
  user: 'ann',
  item: 'mug',
  order: '1',
  at: 10,
  quantity: 1,
  ...change,
});

describe('readEvents', () => {
  it('counts an item once an order, at its earliest moment', () => {
    const { log, dropped } = readEvents([line({ at: 20 }), line({ item: 'cup' }), line({ at: 5 })]);
    expect(dropped).toEqual({ returns: 0, repeated: 1, unreadable: 0 });
    expect([...log.at]).toEqual([5, 10]);
    expect([...log.item].map((item) => log.items[item])).toEqual(['mug', 'cup']);
  });

  it('drops returns, empty quantities and what has no item, order or moment', () => {
    const odd = [
      line({ quantity: -2 }),
      line({ quantity: 0 }),
      line({ quantity: Number.NaN }),
      line({ item: '' }),
      line({ at: Number.NaN }),
    ];
    const { log, dropped } = readEvents(odd);
    expect(log.item).toHaveLength(0);
    expect(dropped).toEqual({ returns: 3, repeated: 0, unreadable: 2 });
  });

  it('keeps lines of one order together when others come between them', () => {
    const { log } = readEvents([line(), line({ order: '2', item: 'pot' }), line({ item: 'cup' })]);
    expect([...toBaskets(log).start]).toEqual([0, 2, 3]);
  });

  it('reads the same log whatever the order of the events', () => {
    const event = fc.record({
      user: fc.constantFrom('a', 'b', 'c', null),
      item: fc.constantFrom('x', 'y', 'z'),
      order: fc.constantFrom('1', '2', '3', '4'),
      at: fc.integer({ min: 0, max: 50 }),
      quantity: fc.integer({ min: -1, max: 3 }),
    });
    // One order is one customer's.
    const consistent = fc
      .array(event, { maxLength: 30 })
      .map((events) => events.map((each) => ({ ...each, user: each.order === '4' ? null : `u${each.order}` })));
    fc.assert(
      fc.property(consistent, (events) => {
        expect(readEvents(events.toReversed()).log).toEqual(readEvents(events).log);
      }),
    );
  });
});

describe('toInteractions', () => {
  const { log } = readEvents([
    line(),
    line({ order: '2', at: 30 }),
    line({ order: '3', at: 20, item: 'cup', user: 'bob' }),
    line({ order: '4', at: 40, item: 'pot', user: null }),
  ]);

  it('counts orders and remembers the last', () => {
    const { byUser, byItem, lastAt } = toInteractions(log);
    expect(log.users).toEqual(['ann', 'bob']);
    expect(log.items).toEqual(['cup', 'mug', 'pot']);
    expect([...byUser.start]).toEqual([0, 1, 2]);
    expect([...byUser.column]).toEqual([1, 0]);
    expect([...byUser.value]).toEqual([2, 1]);
    expect([...lastAt]).toEqual([30, 20]);
    expect([...byItem.start]).toEqual([0, 1, 2, 2]);
  });

  it('leaves out orders of nobody known, which stay in the baskets', () => {
    expect(log.user.at(-1)).toBe(NOBODY);
    expect([...toBaskets(log).column]).toEqual([1, 1, 0, 2]);
  });

  it('gives users without events in a cut an empty row', () => {
    const cut = between(log, 25, 40);
    expect(cut.item).toHaveLength(1);
    expect([...toInteractions(cut).byUser.start]).toEqual([0, 1, 1]);
  });

  it('has nothing of an empty log', () => {
    const empty = toInteractions(readEvents([]).log);
    expect(empty.byUser.rows).toBe(0);
    expect([...empty.byItem.start]).toEqual([0]);
  });
});
