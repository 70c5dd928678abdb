import { describe, expect, it } from 'vitest';
import { WITHOUT_SENSE, workspace } from '@/analyst/language/asking.fixture';
import { detectLanguage } from '@/analyst/language/detect';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon } from '@/analyst/language/lexicon';
import { decide, type Decision } from './decide';
import type { Previous } from './follow-up';

// Several things asked in one sentence, and short questions about what was answered: every part is answered, or said.
const named = (dimension: string, ...values: string[]) => values.map((value) => ({ dimension, value }));
const lexicon = buildLexicon(languageOf('en'), [
  ...named('marketplace', 'shopify', 'amazon', 'etsy', 'flipkart'),
  ...named('category', 'toys', 'housewares'),
  ...named('customerRegion', 'SP', 'RJ', 'AM', 'PA', 'TO', 'RS', 'RN'),
  ...named('customerCountry', 'DE', 'FR', 'GB', 'IN', 'NL', 'IE'),
  ...named('paymentMethod', 'cod', 'boleto'),
  ...named('orderStatus', 'canceled', 'invoiced'),
  ...named('carrier', 'ups', 'dhl'),
]);
const KNOWN = [...named('customer', '14646', '18102'), ...named('sku', '22423'), ...named('customerCity', 'rio grande')];

function ask(question: string, thread: readonly Previous[] = []): Promise<Decision> {
  return decide(question, {
    workspace,
    lexicon,
    thread,
    time: { today: '2018-11-21', weekStart: 1, firstDay: '2016-05-03', lastDay: '2018-11-20' },
    find: async (text, dimension) =>
      KNOWN.filter((one) => one.value === text && (dimension === undefined || one.dimension === dimension)).map((one) => ({
        ...one,
        score: 1,
      })),
    ...WITHOUT_SENSE,
  });
}

async function queries(question: string, ...before: string[]): Promise<object[]> {
  const thread: Previous[] = [];
  for (const asked of before) {
    const decision = await ask(asked, thread);
    const query = decision.kind === 'query' ? decision.frames[0]?.query : undefined;
    if (query) thread.push({ query, leaders: { marketplace: ['amazon', 'etsy'] } });
  }
  const decision = await ask(question, thread);
  return decision.kind === 'query' ? decision.frames.map(({ query }) => query) : [decision];
}

const inValues = (dimension: string, ...values: string[]) => ({ dimension, op: 'in', values });
const order = (direction: 'asc' | 'desc', by = 'orders') => ({ orderBy: { by, direction } });
const days = (from: string, to: string) => ({ period: { from, to } });

describe('both ends of a ranking', () => {
  it.each([
    'in which month of 2017 did the most orders come in and in which the fewest',
    'which month had the most and which the fewest orders in 2017',
    'highest and lowest month for orders in 2017',
    'best and worst month of 2017 by orders',
  ])('%s', async (question) => {
    const month = { metrics: ['orders'], grain: 'month', ...days('2017-01-01', '2017-12-31'), limit: 1 };
    expect(await queries(question)).toMatchObject([
      { ...month, ...order('desc') },
      { ...month, ...order('asc') },
    ]);
  });

  it('takes the length and what narrows one end for the other', async () => {
    expect(await queries('top and bottom 3 states by orders')).toMatchObject([
      { limit: 3, ...order('desc') },
      { limit: 3, ...order('asc') },
    ]);
    const bound = { having: [{ metric: 'deliveries', op: 'gte', value: 100 }], limit: 1 };
    expect(
      await queries('which state waits longest for parcels and which gets them fastest? 2017, only states with 100 deliveries or more'),
    ).toMatchObject([
      { ...bound, ...days('2017-01-01', '2017-12-31') },
      { ...bound, ...days('2017-01-01', '2017-12-31') },
    ]);
  });

  it('divides both ends by the same', async () => {
    const query = { metrics: ['averageOrderValue'] };
    expect(await queries('which state spends the most per order and which the least')).toMatchObject([query, query]);
  });
});

