import { describe, expect, it } from 'vitest';
import { WITHOUT_SENSE, workspace } from '@/analyst/language/asking.fixture';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon } from '@/analyst/language/lexicon';
import { decide, type Decision } from './decide';
import type { Previous } from './follow-up';

// Ways sellers put a question that say the same in other words, one family of them after the other.
const named = (dimension: string, ...values: string[]) => values.map((value) => ({ dimension, value }));
const lexicon = buildLexicon(languageOf('en'), [
  ...named('marketplace', 'shopify', 'amazon', 'etsy', 'flipkart'),
  ...named('category', 'toys', 'telephony'),
  ...named('customerRegion', 'SP', 'RJ', 'PR', 'SC', 'RS'),
  ...named('customerCountry', 'DE', 'NL', 'GB', 'IN'),
  ...named('customerCity', 'curitiba'),
  ...named('paymentMethod', 'credit_card', 'paypal', 'boleto'),
  ...named('orderStatus', 'returned'),
]);

function ask(question: string, thread: readonly Previous[] = []): Promise<Decision> {
  return decide(question, {
    workspace,
    lexicon,
    thread,
    time: { today: '2018-11-21', weekStart: 1, firstDay: '2016-05-03', lastDay: '2018-11-20' },
    find: async () => [],
    ...WITHOUT_SENSE,
  });
}

const first = async (question: string, thread: readonly Previous[] = []) => {
  const decision = await ask(question, thread);
  return decision.kind === 'query' ? decision.frames[0]?.query : decision;
};
const inValues = (dimension: string, ...values: string[]) => ({ dimension, op: 'in', values });
const orders = (op: string, value: number) => ({
  dimensions: ['customer'],
  having: [{ metric: 'orders', op, value }],
  shape: { kind: 'countGroups' },
});
const days = (from: string, to: string) => ({ from, to });

