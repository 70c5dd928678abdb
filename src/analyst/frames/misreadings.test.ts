import { describe, expect, it } from 'vitest';
import { WITHOUT_SENSE, workspace } from '@/analyst/language/asking.fixture';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon } from '@/analyst/language/lexicon';
import { decide, type Decision } from './decide';
import type { Previous } from './follow-up';

// Questions whose words lie near those of another question: each was once answered as that other one.
const lexicon = buildLexicon(languageOf('en'), [
  { dimension: 'marketplace', value: 'etsy' },
  { dimension: 'marketplace', value: 'amazon' },
  { dimension: 'category', value: 'Candles' },
  { dimension: 'customerRegion', value: 'SP' },
  { dimension: 'customerRegion', value: 'RJ' },
  { dimension: 'customerCountry', value: 'DE' },
  { dimension: 'customerCountry', value: 'GR' },
  { dimension: 'orderStatus', value: 'returned' },
]);
const PRODUCTS = ['Soy Candle, Fig', 'Soy Candle, Cedar', 'PARTY BUNTING', 'SPOTTY BUNTING', 'Stoneware Mug', 'TEA FOR ONE'];

function ask(question: string, thread: readonly Previous[] = []): Promise<Decision> {
  return decide(question, {
    workspace,
    lexicon,
    thread,
    time: { today: '2026-11-21', weekStart: 1, firstDay: '2024-05-03', lastDay: '2026-11-20' },
    ...WITHOUT_SENSE,
    find: async (text) =>
      PRODUCTS.map((value) => ({ dimension: 'product', value, score: value.toLowerCase() === text.toLowerCase() ? 1 : 0.5 })),
  });
}

const first = async (question: string, thread: readonly Previous[] = []) => {
  const decision = await ask(question, thread);
  return decision.kind === 'query' ? decision.frames[0]?.query : decision;
};
const inValues = (dimension: string, ...values: string[]) => ({ dimension, op: 'in', values });

describe('names', () => {
  it('takes all that bear a name, and says so', async () => {
    const decision = await ask('how many soy candles did we sell');
    expect(decision).toMatchObject({
      frames: [{ query: { filters: [inValues('product', 'Soy Candle, Fig', 'Soy Candle, Cedar')] }, notes: [{ key: 'takenAsAll' }] }],
    });
  });

  it('keeps a word of a name that looks misspelt', async () => {
    expect(await first('net sales of PARTY BUNTING')).toMatchObject({ filters: [inValues('product', 'PARTY BUNTING')] });
  });

  it('takes one word for a kind of product, but no number', async () => {
    expect(await first('how many mugs did we sell')).toMatchObject({ filters: [inValues('product', 'Stoneware Mug')] });
    expect(await ask('net sales of number one')).toMatchObject({ kind: 'unread' });
  });

  it('reads no country out of a word it is short for', async () => {
    expect(await first('net sales growth DE q3 vs q2 2026')).toMatchObject({ filters: [inValues('customerCountry', 'DE')] });
  });
});

describe('what came back', () => {
  it.each([
    ['how many units were returned in september', ['unitsReturned']],
    ['how many refunds did we have in september', ['unitsReturned']],
    ['units sold and returned by channel', ['unitsSold', 'unitsReturned']],
    ['what % of sales value was returned', ['returnRateValue']],
    ['how many mugs were returned this year', ['unitsReturned']],
    ['how many customers in 2025 came back', ['repeatPurchaseRate']],
  ])('%s', async (question, metrics) => {
    const query = await first(question);
    expect(query).toMatchObject({ metrics });
    expect(JSON.stringify(query)).not.toContain('orderStatus');
  });
});

