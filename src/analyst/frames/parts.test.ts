import { describe, expect, it } from 'vitest';
import { askOver, firstQuery, named } from '@/analyst/language/asking.fixture';

// Parts of wholes, days before and after the promised one, and what is left out.
const ask = askOver([
  ...named('marketplace', 'amazon', 'etsy', 'flipkart'),
  ...named('category', 'textiles', 'candles'),
  ...named('customerRegion', 'SP', 'RJ'),
  ...named('sellerRegion', 'SP', 'RJ'),
  ...named('customerCountry', 'DE', 'GB'),
  ...named('paymentMethod', 'cod', 'boleto'),
  ...named('orderStatus', 'returned'),
]);

const first = (question: string) => firstQuery(ask(question));
const inValues = (dimension: string, ...values: (string | number)[]) => ({ dimension, op: 'in', values });
const days = (from: string, to: string) => ({ from, to });

describe('parts of a longer period', () => {
  const q3 = { period: days('2017-09-01', '2017-09-30'), transforms: [{ kind: 'share', ofPeriod: days('2017-07-01', '2017-09-30') }] };
  it.each([
    'how much of the third quarter 2017 was done in september? net sales, percent',
    'what percent of q3 2017 net sales came in september',
    'what share of q3 2017 net sales was september 2017',
  ])('%s', async (question) => {
    expect(await first(question)).toMatchObject(q3);
  });
});

describe('parts of each group of its own', () => {
  it.each<[string, object]>([
    [
      '5 star share of the reviews for every channel, this year',
      { dimensions: ['marketplace'], transforms: [{ kind: 'share', metric: 'reviewCount', of: 'reviewScore' }] },
    ],
    [
      'flipkart 2017: what % of orders was cash on delivery, each quarter',
      { grain: 'quarter', transforms: [{ kind: 'share', metric: 'orders', of: 'paymentMethod' }] },
    ],
    [
      'what percentage of orders was paid by boleto, by state, 2017',
      { dimensions: ['customerRegion'], transforms: [{ kind: 'share', metric: 'orders', of: 'paymentMethod' }] },
    ],
    ['share of boleto orders by state', { dimensions: ['customerRegion'], transforms: [{ kind: 'share', metric: 'orders' }] }],
    ['2017 reviews, how many percent for each number of stars', { dimensions: ['reviewScore'], transforms: [{ kind: 'share' }] }],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it.each([
    'share of 1 star reviews among late orders',
    'what % of the reviews of late deliveries are 1 star',
    'of the late orders, what share got one star',
    'when a parcel comes late, how often do we get a single star? % of the reviews of late orders',
  ])('looks among late orders: %s', async (question) => {
    expect(await first(question)).toMatchObject({
      metrics: ['reviewCount'],
      filters: [inValues('reviewScore', 1), inValues('deliveryStatus', 'late')],
      transforms: [{ kind: 'share', of: 'reviewScore' }],
    });
  });

  it('tells a part of what came back from the part that came back', async () => {
    const question = 'of everything that was returned this year by value, how much was textiles, in percent';
    expect(await first(question)).toMatchObject({ metrics: ['returns'], transforms: [{ kind: 'share', of: 'category' }] });
    expect(await first('what % of textiles was returned by value')).toMatchObject({ metrics: ['returnRateValue'] });
  });
});

describe('days before and after the promised one', () => {
  const daysLate = (op: string, value: number) => ({ metrics: ['deliveries'], filters: [{ dimension: 'daysLate', op, values: [value] }] });
  it.each<[string, object]>([
    ['2018 orders that reached the customer more than 10 days before the promised date, how many', daysLate('lte', -11)],
    ['orders 20+ days ahead of schedule, count', daysLate('lte', -20)],
    ['how many orders arrived early in q1 2018', daysLate('lte', -1)],
    ['how many orders came at least two weeks late in 2018', daysLate('gte', 14)],
    ['how many orders were more than 7 days late in 2018', daysLate('gte', 8)],
    ['how many deliveries were more than 30 days overdue', daysLate('gte', 31)],
    ['deliveries late by more than 5 days', daysLate('gte', 6)],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it('leaves the mean delay what it is', async () => {
    expect(await first('how many days late on average in 2018')).toMatchObject({ metrics: ['lateDays'] });
  });
});

describe('what is left out', () => {
  it.each<[string, object]>([
    ['germany in q3, pieces sold, candles left out', { dimension: 'category', op: 'notIn', values: ['candles'] }],
    ['net sales 2017, candles and textiles excluded', { dimension: 'category', op: 'notIn', values: ['candles', 'textiles'] }],
    ['five star reviews in 2017 from anyone not in SP', { dimension: 'customerRegion', op: 'notIn', values: ['SP'] }],
  ])('%s', async (question, filter) => {
    const query = await first(question);
    expect('filters' in query ? query.filters : []).toContainEqual(filter);
  });

  it('takes a figure said behind for what was only spoken of', async () => {
    const question = 'what do the sellers based in RJ earn from buyers who live outside RJ? revenue, 2018';
    expect(await first(question)).toMatchObject({
      metrics: ['netSales'],
      filters: [inValues('sellerRegion', 'RJ'), { dimension: 'customerRegion', op: 'notIn', values: ['RJ'] }],
      period: days('2018-01-01', '2018-12-31'),
    });
  });
});
