import { describe, expect, it } from 'vitest';
import type { QueryInput } from '@/core/query/query';
import { decide, type Decision } from './decide';
import type { Previous } from './follow-up';
import { WITHOUT_SENSE, workspace } from '@/analyst/language/asking.fixture';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon } from '@/analyst/language/lexicon';

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
    conceptOf: async (words) =>
      words === 'dosh' ? { kind: 'metric', id: 'netSales' } : words === 'storefront' ? { kind: 'dimension', id: 'marketplace' } : null,
    findByMeaning: async (words) =>
      words === 'cups'
        ? { dimension: 'category', value: 'mugs', score: 1 }
        : words === 'goblets'
          ? { dimension: 'category', value: 'mugs', score: 0.7 }
          : null,
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
    [
      'net sales sept 2026 against the monthly average of jan-aug 2026',
      { period: period('2026-09-01', '2026-09-30'), compare: { ...period('2026-01-01', '2026-08-31'), per: 'month' } },
    ],
    [
      'SP net sales sept 2026, percent above the average month jan-aug 2026',
      { compare: { ...period('2026-01-01', '2026-08-31'), per: 'month' }, filters: [inValues('customerRegion', 'SP')] as never },
    ],
    [
      'orders in jan, feb and march 2026 with growth over the same month of 2025',
      { grain: 'month', period: period('2026-01-01', '2026-03-31'), compare: 'previousYear' },
    ],
    [
      'net sales in 2025 and in 2026, both jan-aug',
      { period: period('2026-01-01', '2026-08-31'), compare: period('2025-01-01', '2025-08-31') },
    ],
    [
      'units sold per month sep-nov 2025 with growth on the month before',
      { grain: 'month', period: period('2025-09-01', '2025-11-30'), transforms: [{ kind: 'growth', metric: 'unitsSold' }] },
    ],
    ['half-yearly net sales for 2025', { grain: 'half', period: period('2025-01-01', '2025-12-31') }],
    ['within SP, toys are what % of net sales', { transforms: [{ kind: 'share', metric: 'netSales', of: 'category' }] }],
    ['toys as % of total sales', { metrics: ['netSales'], transforms: [{ kind: 'share', metric: 'netSales', of: 'category' }] }],
    ['what did the marketplaces keep in fees', { metrics: ['fees'] }],
    ['after SP, which state buys most', { filters: [{ dimension: 'customerRegion', op: 'notIn', values: ['SP'] }], limit: 1 }],
    ['december 2025 cohort: what share ordered again in february 2026', { shape: { kind: 'cohort', grain: 'month', periods: 12, at: 2 } }],
    ['of those who first bought in march 2026, how many came back for another order', { shape: { kind: 'orderGap' } }],
    ['per channel: buyers and the percentage of them that ordered twice or more', { metrics: ['customers', 'repeatPurchaseRate'] }],
    ['average discount per order', { metrics: ['discounts', 'orders'], shape: { kind: 'quotient' } }],
    ['revenue per order', { metrics: ['averageOrderValue'] }],
    ['how many units per order by channel', { metrics: ['unitsPerOrder'], dimensions: ['marketplace'] }],
    ['orders per state on average', { metrics: ['orders', 'regionsReached'], shape: { kind: 'quotient' } }],
    [
      'fees as a percentage of net sales by channel',
      { metrics: ['fees', 'netSales'], dimensions: ['marketplace'], shape: { kind: 'quotient' } },
    ],
    ['what share of net sales went to fees', { metrics: ['fees', 'netSales'], shape: { kind: 'quotient' } }],
    ['top 3 categories by channel by revenue', { dimensions: ['marketplace', 'category'], limit: 3, limitPer: 'marketplace' }],
    ['rating of late vs on-time orders', { metrics: ['averageReviewScore'], dimensions: ['deliveryStatus'] }],
    ['products without returns', { metrics: ['unitsSold', 'returns'], having: [{ metric: 'returns', op: 'eq', value: 0 }] }],
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

  it('of which it may take a part', async () => {
    const months: Previous = {
      query: { metrics: ['netSales'], grain: 'month', period: period('2025-01-01', '2025-12-31') },
      leaders: { time: ['2025-09', '2025-10', '2025-11', '2025-12'] },
    };
    expect(await queryOf('just the last three of those', months)).toMatchObject({
      grain: 'month',
      period: period('2025-10-01', '2025-12-31'),
    });
    expect(await queryOf('only the first two of them', months)).toMatchObject({
      grain: 'month',
      period: period('2025-09-01', '2025-10-31'),
    });
    expect(await queryOf('which of those months was best?', months)).toMatchObject({ grain: 'month', limit: 1 });
  });

  it('or compare it with a year before, days and filters kept', async () => {
    const august: Previous = {
      query: { metrics: ['netSales'], filters: [inValues('marketplace', 'shopify') as never], period: period('2026-08-01', '2026-08-31') },
      leaders: {},
    };
    expect(await queryOf('compare that with the same month last year, % change', august)).toEqual({
      ...august.query,
      compare: 'previousYear',
    });
  });

  it('but not when the new one stands alone', async () => {
    const query = await queryOf('What is the repeat purchase rate?', previous);
    expect(query.metrics).toEqual(['repeatPurchaseRate']);
    expect(query.dimensions).toBeUndefined();
    expect(query.period).toBeUndefined();
  });
});

