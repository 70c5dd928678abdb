import { describe, expect, it } from 'vitest';
import { askOver, firstQuery, named } from '@/analyst/language/asking.fixture';

// When: stretches left out, hours of the day, the one before the last; and what a change is put down to.
const ask = askOver([
  ...named('category', 'toys', 'lighting'),
  ...named('customerRegion', 'SP', 'RJ', 'AM', 'AC'),
  ...named('sellerRegion', 'SP', 'RJ'),
]);

const first = (question: string) => firstQuery(ask(question));
const hours = (op: string, ...values: number[]) => ({ dimension: 'hour', op, values });
const year = (of: number) => ({ from: `${of}-01-01`, to: `${of}-12-31` });

describe('a stretch left out of a period', () => {
  it.each<[string, { from: string; to: string }, [string, number, string]]>([
    ['net sales 2017 excluding november', year(2017), ['2017-11-01', 30, '2017-11-30']],
    ['net sales in 2017 except december and november', year(2017), ['2017-12-01', 61, '2017-11-30']],
    ['orders in 2018 without january', year(2018), ['2018-01-01', 31, '2018-01-31']],
    ['units sold 2017 outside of q4', year(2017), ['2017-10-01', 92, '2017-12-31']],
    ['net sales feb 2017 thru apr 2018 but skip november 2017', { from: '2017-02-01', to: '2018-04-30' }, ['2017-11-01', 30, '2017-11-30']],
    ['monthly returns of 2017, leaving out december', year(2017), ['2017-12-01', 31, '2017-12-31']],
  ])('%s', async (question, period, [from, days, to]) => {
    const query = await first(question);
    expect(query).toMatchObject({ period, filters: [{ dimension: 'date', op: 'notIn' }] });
    expect(query).not.toHaveProperty('compare');
    const values = 'filters' in (query ?? {}) ? ((query as { filters: { values: string[] }[] }).filters[0]?.values ?? []) : [];
    expect([values[0], values.length, values.at(-1)]).toEqual([from, days, to]);
  });
});

describe('hours of the day', () => {
  it.each<[string, object[]]>([
    ['orders after 10pm in 2017', [hours('gte', 22)]],
    ['orders before noon in 2018', [hours('lte', 11)]],
    ['how many orders before 7 am in 2018', [hours('lte', 6)]],
    ['orders from 9am to 5pm in march 2018', [hours('gte', 9), hours('lte', 16)]],
    ['orders in 2018, evenings 6 to 8 pm', [hours('gte', 18), hours('lte', 19)]],
    ['net sales between 10 and 11 in the morning, november 2017', [hours('gte', 10), hours('lte', 10)]],
    ['orders from 10pm to 2am in 2018', [hours('in', 0, 1, 22, 23)]],
    ['orders at noon in 2018', [hours('in', 12)]],
    ['net sales after 6 in the evening 2018', [hours('gte', 18)]],
    ['orders 10 to 2 pm in 2018', [hours('gte', 10), hours('lte', 13)]],
  ])('%s', async (question, filters) => {
    expect(await first(question)).toMatchObject({ filters });
  });
});

describe('periods by their place', () => {
  it.each<[string, object]>([
    ['net sales the week before last', { period: { from: '2018-11-05', to: '2018-11-11' } }],
    ['orders month before last', { period: { from: '2018-09-01', to: '2018-09-30' } }],
    ['net sales vs the week before', { period: { from: '2018-11-12', to: '2018-11-18' }, compare: 'previousPeriod' }],
    ['orders 2018 after march', { period: { from: '2018-04-01', to: '2018-11-21' } }],
    [
      'first 14 days of october against the first 14 of september, net sales',
      { period: { from: '2018-10-01', to: '2018-10-14' }, compare: { from: '2018-09-01', to: '2018-09-14' } },
    ],
  ])('%s', async (question, query) => {
    expect(await first(question)).toMatchObject(query);
  });
});