describe('what is asked for', () => {
  it.each<[string, object]>([
    ['when did we sell the most', { grain: 'month', limit: 1 }],
    ['where do we sell most', { dimensions: ['customerCountry'], limit: 1 }],
    ['which month had the largest growth in 2025', { grain: 'month', orderBy: { by: 'netSales_growth', direction: 'desc' } }],
    ['which channel grew fastest vs last year in q3 2026', { orderBy: { by: 'netSales_changePct', direction: 'desc' } }],
    ['which channel grew slowest in q3 2026', { orderBy: { by: 'netSales_changePct', direction: 'asc' } }],
    ['rolling 7 day average of orders in november 2025', { grain: 'day', transforms: [{ kind: 'movingAverage', window: 7 }] }],
    ['gross vs net sales in 2025', { metrics: ['grossSales', 'netSales'] }],
    ['ratio of discounts to orders', { metrics: ['discounts', 'orders'], shape: { kind: 'quotient' } }],
    ['sales for every state but SP', { filters: [{ dimension: 'customerRegion', op: 'notIn', values: ['SP'] }] }],
    ['late rate of orders in SP', { metrics: ['lateDeliveryRate'], filters: [inValues('customerRegion', 'SP')] }],
    ['etsy net sales this month vs the same days last month', { compare: 'previousPeriod' }],
    // Asked for by state, it must be refused by state: the median over all would answer another question.
    ['median order value by state', { dimensions: ['customerRegion'], shape: { kind: 'quantile' } }],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ['orders with more than one item last month', { dimension: 'unitCount', op: 'gte', values: [2] }],
    ['how many single item orders did we get', { dimension: 'unitCount', op: 'in', values: [1] }],
    ['orders of at least 3 units', { dimension: 'unitCount', op: 'gte', values: [3] }],
    ['how many orders had 3+ items', { dimension: 'unitCount', op: 'gte', values: [3] }],
    ['orders with no more than 2 items', { dimension: 'unitCount', op: 'lte', values: [2] }],
    ['orders with 2 items', { dimension: 'unitCount', op: 'in', values: [2] }],
    ['net sales of orders with fewer than 3 line items', { dimension: 'lineCount', op: 'lte', values: [2] }],
    ['orders with more than one product', { dimension: 'productCount', op: 'gte', values: [2] }],
  ])('reads what an order holds: %s', async (question, filter) => {
    expect(await first(question)).toMatchObject({ filters: [filter] });
  });

  it('keeps a bound on groups a bound on groups', async () => {
    expect(await first('products with more than 100 items sold')).toMatchObject({
      having: [{ metric: 'unitsSold', op: 'gt', value: 100 }],
    });
  });

  it('takes the share of what a bound leaves', async () => {
    const query = await first('share of orders with more than 2 items');
    expect(query).toMatchObject({ transforms: [{ kind: 'share', metric: 'orders', of: 'unitCount' }] });
  });

  it.each<[string, object]>([
    ['net sales per state per month, top 3', { grain: 'month', leading: { groups: 3, direction: 'desc' } }],
    ['the 3 channels with the least orders by quarter', { grain: 'quarter', leading: { groups: 3, direction: 'asc' } }],
    ['returns by category by month, top 2', { leading: { groups: 2, direction: 'asc' } }],
    ['best product of each month in 2026', { limitPer: 'time', limit: 1 }],
    ['which month was best for each channel', { limitPer: 'marketplace', limit: 1 }],
    ['share of new versus returning orders by channel', { transforms: [{ kind: 'share', metric: 'orders', within: 'marketplace' }] }],
    ['share of sales by category and channel', { transforms: [{ kind: 'share', metric: 'netSales' }] }],
    ['share of sales by channel per month', { transforms: [{ kind: 'share', metric: 'netSales', within: 'time' }] }],
  ])('ranks and shares courses: %s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it('asks a product and a category each by itself, by the names said', async () => {
    const decision = await ask('how many mugs and how many candles did we sell last month');
    expect(decision.kind === 'query' && decision.frames.map(({ label, query }) => [label, query.metrics, query.filters])).toEqual([
      ['candles', ['unitsSold'], [inValues('category', 'Candles')]],
      ['mugs', ['unitsSold'], [inValues('product', 'Stoneware Mug')]],
    ]);
  });

  it('tells two supposed changes apart', async () => {
    expect(await ask('what if we raised prices by 3% and lost 5% of orders')).toMatchObject({
      kind: 'whatIf',
      metric: 'netSales',
      changes: [
        { lever: 'price', change: 0.03 },
        { lever: 'volume', change: -0.05 },
      ],
    });
  });

  it('gives each of two periods its own mean', async () => {
    const decision = await ask('october 2026 vs september 2026 daily average sales');
    expect(decision.kind === 'query' && decision.frames.map(({ query }) => query.period?.from)).toEqual(['2026-10-01', '2026-09-01']);
  });

  it('puts the two of a conversation side by side', async () => {
    const of = (region: string): Previous => ({
      query: { metrics: ['orders'], filters: [inValues('customerRegion', region) as never] },
      leaders: {},
    });
    expect(await first("what's the difference between the two", [of('SP'), of('RJ')])).toMatchObject({
      dimensions: ['customerRegion'],
      filters: [inValues('customerRegion', 'SP', 'RJ')],
    });
  });
});

describe('what no query can hold', () => {
  it.each([
    ['percentage of orders delivered within 7 days', 'unread'],
    ['how long does delivery take in the north', 'unread'],
    ['net sales of everything except the top 10 products', 'unread'],
    ['which products sold on amazon but not on etsy', 'apart'],
    ['net sales of mugs and candles together', 'apart'],
    ['returns by reason', 'missing'],
  ])('%s: %s', async (question, kind) => {
    expect(await ask(question)).toMatchObject({ kind });
  });
});
