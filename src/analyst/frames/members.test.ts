import { describe, expect, it } from 'vitest';
import { askOver, firstQuery, named } from '@/analyst/language/asking.fixture';

// People, products and sellers counted by what they did and did not do, and by how many of something else they have.
const ask = askOver([
  ...named('marketplace', 'shopify', 'amazon', 'etsy', 'flipkart'),
  ...named('category', 'toys', 'mugs'),
  ...named('customerRegion', 'SP', 'RJ'),
  ...named('sellerRegion', 'SP', 'RJ'),
  ...named('customerCountry', 'DE', 'FR', 'GB', 'IT'),
  ...named('orderStatus', 'returned'),
]);

const first = (question: string) => firstQuery(ask(question));
const Y2017 = { from: '2017-01-01', to: '2017-12-31' };
const Y2018 = { from: '2018-01-01', to: '2018-12-31' };
const isNew = { dimension: 'newReturning', op: 'in', values: ['new'] };
const country = (op: string, value: string) => ({ dimension: 'customerCountry', op, values: [value] });
const membersOf = (of: string, ...conditions: object[]) => ({ dimensions: [of], shape: { kind: 'members', conditions } });

describe('members by when they did something', () => {
  const both = membersOf('customer', { is: 'some', period: Y2017 }, { is: 'some', period: Y2018 });
  const gone = membersOf('customer', { is: 'some', period: Y2017 }, { is: 'none', period: Y2018 });
  const begun = membersOf('customer', { is: 'some', period: Y2017, filters: [isNew] }, { is: 'some', period: Y2018 });
  const debuted = (of: string) =>
    membersOf(of, { is: 'some', period: Y2018 }, { is: 'none', period: { from: '1900-01-01', to: '2017-12-31' } });

  it.each<[string, object]>([
    ['how many people bought both in 2017 and in 2018', both],
    ['customers that ordered in both 2017 and 2018, count', both],
    ['how many buyers ordered in 2017 and again in 2018', both],
    ['what share of the 2017 customers bought again in 2018', both],
    ['2017 buyers who never ordered again in 2018, how many', gone],
    ['how many customers bought in 2017 but not in 2018', gone],
    ['of the customers whose first order was in 2017, how many ordered in 2018', begun],
    ['people we first saw in 2017: how many of them came back in 2018', begun],
    ['how many customers first bought in 2018', membersOf('customer', { is: 'some', period: Y2018, filters: [isNew] })],
    ['sellers that made their very first sale with us in 2018 - count', debuted('seller')],
    ['how many products were sold for the first time in 2018', debuted('product')],
    [
      'how many customers bought in 2017 and never again',
      membersOf('customer', { is: 'some', period: Y2017 }, { is: 'none', period: { from: '2018-01-01', to: '9999-12-31' } }),
    ],
    [
      'how many people first bought in 2017 and never ordered again',
      membersOf(
        'customer',
        { is: 'some', period: Y2017, filters: [isNew] },
        { is: 'none', filters: [{ ...isNew, values: ['returning'] }] },
      ),
    ],
    ['customers who ordered in every single quarter of 2017 - number?', membersOf('customer', { is: 'everyBucket', grain: 'quarter' })],
    ['how many sellers sold in every month of 2017', membersOf('seller', { is: 'everyBucket', grain: 'month' })],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it('names them where they are asked for by name', async () => {
    expect(await first('which countries bought in 2017 but not in 2018')).toMatchObject({ shape: { kind: 'members', list: true } });
    expect(await first('customers who bought in 2017 but not in 2018')).not.toMatchObject({ shape: { list: true } });
  });

  it.each(['customers in 2017 and in 2018', 'repeat purchase rate 2017 vs 2018', 'how many customers ordered each quarter of 2017'])(
    'leaves a comparison and a course what they are: %s',
    async (question) => {
      expect(await first(question)).not.toMatchObject({ shape: { kind: 'members' } });
    },
  );
});

describe('members by where they did something', () => {
  it.each<[string, object]>([
    [
      'how many products did we sell in germany but never in france',
      membersOf('product', { is: 'some', filters: [country('in', 'DE')] }, { is: 'none', filters: [country('in', 'FR')] }),
    ],
    [
      'products we sold abroad but never in the uk, how many are there',
      membersOf('product', { is: 'some', filters: [country('notIn', 'GB')] }, { is: 'none', filters: [country('in', 'GB')] }),
    ],
    [
      'how many products were never sold in germany',
      membersOf('product', { is: 'some', filters: [] }, { is: 'none', filters: [country('in', 'DE')] }),
    ],
    [
      'how many products were sold only in france',
      membersOf('product', { is: 'some', filters: [country('in', 'FR')] }, { is: 'none', filters: [country('notIn', 'FR')] }),
    ],
    [
      'how many customers bought both mugs and toys',
      membersOf(
        'customer',
        { is: 'some', filters: [{ dimension: 'category', op: 'in', values: ['mugs'] }] },
        { is: 'some', filters: [{ dimension: 'category', op: 'in', values: ['toys'] }] },
      ),
    ],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it.each([
    'how much do we sell abroad',
    'average order value of customers who first bought in 2017',
    'how many customers never returned anything',
    'net sales of customers who never bought mugs',
    'net sales from customers who bought in both 2017 and 2018',
  ])('refuses what it cannot hold: %s', async (question) => {
    expect(await ask(question)).toMatchObject({ kind: 'unread' });
  });
});

describe('groups by how many of something else they have', () => {
  const having = (of: string, metric: string, op: string, value: number) => ({
    dimensions: [of],
    having: [{ metric, op, value }],
    shape: { kind: 'countGroups' },
  });

  it.each<[string, object]>([
    ['how many of our sellers have sold to customers in more than 10 different states', having('seller', 'regionsReached', 'gt', 10)],
    ['how many products sold in at least 10 countries', having('product', 'countriesReached', 'gte', 10)],
    ['sellers based in SP with more than 100 different products, count', having('seller', 'productsSold', 'gt', 100)],
    ['how many customers bought more than 5 different products', having('customer', 'productsSold', 'gt', 5)],
    ['how many categories have more than 100 sellers', having('category', 'activeSellers', 'gt', 100)],
    ['stock of all channels: how many products are below 200 pieces', having('product', 'stockOnHand', 'lt', 200)],
    ['how many products had returns of more than 20 units', having('product', 'unitsReturned', 'lt', -20)],
  ])('%s', async (question, expected) => {
    expect(await first(question)).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ['how many orders had more than 100 different stock codes', { dimension: 'productCount', op: 'gte', values: [101] }],
    ['orders with at least 3 different products', { dimension: 'productCount', op: 'gte', values: [3] }],
  ])('counts within an order: %s', async (question, filter) => {
    expect(await first(question)).toMatchObject({ metrics: ['orders'], filters: [filter] });
  });

  it.each<[string, string, string, string]>([
    ['on how many days in 2017 did we get any order at all', 'day', 'orders', 'gt'],
    ['how many weeks of 2017 had returns', 'week', 'returns', 'lt'],
    ['on how many days did we sell something in december 2017', 'day', 'unitsSold', 'gt'],
    ['how many days in 2017 had no orders', 'day', 'orders', 'eq'],
  ])('counts buckets: %s', async (question, grain, metric, op) => {
    expect(await first(question)).toMatchObject({ grain, having: [{ metric, op, value: 0 }], shape: { kind: 'countGroups' } });
  });

  it('takes a people by its name for people', async () => {
    expect(await first('how many different italians bought on etsy in 2017')).toMatchObject({ metrics: ['customers'] });
  });
});