describe('several measures in one sentence', () => {
  it.each<[string, object[]]>([
    ['december 2017: nr of orders, nr of customers, pieces sold', [{ metrics: ['orders', 'customers', 'unitsSold'] }]],
    [
      'number of orders, number of customers and number of products sold in may 2018',
      [{ metrics: ['orders', 'customers', 'productsSold'] }],
    ],
    ['orders / net sales / average order value for SP, RJ', [{ metrics: ['orders', 'netSales', 'averageOrderValue'] }]],
    [
      'how many orders, how many sellers, how many products in 2017',
      [days('2017-01-01', '2017-12-31'), days('2017-01-01', '2017-12-31'), days('2017-01-01', '2017-12-31')],
    ],
    [
      'boleto, q1 2018 - how many orders were paid that way and how much money was it',
      [
        { metrics: ['orders'] },
        { metrics: ['paymentValue'], filters: [inValues('paymentMethod', 'boleto')], ...days('2018-01-01', '2018-03-31') },
      ],
    ],
    [
      'india, august: total orders, how many of them were cancelled, and how many were cash on delivery',
      [
        { filters: [inValues('customerCountry', 'IN')] },
        { filters: [inValues('customerCountry', 'IN'), inValues('orderStatus', 'canceled')] },
        { filters: [inValues('customerCountry', 'IN'), inValues('paymentMethod', 'cod')] },
      ],
    ],
    [
      'uk aside, who sent back the most in 2017 (by value), and who bought the most gross?',
      [
        { metrics: ['returns'], dimensions: ['customerCountry'], filters: [{ dimension: 'customerCountry', op: 'notIn', values: ['GB'] }] },
        { metrics: ['grossSales'], filters: [{ dimension: 'customerCountry', op: 'notIn', values: ['GB'] }] },
      ],
    ],
    ['what did we earn in SP and how many orders was that', [{ metrics: ['netSales'] }, { metrics: ['orders'] }]],
    ['orders with more than 3 items, and how much money was that', [{ metrics: ['orders'] }, { metrics: ['netSales'] }]],
    [
      'what were orders and net sales in may 2018, and which state was best',
      [
        { metrics: ['orders', 'netSales'], ...days('2018-05-01', '2018-05-31') },
        { dimensions: ['customerRegion'], limit: 1 },
      ],
    ],
    ['the three best and the three worst states by rating in 2017', [{ limit: 3, ...order('desc', 'averageReviewScore') }, { limit: 3 }]],
    ['which payment method is used most and which least', [order('desc'), order('asc')]],
  ])('%s', async (question, expected) => {
    expect(await queries(question)).toMatchObject(expected);
  });
});

describe('what lies between two members', () => {
  it.each([
    'how many pounds is holland ahead of ireland in 2017, net',
    'difference in net sales between netherlands and ireland 2017',
    'how much more did the netherlands buy than ireland in 2017',
    'netherlands vs ireland net sales 2017, how far apart are they',
  ])('%s', async (question) => {
    const filters = [inValues('customerCountry', 'NL', 'IE')];
    expect(await queries(question)).toMatchObject([{ metrics: ['netSales'], shape: { kind: 'gap' }, filters }]);
  });

  it('of two answers, over their whole time', async () => {
    const [query] = await queries(
      'what is the difference between the two for the year',
      'net sales to germany by quarter, 2017',
      'same for france',
    );
    expect(query).toMatchObject({ shape: { kind: 'gap' }, filters: [inValues('customerCountry', 'DE', 'FR')] });
    expect(query).not.toHaveProperty('grain');
  });
});

describe('narrowing what was shown', () => {
  const states = 'late rate by state 2017, states with 200 deliveries or more';
  it.each<[string, string[], object]>([
    [
      'keep the ones above 10 percent',
      [states],
      { having: [{ metric: 'deliveries' }, { metric: 'lateDeliveryRate', op: 'gt', value: 0.1 }] },
    ],
    ['only those under 5%', [states], { having: [{ metric: 'deliveries' }, { metric: 'lateDeliveryRate', op: 'lt', value: 0.05 }] }],
    ['only those over 2000', ['units sold by state'], { having: [{ metric: 'unitsSold', op: 'gt', value: 2000 }] }],
    [
      'how many of those came to more than 500 pounds',
      ['number of orders in may 2018'],
      { shape: { kind: 'orderValueCount', value: 500 } },
    ],
    ['just the two biggest', ['fees by channel in may 2018'], { limit: 2, ...order('asc', 'fees') }],
    ['just the two biggest', ['orders by channel in may 2018'], { limit: 2, ...order('desc') }],
    [
      'which gave away most',
      ['discounts per channel in may 2018'],
      { dimensions: ['marketplace'], limit: 1, ...order('asc', 'discounts') },
    ],
    [
      'which one grew the most in percent?',
      ['units sold by channel in august', 'and in september'],
      { compare: { from: '2018-08-01', to: '2018-08-31' }, ...order('desc', 'unitsSold_changePct') },
    ],
    ['how much money is that', ['orders from SP in may 2018'], { metrics: ['netSales'], filters: [inValues('customerRegion', 'SP')] }],
    [
      'how much money is that',
      ['top 2 channels by orders'],
      { metrics: ['netSales'], filters: [inValues('marketplace', 'amazon', 'etsy')] },
    ],
    ["what's the total", ['top 2 channels by orders'], { metrics: ['orders'], filters: [inValues('marketplace', 'amazon', 'etsy')] }],
    ["and what's that in dollars", ['how many orders in may 2018'], { metrics: ['netSales'], currency: 'USD' }],
  ])('%s %j', async (question, before, expected) => {
    expect(await queries(question, ...before)).toMatchObject([expected]);
  });

  it.each([
    ['how much money is that', 'noEarlier'],
    ['which gave away most', 'unread'],
    ['which states are above 10 percent', 'unread'],
    ['how much revenue is left', 'unread'],
  ])('gives no number where nothing was shown: %s', async (question, kind) => {
    expect(await queries(question)).toMatchObject([{ kind }]);
  });

  it.each([
    'categories by units 2017, skip any with under 100 pieces',
    'units by category 2017, ignoring categories with fewer than 100 units',
  ])('turns round a bound that is left out: %s', async (question) => {
    expect(await queries(question)).toMatchObject([{ having: [{ op: 'gte', value: 100 }] }]);
  });
});