describe('decide supposes', () => {
  it.each([
    ['net sales 2025 if nothing had been returned', [{ lever: 'returns', change: -1 }]],
    ['if SP grew by 15 percent, what would total net sales 2025 have been', [{ lever: 'volume', change: 0.15 }]],
    [
      'if the average order value had been 10 dollars higher in 2025, how much extra revenue?',
      [{ lever: 'orderValue', amount: { by: 10 } }],
    ],
    ['revenue 2025 had our aov been 150', [{ lever: 'orderValue', amount: { to: 150 } }]],
  ])('%s', async (question, changes) => {
    expect(await ask(question)).toMatchObject({ kind: 'whatIf', metric: 'netSales', changes });
  });

  it('nothing of products told by what they had', async () => {
    expect((await ask('products sold that had no returns')).kind).not.toBe('whatIf');
  });
});

describe('decide names what it takes for granted', () => {
  const notesOf = async (question: string) => {
    const decision = await ask(question);
    return decision.kind === 'query' ? decision.frames.flatMap(({ notes }) => notes.map(({ key }) => key)) : [];
  };

  it('by what a rate of returns counts, by what the biggest state is big', async () => {
    expect(await notesOf('return rate')).toEqual(['reading.returnRate']);
    expect(await notesOf('number of orders in the biggest state')).toEqual(['sized']);
    expect(await notesOf('which state has the most orders')).toEqual([]);
  });
});