describe('what a change is put down to', () => {
  it.each([
    'may 2017 was well ahead of april. what made net sales jump?',
    'q2 2018 vs q1 2018: where did the change in the net sales of toys come from',
    'q2 2017 beat q1 in net sales. thanks to what?',
    'net sales fell from november to december 2017, whats the story',
  ])('%s', async (question) => {
    expect(await ask(question)).toMatchObject({ kind: 'why' });
  });

  it('asks for places when nothing changed', async () => {
    expect(await first('where do our orders come from')).toMatchObject({ metrics: ['orders'], dimensions: ['customerRegion'] });
  });

  it('compares the two when asked what changed between them', async () => {
    expect(await ask('what changed between march and april 2018')).toMatchObject({
      kind: 'overview',
      period: { from: '2018-04-01', to: '2018-04-30' },
      compare: { from: '2018-03-01', to: '2018-03-31' },
    });
  });
});

describe('what a word belongs to', () => {
  it.each<[string, object]>([
    ['products with more than 10 returns in 2018', { having: [{ metric: 'unitsReturned', op: 'lt', value: -10 }] }],
    ['products with more than $500 of returns in 2018', { having: [{ metric: 'returns', op: 'lt', value: -500 }] }],
    ['who bought more than $500 in 2018', { dimensions: ['customer'], having: [{ metric: 'netSales', op: 'gt', value: 500 }] }],
    ['which carrier is slowest', { metrics: ['deliveryDays'], dimensions: ['carrier'], orderBy: { direction: 'desc' } }],
    ['on which day did we sell the most units in 2018', { metrics: ['unitsSold'], grain: 'day', limit: 1 }],
    ["customers' revenue in 2018", { metrics: ['netSales'] }],
    ['how much did customers pay in 2018', { metrics: ['paymentValue'] }],
    ['pieces SP sent back in 2018', { metrics: ['unitsReturned'] }],
    ['top 3 products people send back in 2018, by pieces', { metrics: ['unitsReturned'], dimensions: ['product'], limit: 3 }],
    ['orders day by day in 2017, so 20 to 26 november', { grain: 'day', period: { from: '2017-11-20', to: '2017-11-26' } }],
    ['average basket size in 2018', { metrics: ['averageOrderValue'] }],
    ['share of net sales from our top 10 customers in 2018', { shape: { kind: 'concentration', top: 10 } }],
    ['how long until a customer orders again', { shape: { kind: 'orderGap' } }],
    ['how many customers did we lose in the last 90 days', { shape: { kind: 'lapsed', days: 90 } }],
    ["customers who haven't ordered since june 2018", { shape: { kind: 'lapsed' } }],
  ])('%s', async (question, query) => {
    expect(await first(question)).toMatchObject(query);
  });

  it('takes what was said before as a part of what is named', async () => {
    expect(await ask('how much did we pay in fees in 2018, and what % of net sales is that')).toMatchObject({
      frames: [{ query: { metrics: ['fees'] } }, { query: { metrics: ['fees', 'netSales'], shape: { kind: 'quotient' } } }],
    });
  });

  it('does not count days that had something when asked how long ago it was', async () => {
    expect(await ask('how many days since our last order')).toMatchObject({ kind: 'unread' });
  });

  it('does not count who stayed away for a while and came back as gone', async () => {
    expect(await ask('customers who have not ordered in september 2018')).toMatchObject({ kind: 'unread' });
  });
});

describe('what is supposed', () => {
  it.each<[string, string, string[]]>([
    ["say we'd stopped delivering to AM and AC - net sales 2017", 'customerRegion', ['AM', 'AC']],
    ['if we stopped selling to SP and RJ what would net sales 2018 be', 'customerRegion', ['SP', 'RJ']],
    ['imagine we lose the sellers from SP, net sales 2017?', 'sellerRegion', ['SP']],
  ])('takes all that is lost: %s', async (question, dimension, values) => {
    expect(await ask(question)).toMatchObject({ kind: 'whatIf', changes: [{ change: -1, part: { dimension, op: 'in', values } }] });
  });

  it.each([
    'if RJ had had the late rate of SP in 2018, how many fewer late deliveries would RJ have had?',
    'states with more net sales than RJ in 2018',
    '2017 net sales had december been as good as november',
    'orders from 2018 that took more than 20 days to get there',
    'deliveries over 30 days in 2018',
  ])('is not answered around: %s', async (question) => {
    expect(await ask(question)).toMatchObject({ kind: 'unread' });
  });
});
