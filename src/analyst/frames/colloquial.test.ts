import { describe, expect, it } from 'vitest';
import { ask } from '@/analyst/language/asking.fixture';
import type { Previous } from './follow-up';

// Questions as sellers type them, of a hold-out written by somebody who had not read the analyst: each was once answered as another one.
const first = async (question: string, previous?: Previous) => {
  const decision = await ask(question, 'en', previous);
  return decision.kind === 'query' ? { ...decision.frames[0]?.query, place: decision.frames[0]?.place } : decision;
};
const days = (from: string, to: string) => ({ from, to });

describe('a question as it is typed', () => {
  it.each([
    ['sales this year vs last', { period: days('2026-01-01', '2026-11-21'), compare: days('2025-01-01', '2025-11-21') }],
    ['hows november looking vs october', { period: days('2026-11-01', '2026-11-21'), compare: days('2026-10-01', '2026-10-21') }],
    ['did we beat last november yet', { period: days('2026-11-01', '2026-11-21'), compare: days('2025-11-01', '2025-11-30') }],
    ['how did july go last year', { period: days('2025-07-01', '2025-07-31') }],
    ["what'd we bring in over the summer", { metrics: ['netSales'], period: days('2026-06-01', '2026-08-31') }],
    ['sales last winter', { period: days('2025-12-01', '2026-02-28') }],
    ['third best selling product this year', { dimensions: ['product'], metrics: ['unitsSold'], limit: 3, place: 3 }],
    ['which is our second biggest marketplace', { dimensions: ['marketplace'], limit: 2, place: 2 }],
    ['do we sell more on weekends or during the week', { dimensions: ['dayKind'] }],
    ['how many ppl bought more than once this yr', { shape: { kind: 'countGroups' }, having: [{ metric: 'orders', op: 'gte', value: 2 }] }],
    ['what % of customers bought more than once', { metrics: ['repeatPurchaseRate'] }],
    ['cheapest channel after fees', { dimensions: ['marketplace'], orderBy: { by: 'feeRate', direction: 'asc' } }],
    ['which marketplace delivers late most often', { metrics: ['lateDeliveryRate'], orderBy: { direction: 'desc' } }],
    ['slowest month of 2025', { metrics: ['netSales'], grain: 'month', orderBy: { direction: 'asc' } }],
    ['what just sits on the shelf', { metrics: ['unitsSold'], dimensions: ['product'], orderBy: { direction: 'asc' } }],
    ['orders over 150 bucks in q2', { shape: { kind: 'orderValueCount', op: 'gt', value: 150 } }],
    ['list all products by units sold', { dimensions: ['product'] }],
    ['repeat customers on flipkart vs shopify, who has more', { metrics: ['customers'], dimensions: ['marketplace'] }],
    ['new shopify customers this year', { metrics: ['newCustomers'], filters: [{ dimension: 'marketplace', values: ['shopify'] }] }],
    [
      'how many returning shopify customers do we have',
      { metrics: ['customers'], filters: [{ values: ['shopify'] }, { dimension: 'newReturning' }] },
    ],
    ['how many brand new buyers did we get in september', { metrics: ['customers'] }],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it('is one year before the month asked about, when it goes on with "last year"', async () => {
    const previous: Previous = { query: { metrics: ['netSales'], period: days('2026-09-01', '2026-09-30') }, leaders: {} };
    expect(await first('what about last year', previous)).toMatchObject({ period: days('2025-09-01', '2025-09-30') });
    expect(await first('what about 2025', previous)).toMatchObject({ period: days('2025-01-01', '2025-12-31') });
  });

  it.each([
    ['what will november bring in', 'missing'],
    ['will we hit 100k this quarter', 'missing'],
    ['how much money is in my bank account right now', 'missing'],
    ['why do people send stuff back', 'missing'],
    ['what did best last month', 'unread'],
    ['whats my aov for orders with a discount vs without', 'unread'],
    ['largest order by gross sales', 'unread'],
    ['orders over 150 dollars by marketplace', 'unread'],
    ['raise the price of mugs to 20 dollars', 'refuseWrite'],
  ])('that cannot be answered is not answered by another number: %s (%s)', async (question, kind) => {
    expect(await ask(question, 'en')).toMatchObject({ kind });
  });

  it('with an "if" is narrowed by the names it says, and changes nothing', async () => {
    expect(await ask('what if i raise the price of mugs by 10%', 'en')).toMatchObject({
      kind: 'whatIf',
      filters: [{ dimension: 'category', values: ['mugs'] }],
    });
    expect(await ask('what if i raise flurbel prices 10%', 'en')).toMatchObject({ kind: 'unread', words: ['flurbel'] });
  });
});