describe('chat', () => {
  it.each<[string, object]>([
    ["morning! how'd housewares go in jan 2018, in reais", { filters: [inValues('category', 'housewares')], currency: 'BRL' }],
    ['morning orders in jan 2018', { filters: [inValues('dayPart', 'morning')] }],
    ['nr of reveiws we got feb 18', { metrics: ['reviewCount'], ...days('2018-02-01', '2018-02-28') }],
    ['orders on feb 18', days('2018-02-18', '2018-02-18')],
    ['orders may 18 vs may 17', { ...days('2018-05-01', '2018-05-31'), compare: { from: '2017-05-01', to: '2017-05-31' } }],
    ['germany q2 17 net ??', { metrics: ['netSales'], ...days('2017-04-01', '2017-06-30') }],
    ['avrg order in germany is worth what', { metrics: ['averageOrderValue'] }],
    ['toys net sales on shopfy this yr', { filters: [inValues('category', 'toys'), inValues('marketplace', 'shopify')] }],
    ['germny orders 2017', { filters: [inValues('customerCountry', 'DE')] }],
    ['invoices in 2017', { metrics: ['orders'] }],
    ['which category sold most in 2017', { metrics: ['unitsSold'], dimensions: ['category'], limit: 1 }],
    ['the five categories with the dearest items', { metrics: ['averageUnitPrice'], dimensions: ['category'], limit: 5 }],
    ['where do we give away the most discount? three categories', { metrics: ['discounts'], dimensions: ['category'], limit: 3 }],
    ["germany's 5 favourite products by net sales", { metrics: ['netSales'], dimensions: ['product'], limit: 5 }],
  ])('%s', async (question, expected) => {
    expect(await queries(question)).toMatchObject([expected]);
  });

  it('is in the language of its small words', () => {
    expect(detectLanguage('kids dino mug net sales on shopfy this yr', 'en').language).toBe('en');
    expect(detectLanguage('last month ki sales', 'en').language).toBe('hi');
  });
});

describe('names', () => {
  it.each([
    ['customer 14646 next to 18102: orders, net sales', ['customer', '14646', '18102']],
    ['orders of customers 14646 and 18102', ['customer', '14646', '18102']],
    ['product 22423 units sold', ['sku', '22423']],
  ] as const)('that are numbers: %s', async (question, [dimension, ...values]) => {
    expect(await queries(question)).toMatchObject([{ filters: [inValues(dimension, ...values)] }]);
  });

  it('says so when nobody bears a number', async () => {
    expect(await queries('orders of customer 99999')).toMatchObject([{ kind: 'notFound', name: '99999' }]);
  });

  it('asks which of three is meant', async () => {
    expect(await ask('is rio grande up or down')).toMatchObject({ kind: 'twofold', options: [{}, { value: 'RS' }, { value: 'RN' }] });
  });

  it('takes words that are spelt out for what they say', async () => {
    const filters = [inValues('customerRegion', 'AM', 'PA', 'TO')];
    expect(await queries('orders from the north in 2018, so AM PA TO together')).toMatchObject([{ filters }]);
  });
});

describe('how something goes', () => {
  it.each<[string, string[]]>([
    ['are deliveries ok?', ['lateDeliveryRate', 'deliveryDays']],
    ['how is delivery doing', ['lateDeliveryRate', 'deliveryDays']],
    ['are our reviews good', ['averageReviewScore', 'badReviewShare']],
    ['are returns fine', ['returnRate']],
  ])('%s', async (question, metrics) => {
    expect(await queries(question)).toMatchObject([{ metrics }]);
  });

  it('computes the readings of the best courier', async () => {
    expect(await ask("who's our best courier")).toMatchObject({ kind: 'readings', metrics: ['lateDeliveryRate', 'deliveryDays'] });
  });

  it('measures a slow courier by days', async () => {
    expect(await queries('which courier is the slowest')).toMatchObject([{ metrics: ['deliveryDays'], dimensions: ['carrier'] }]);
  });

  it('names what is not in the data', async () => {
    expect(await ask('how many followers has our etsy shop got')).toMatchObject({ kind: 'missing', concept: { what: '"followers"' } });
  });
});
