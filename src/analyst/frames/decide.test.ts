import { describe, expect, it } from 'vitest';
import type { Workspace } from '@/core/model/workspace';
import type { QueryInput } from '@/core/query/query';
import { decide, type Decision } from './decide';
import type { Previous } from './follow-up';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon } from '@/analyst/language/lexicon';

const workspace: Workspace = {
  id: 'w',
  slug: 'w',
  name: 'W',
  profile: 'shopify',
  timeZone: 'UTC',
  currency: 'USD',
  locale: 'en-US',
  weekStart: 1,
  isDemo: false,
};
const lexicon = buildLexicon(languageOf('en'), [
  { dimension: 'marketplace', value: 'shopify' },
  { dimension: 'marketplace', value: 'flipkart' },
  { dimension: 'category', value: 'toys' },
  { dimension: 'category', value: 'mugs' },
  { dimension: 'customerRegion', value: 'SP' },
  { dimension: 'customerRegion', value: 'RJ' },
  { dimension: 'paymentMethod', value: 'credit_card' },
]);
const NAMES = [{ dimension: 'product', value: 'Blue mug', score: 0.9 }];

function ask(question: string, previous: Previous | null = null): Promise<Decision> {
  return decide(question, {
    workspace,
    lexicon,
    thread: previous ? [previous] : [],
    time: { today: '2026-11-21', weekStart: 1, firstDay: '2024-05-03', lastDay: '2026-11-20' },
    find: async (text) => (/blue mug/i.test(text) ? NAMES : []),
  });
}

/** The one query of a decision, without what is at its default. */
async function queryOf(question: string, previous: Previous | null = null): Promise<QueryInput> {
  const decision = await ask(question, previous);
  if (decision.kind !== 'query') throw new Error(`${question}: ${decision.kind}`);
  const query = decision.frames[0]?.query ?? { metrics: [] };
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as QueryInput;
}

const inValues = (dimension: string, ...values: string[]) => ({ dimension, op: 'in', values });
const period = (from: string, to: string) => ({ from, to });

describe('decide reads', () => {
  it.each<[string, Partial<QueryInput>]>([
    ['What were my total sales last month?', { metrics: ['totalSales'], period: period('2026-10-01', '2026-10-31') }],
    ['turnover q1 2025', { metrics: ['netSales'], period: period('2025-01-01', '2025-03-31') }],
    ['how many orders yesterday', { metrics: ['orders'], period: period('2026-11-20', '2026-11-20') }],
    ['aov by month in 2025', { metrics: ['averageOrderValue'], grain: 'month', period: period('2025-01-01', '2025-12-31') }],
    ['average basket in SP', { metrics: ['averageOrderValue'], filters: [inValues('customerRegion', 'SP')] as never }],
    ['Show me my return rate by marketplace', { metrics: ['returnRate'], dimensions: ['marketplace'] }],
    ['net sales on flipkart this year', { metrics: ['netSales'], filters: [inValues('marketplace', 'flipkart')] as never }],
    ['top 5 categories by revenue', { metrics: ['netSales'], dimensions: ['category'], limit: 5 }],
    ['bottom 3 states by orders', { metrics: ['orders'], dimensions: ['customerRegion'], limit: 3 }],
    ['orders by weekday', { metrics: ['orders'], dimensions: ['weekday'] }],
    ['At which hour do we get the most orders?', { metrics: ['orders'], dimensions: ['hour'], limit: 1 }],
    ['refunds by week since september 2026', { grain: 'week', period: period('2026-09-01', '2026-11-21') }],
    ['sales in SP vs RJ', { dimensions: ['customerRegion'], filters: [inValues('customerRegion', 'SP', 'RJ')] as never }],
    ['sales this month compared with last year', { compare: 'previousYear' }],
    ['net sales march 2026 vs march 2025', { period: period('2026-03-01', '2026-03-31'), compare: period('2025-03-01', '2025-03-31') }],
    ['net sales except SP', { filters: [{ dimension: 'customerRegion', op: 'notIn', values: ['SP'] }] }],
    ['repeat purchase rate', { metrics: ['repeatPurchaseRate'] }],
    ['new customers by quarter', { metrics: ['newCustomers'], grain: 'quarter' }],
    ['orders and aov by state', { metrics: ['orders', 'averageOrderValue'], dimensions: ['customerRegion'] }],
    ['late delivery rate by state with at least 100 deliveries', { metrics: ['lateDeliveryRate', 'deliveries'] }],
    ['how many Blue mug did we sell', { filters: [inValues('product', 'Blue mug')] as never }],
  ])('%s', async (question, expected) => {
    expect(await queryOf(question)).toMatchObject(expected);
  });

  it('rankings from the right end', async () => {
    expect((await queryOf('top 5 categories by revenue')).orderBy).toMatchObject({ direction: 'desc' });
    expect((await queryOf('bottom 3 states by orders')).orderBy).toMatchObject({ direction: 'asc' });
    expect((await queryOf('which 5 states have the lowest aov')).orderBy).toMatchObject({ direction: 'asc' });
  });

  it('shares, growth and running totals as transforms', async () => {
    expect((await queryOf('share of net sales by category')).transforms).toMatchObject([{ kind: 'share' }]);
    expect((await queryOf('month over month growth of net sales in 2025')).transforms).toMatchObject([{ kind: 'growth' }]);
    expect((await queryOf('cumulative net sales by month in 2025')).transforms).toMatchObject([{ kind: 'cumulative' }]);
    expect((await queryOf('3 month moving average of net sales')).transforms).toMatchObject([{ kind: 'movingAverage', window: 3 }]);
  });

  it('minimum samples as thresholds', async () => {
    expect((await queryOf('late delivery rate by state with at least 100 deliveries')).having).toEqual([
      { metric: 'deliveries', op: 'gte', value: 100 },
    ]);
  });

  it('a misspelt question as the same question', async () => {
    expect(await queryOf('avrage order vlaue by mounth in 2025')).toEqual(await queryOf('average order value by month in 2025'));
    expect(await queryOf('top 5 categores by revnue')).toEqual(await queryOf('top 5 categories by revenue'));
  });

  it('the same query from the same words, every time', async () => {
    const question = 'orders and aov by state in q3 2025, top 5';
    expect(await queryOf(question)).toEqual(await queryOf(question));
  });
});