describe('groups counted by a bound', () => {
  it.each<[string, object]>([
    ['customers w/ 3 orders or more, count', orders('gte', 3)],
    ['uk buyers that ordered exactly once', orders('eq', 1)],
    ['etsy customers with four or more orders: count', orders('gte', 4)],
    ['number of clients with a single order', orders('eq', 1)],
    ['one-time buyers in 2018', orders('eq', 1)],
    ['customers with 2 orders in 2018', orders('eq', 2)],
    ['buyers with more than one order in 2018', orders('gt', 1)],
    ['how many people ordered at least twice', orders('gte', 2)],
    [
      'on how many days of november 2017 did net sales top 50,000',
      { grain: 'day', having: [{ metric: 'netSales', op: 'gt', value: 50_000 }], shape: { kind: 'countGroups' } },
    ],
    ['how many days in 2018 exceeded 100 orders', { grain: 'day', having: [{ metric: 'orders', op: 'gt', value: 100 }] }],
    [
      'on how many days did we have no orders in 2017',
      { grain: 'day', having: [{ metric: 'orders', op: 'eq', value: 0 }], shape: { kind: 'countGroups' } },
    ],
    ['net sales top 50 products', { limit: 50, dimensions: ['product'] }],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it('leaves open what of each member is bounded', async () => {
    expect(await ask('how many products sold fewer than 10')).toMatchObject({ kind: 'unread' });
  });
});

describe('suppositions', () => {
  const part = (dimension: string, value: string) => inValues(dimension, value);
  it.each<[string, object]>([
    ['had freight been 15% cheaper in 2017, how much freight would we have charged', { lever: 'shipping', change: -0.15 }],
    ['drop telephony from the range - revenue 2018 would be?', { change: -1, part: part('category', 'telephony') }],
    ['if we lost the dutch altogether, what is left of 2017 net sales?', { change: -1, part: part('customerCountry', 'NL') }],
    ['if telephony were discontinued, revenue 2018?', { change: -1, part: part('category', 'telephony') }],
    ['suppose we stopped selling on etsy, what would net sales 2018 be', { change: -1, part: part('marketplace', 'etsy') }],
    ['amazon 12% up in september - total net sales that month?', { change: 0.12, part: part('marketplace', 'amazon') }],
    ['august net sales had only half as much been returned', { lever: 'returns', change: -0.5 }],
    ['what would net sales in august have been with half the returns', { lever: 'returns', change: -0.5 }],
    ['had discounts been a quarter lower in 2017, net sales?', { lever: 'discounts', change: -0.25 }],
    ["if flipkart's fees had been a third lower in q3, what would we have saved", { lever: 'fees', change: -1 / 3 }],
    ['suppose the average order value had been 20 pounds higher, how much extra', { lever: 'orderValue', amount: { by: 20 } }],
  ])('%s', async (question, change) => {
    expect(await ask(question)).toMatchObject({ kind: 'whatIf', changes: [change] });
  });

  it.each([
    'cheaper products in 2018',
    'closed shops in 2018',
    'what if the euro had been stronger in 2018',
    'lose the top category: revenue 2018',
  ])('does not leave out what it cannot suppose: %s', async (question) => {
    expect(await ask(question)).toMatchObject({ kind: 'unread' });
  });
});

it('takes nothing away for real', async () => {
  expect(await ask('would you remove all SP orders from 2017')).toMatchObject({ kind: 'refuseWrite' });
});

describe('what was behind it', () => {
  const june = days('2018-06-01', '2018-06-30');
  const may = days('2018-05-01', '2018-05-31');
  it.each([
    'order count climbed in june 2018 over may. who or what was behind it',
    'what dragged orders in june 2018 below may?',
    'orders did better in june 2018 than in may, whats driving it',
    'what is to blame for the drop in orders from may to june 2018',
    'what explains the jump in orders from may to june 2018',
    'the reason for lower orders in june 2018 than in may',
  ])('%s', async (question) => {
    expect(await ask(question)).toMatchObject({ kind: 'why', period: june, compare: may, frame: { query: { metrics: ['orders'] } } });
  });
});

describe('parts of a whole', () => {
  const top = (count: number) => ({ shape: { kind: 'concentration', top: count } });
  it.each<[string, object]>([
    ['what chunk of 2018 revenue comes from the five best selling categories? by revenue', { metrics: ['netSales'], ...top(5) }],
    ['what slice of 2018 revenue do the top 5 categories bring', top(5)],
    ['our 5 largest customers by net sales: what % of all net sales is that', top(5)],
    ['orders by weekday as percentages', { transforms: [{ kind: 'share', metric: 'orders' }] }],
    ['what percentage of shopify orders was paid by paypal', { transforms: [{ kind: 'share', of: 'paymentMethod' }] }],
    ['share of 2018 orders with just a single piece in them', { transforms: [{ kind: 'share', of: 'unitCount' }] }],
    ['which share of SP orders was paid by boleto in 2018', { transforms: [{ kind: 'share', of: 'paymentMethod' }] }],
    ['value sent back as a % of gross sales 2017', { metrics: ['returnRateValue'] }],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });
});

describe('rankings', () => {
  it.each<[string, object]>([
    ['4 biggest german customers by net sales', { dimensions: ['customer'], limit: 4, orderBy: { by: 'netSales' } }],
    ['how do people in RJ mostly pay? go by number of payments', { metrics: ['paymentCount'], dimensions: ['paymentMethod'], limit: 1 }],
    ['in which month of 2018 (jan to aug) were orders highest', { grain: 'month', limit: 1, period: days('2018-01-01', '2018-08-31') }],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it.each<[string, object[]]>([
    [
      'city with the most orders and category with the most revenue, both for q2 2018',
      [
        { metrics: ['orders'], dimensions: ['customerCity'], limit: 1, period: days('2018-04-01', '2018-06-30') },
        { metrics: ['netSales'], dimensions: ['category'], limit: 1, period: days('2018-04-01', '2018-06-30') },
      ],
    ],
    [
      'which month of 2017 had the highest gross sales and which the highest returns by value?',
      [
        { metrics: ['grossSales'], grain: 'month', orderBy: { direction: 'desc' } },
        { metrics: ['returns'], grain: 'month', orderBy: { direction: 'asc' } },
      ],
    ],
    [
      'the busiest weekday and the busiest month of 2018',
      [
        { metrics: ['orders'], dimensions: ['weekday'], limit: 1 },
        { metrics: ['orders'], grain: 'month', limit: 1 },
      ],
    ],
    [
      'country with the highest aov and channel with the lowest in 2018',
      [
        { metrics: ['averageOrderValue'], dimensions: ['customerCountry'], orderBy: { direction: 'desc' } },
        { metrics: ['averageOrderValue'], dimensions: ['marketplace'], orderBy: { direction: 'asc' } },
      ],
    ],
  ])('%s', async (question, queries) => {
    expect(await ask(question)).toMatchObject({ frames: queries.map((query) => ({ query })) });
  });
});

describe('comparisons', () => {
  const [q2, q3] = [days('2017-04-01', '2017-06-30'), days('2017-07-01', '2017-09-30')];
  it.each<[string, object]>([
    ['toys revenue h1 2018, % up on a year before', { compare: 'previousYear' }],
    ['net sales up or down from the 2nd to the 3rd quarter of 2017, %?', { period: q3, compare: q2 }],
    ['compare orders of second and third quarter of 2017', { period: q3, compare: q2 }],
    ['orders in september vs september a year ago, by how many percent did they change', { compare: 'previousYear' }],
    [
      'did shipping get quicker? avg delivery days july 2018 minus march 2018',
      { metrics: ['deliveryDays'], period: { from: '2018-07-01' } },
    ],
    ['which month was better this year, may or june', { grain: 'month', period: days('2018-05-01', '2018-06-30'), limit: 1 }],
    ['are we growing?', { period: days('2018-07-01', '2018-09-30'), compare: 'previousYear' }],
  ])('%s', async (question, expected) => {
    const query = await first(question);
    expect(query).toMatchObject(expected);
    expect(query).not.toHaveProperty('transforms');
  });
});

describe('words around a question', () => {
  const states: Previous = { query: { metrics: ['orders'], dimensions: ['customerRegion'] }, leaders: {} };
  it('leaves out what only opens it', async () => {
    expect(await first('quick one before my call - toys takings 1st half 2018')).toMatchObject({ filters: [inValues('category', 'toys')] });
  });

  it('takes the names behind a colon for what is meant', async () => {
    expect(await first('only the south please: PR, SC, RS', [states])).toMatchObject({
      filters: [inValues('customerRegion', 'PR', 'SC', 'RS')],
    });
    expect(await ask('only the south please: PR', [states])).toMatchObject({ kind: 'unread' });
  });

  it('asks what a ranking is of, and looks up a name in a general question', async () => {
    expect(await ask('top 3 please')).toMatchObject({ kind: 'noEarlier' });
    expect(await ask('how are we doing in rio?')).toMatchObject({ kind: 'unread' });
  });

  it('takes the dates beside a holiday for its days', async () => {
    expect(await first('carnival, 9 to 14 feb 2018: orders?')).toMatchObject({ period: days('2018-02-09', '2018-02-14') });
  });

  it('asks of the names in the clause before', async () => {
    expect(await first('toys or telephony? units sold and net sales for 2018')).toMatchObject({
      metrics: ['unitsSold', 'netSales'],
      filters: [inValues('category', 'toys', 'telephony')],
    });
  });
});

describe('conditions', () => {
  it.each<[string, object]>([
    ['products with less than 5 pieces left in stock on shopify', { having: [{ metric: 'stockOnHand', op: 'lt', value: 5 }] }],
    ['how much was put on credit cards in 10 or more instalments', { metrics: ['paymentValue'] }],
    ['avg nr of days until a parcel reaches people in india', { metrics: ['deliveryDays'] }],
    [
      'PR orders in 2018 w/o the city of curitiba',
      { filters: [inValues('customerRegion', 'PR'), { dimension: 'customerCity', op: 'notIn', values: ['curitiba'] }] },
    ],
    ['how much does a customer from RS leave with us on average, all orders added up', { metrics: ['salesPerCustomer'] }],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });
});