describe('decide asks which of two things a name means', () => {
  const found = [
    { dimension: 'customerCity', value: 'sao paulo', score: 1 },
    { dimension: 'customerCity', value: 'campinas', score: 1 },
  ];
  const askPlace = (question: string) =>
    decide(question, {
      workspace,
      lexicon,
      thread: [],
      time: { today: '2026-11-21', weekStart: 1, firstDay: '2024-05-03', lastDay: '2026-11-20' },
      ...WITHOUT_SENSE,
      find: async (text) => found.filter(({ value }) => value === text.toLowerCase()),
    });

  it('with a query and a question for each', async () => {
    expect(await askPlace('orders in Sao Paulo in 2025?')).toMatchObject({
      kind: 'twofold',
      said: 'Sao Paulo',
      frames: [
        { query: { filters: [inValues('customerCity', 'sao paulo')], period: period('2025-01-01', '2025-12-31') } },
        { query: { filters: [inValues('customerRegion', 'SP')], period: period('2025-01-01', '2025-12-31') } },
      ],
      options: [{ question: 'orders in city sao paulo in 2025?' }, { question: 'orders in state SP in 2025?' }],
    });
  });

  it.each([
    ['orders in the city of sao paulo', inValues('customerCity', 'sao paulo')],
    ['orders in the state of sao paulo', inValues('customerRegion', 'SP')],
    ['orders in campinas', inValues('customerCity', 'campinas')],
  ])('and not in: %s', async (question, filter) => {
    expect(await askPlace(question)).toMatchObject({ kind: 'query', frames: [{ query: { filters: [filter] } }] });
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

describe('questions about what reviews say', () => {
  const search = async (question: string) => {
    const decision = await ask(question);
    return decision.kind === 'reviews' ? decision.search : decision.kind;
  };

  it('are searches for the words after the word of saying, without names and days that filter', async () => {
    expect(await search('what do buyers say about broken lids on flipkart in march 2026?')).toEqual({
      query: 'broken lids',
      marketplaces: ['flipkart'],
      period: { from: '2026-03-01', to: '2026-03-31' },
    });
    expect(await search('reviews that mention the smell')).toEqual({ query: 'smell' });
  });

  it('look among complaints, or among praise, when asked so', async () => {
    expect(await search('any complaints about late parcels')).toEqual({ query: 'late parcels', maxScore: 2 });
    expect(await search('do customers complain about the handle?')).toEqual({ query: 'handle', maxScore: 2 });
    expect(await search('good reviews about the packaging')).toEqual({ query: 'packaging', minScore: 4 });
  });

  it('are about a product when its name is all that is said, or when its buyers say it', async () => {
    expect(await search('what do people think of the blue mug?')).toEqual({ query: '', products: ['Blue mug'] });
    expect(await search('what do buyers of the blue mug say about the handle?')).toEqual({ query: 'handle', products: ['Blue mug'] });
  });

  it('leave questions about numbers and orders to change something alone', async () => {
    expect(await search('how many reviews did we get last month')).toBe('query');
    expect(await search('delete all reviews that mention refunds')).toBe('refuseWrite');
    expect(await search('what is there to say about sales')).not.toEqual(expect.objectContaining({ query: 'sales' }));
  });
});

describe('words the lexicon does not have', () => {
  it('are the measure, group or thing they mean, and the answer says so', async () => {
    expect(await ask('dosh in march 2026')).toMatchObject({
      kind: 'query',
      frames: [{ query: { metrics: ['netSales'] }, notes: [{ key: 'takenAsMeasure', values: { said: 'dosh', metric: 'netSales' } }] }],
    });
    expect(await ask('orders by storefront')).toMatchObject({
      kind: 'query',
      frames: [{ query: { metrics: ['orders'], dimensions: ['marketplace'] }, notes: [{ key: 'takenAsGroup' }] }],
    });
    expect(await ask('net sales of cups in march 2026')).toMatchObject({
      kind: 'query',
      frames: [
        {
          query: { filters: [{ dimension: 'category', values: ['mugs'] }] },
          notes: [{ key: 'takenAs', values: { said: 'cups', taken: 'mugs' } }],
        },
      ],
    });
  });

  it('are refused when they mean nothing of the trade and would narrow the number', async () => {
    expect(await ask('net sales of zeppelins in march 2026')).toEqual({ kind: 'unread', words: ['zeppelins'] });
    // A part of a name that was found does not stand for the whole of it.
    expect(await ask('blue mug zeppelin units in march 2026')).toMatchObject({ kind: 'unread' });
    expect(await ask('net sales of goblets in march 2026')).toEqual({ kind: 'unread', words: ['goblets'], nearest: 'mugs' });
  });
});

describe('members added up', () => {
  it('are one figure behind a plus, and compared behind an and', async () => {
    const frames = async (question: string) => {
      const decision = await ask(question);
      return decision.kind === 'query' ? decision.frames.map(({ query }) => query.dimensions ?? []) : decision.kind;
    };
    expect(await frames('SP + RJ: net sales last month')).toEqual([[]]);
    expect(await frames('net sales of SP plus RJ last month')).toEqual([[]]);
    expect(await frames('net sales of SP and RJ last month')).toEqual([['customerRegion']]);
  });
});

describe('orders to change something', () => {
  it.each([
    'mark all late flipkart orders as delivered',
    'send all our SP customers a 10% voucher',
    'please reply to every bad review',
    'could you hide the blue mug on flipkart',
    'cancel every order from yesterday',
  ])('"%s" is refused', async (question) => {
    expect(await ask(question)).toEqual({ kind: 'refuseWrite' });
  });

  it.each(['send me the sales of last month', 'refunds last month', 'how many orders did we ship late', 'orders we marked as late'])(
    '"%s" asks and changes nothing',
    async (question) => {
      expect(await ask(question)).not.toEqual({ kind: 'refuseWrite' });
    },
  );
});