describe('decide keeps the question before', () => {
  const previous: Previous = {
    query: { metrics: ['netSales'], dimensions: ['category'], limit: 5, period: period('2025-01-01', '2025-12-31') },
    leaders: { category: ['toys', 'mugs'] },
  };

  it('and changes only what the new one says', async () => {
    expect(await queryOf('only in SP', previous)).toMatchObject({
      metrics: ['netSales'],
      dimensions: ['category'],
      filters: [inValues('customerRegion', 'SP')],
      period: period('2025-01-01', '2025-12-31'),
    });
    expect(await queryOf('and last month?', previous)).toMatchObject({
      metrics: ['netSales'],
      dimensions: ['category'],
      period: period('2026-10-01', '2026-10-31'),
    });
    expect(await queryOf('by units instead', previous)).toMatchObject({ dimensions: ['category'], period: previous.query.period });
    expect(await queryOf('top 10', previous)).toMatchObject({ metrics: ['netSales'], dimensions: ['category'], limit: 10 });
  });

  it('but not when the new one stands alone', async () => {
    const query = await queryOf('What is the repeat purchase rate?', previous);
    expect(query.metrics).toEqual(['repeatPurchaseRate']);
    expect(query.dimensions).toBeUndefined();
    expect(query.period).toBeUndefined();
  });
});

describe('decide gives no number', () => {
  it.each([
    ['What was our profit margin last quarter?', 'missing'],
    ['how much did we spend on ads', 'missing'],
    ['how many visitors did the shop have', 'missing'],
    ['conversion rate by month', 'missing'],
    ['delete all canceled orders', 'refuseWrite'],
    ['Set the price of every product to 10', 'refuseWrite'],
    ['sales of Unobtainium Deluxe', 'notFound'],
    ['Which product is best?', 'readings'],
    ['hello there', 'social'],
    ['', 'notUnderstood'],
    ['???', 'notUnderstood'],
    ['What can I ask?', 'describe'],
    ['What does net sales mean?', 'define'],
  ])('%s: %s', async (question, kind) => {
    expect((await ask(question)).kind).toBe(kind);
  });
});
