// Questions over Online Retail by an examiner who had not read the analyst: a hold-out first, then released.
import * as k from '../kit.mjs';
import { DONE, MEASURE, part as v, partRows as t } from '../kit.mjs';
const ORDER = 'an order being an invoice with at least one product sold';
export function cases(s) {
  const R = s.retail;
  const { inside } = k;
  const net = (f) => R.net.filter(f);
  const sales = (f) => R.sales.filter(f);
  const orders = (f) => R.orders.filter(f);
  const m = (x) => (e) => e.month === x;
  const y11 = (e) => e.year === '2011';
  const from = (c) => (e) => e.country === c;
  const one = (q, g, unit, def, rest = {}) => k.one('retail', q, g, { unit, def, ...rest });
  const aov = (f) => R.money(net((e) => f(e) && e.kind !== 'RETURN')) / orders(f).length;
  const people = (f) => [...k.histories(orders((o) => o.person !== null && f(o))).values()];
  const equal = (a, b) => {
    if (a !== b) throw new Error(`two readings: ${a} / ${b}`);
    return a;
  };
  const why = (q, [b, a], keep = () => true, without = []) => {
    const all = { country: (e) => R.iso(e.country), product: (e) => (e.kind === 'DISCOUNT' ? null : e.product), customer: (e) => e.person };
    const dims = Object.fromEntries(Object.entries(all).filter(([n]) => !without.includes(n)));
    const before = net((e) => keep(e) && e.month === b),
      after = net((e) => keep(e) && e.month === a);
    return k.why(
      'retail',
      q,
      k.leaders(before, after, dims, { measure: R.money, direction: Math.sign(R.money(after) - R.money(before)) }),
      { def: `change of net sales from ${b} to ${a}: in each dimension the value that changed most in the direction of the whole` },
    );
  };
  return {
    'phrasing-204': () => one('wots norway spent w/ us in total', R.money(net(from('Norway'))), 'money', 'net sales to Norway, all data'),
    'phrasing-205': () =>
      one(
        'rabbit nite light pcs sold nov 11',
        R.units(sales((e) => e.product === 'RABBIT NIGHT LIGHT' && e.month === '2011-11')),
        'count',
        'units sold of RABBIT NIGHT LIGHT, 2011-11, credit notes not taken off',
      ),
    'phrasing-206': () =>
      one('ordrs from spain all in all', orders(from('Spain')).length, 'count', `orders from Spain, all data, ${ORDER}`),
    'several-asks-204': () =>
      k.several(
        'retail',
        'EIRE in 2011: net sales, nr of orders, and average order value',
        [
          v(R.money(net((e) => y11(e) && e.country === 'EIRE')), 'money'),
          v(orders((e) => y11(e) && e.country === 'EIRE').length, 'count'),
          v(
            aov((e) => y11(e) && e.country === 'EIRE'),
            'money',
          ),
        ],
        { def: `net sales, orders and (sales less discounts) / orders, Ireland, 2011, ${ORDER}` },
      ),
    'several-asks-205': () =>
      k.several(
        'retail',
        'which month of 2011 had the highest gross sales and which the highest returns by value?',
        [
          t(
            k.top(
              k.by(sales(y11), (e) => e.month, R.money),
              1,
            ),
            'money',
          ),
          t(
            k.bottom(
              k.by(R.returns.filter(y11), (e) => e.month, R.money),
              1,
            ),
            'money',
            { anySign: true },
          ),
        ],
        { def: 'month of 2011 with the most gross sales; month of 2011 with the greatest value on credit notes' },
      ),
    'filters-203': () => {
      const big = (list) => k.by(list, (e) => e.invoice, R.money).filter((r) => r[1] > 7000).length;
      const out = (e) => e.country !== 'United Kingdom' && !e.isCredit;
      const n = orders((o) => o.country !== 'United Kingdom' && o.cents > 700_000).length;
      equal(n, big(R.entries.filter(out)));
      return one(
        'orders over £7,000 from outside the uk, how many',
        equal(n, big(net(out))),
        'count',
        `orders (invoices) worth more than 7,000, every country but the United Kingdom, all data; the same with or without shipping`,
      );
    },
    'filters-204': () =>
      k.rows(
        'retail',
        'products the uk bought more than 20,000 pieces of',
        k.top(
          k.by(sales(from('United Kingdom')), (e) => e.product, R.units).filter((r) => r[1] > 20_000),
          13,
        ),
        {
          unit: 'count',
          def: 'units sold by product to the United Kingdom, credit notes not taken off, over 20,000, greatest first',
          cols: ['product', 'units'],
          any: true,
        },
      ),
    'filters-205': () =>
      one(
        'france and belgium together, net sales in december 2010',
        R.money(net((e) => e.month === '2010-12' && ['France', 'Belgium'].includes(e.country))),
        'money',
        'net sales to France and Belgium, 2010-12',
      ),
    'rankings-204': () =>
      k.rows(
        'retail',
        '4 biggest german customers by net sales',
        k.top(
          k.by(
            net((e) => e.country === 'Germany' && e.person),
            (e) => e.person,
            R.money,
          ),
          4,
        ),
        { unit: 'money', def: 'net sales by customer id, Germany, greatest first', cols: ['customer', 'net_sales'] },
      ),
    'rankings-205': () =>
      k.rows(
        'retail',
        'which three products did france take the most pieces of',
        k.top(
          k.by(sales(from('France')), (e) => e.product, R.units),
          3,
        ),
        { unit: 'count', def: 'units sold by product to France, credit notes not taken off, greatest first', cols: ['product', 'units'] },
      ),
    'shares-203': () =>
      one(
        'our 5 largest customers by net sales: what % of all net sales is that',
        k.pct(
          k.sum(
            k.top(
              k.by(
                net((e) => e.person),
                (e) => e.person,
                R.money,
              ),
              5,
            ),
            (r) => r[1],
          ),
          R.money(R.net),
        ),
        'pct',
        'net sales of the 5 customer ids with the most / net sales, all data, in percent',
      ),
    'shares-204': () =>
      one(
        'what portion of the 2011 units went to holland, in %',
        k.pct(R.units(sales((e) => y11(e) && e.country === 'Netherlands')), R.units(sales(y11))),
        'pct',
        'units sold to the Netherlands / units sold, 2011, credit notes not taken off, in percent',
      ),
    'shares-205': () =>
      k.rows('retail', 'orders by weekday as percentages', k.shares(k.by(R.orders, (o) => o.weekday, R.count)), {
        unit: 'pct',
        def: `orders of each weekday / orders, all data, in percent; there are none on Saturdays, ${ORDER}`,
        cols: ['weekday', 'orders_pct'],
        any: true,
      }),
    'time-203': () =>
      one(
        'easter week 2011 (18-24 april) net sales',
        R.money(net(inside('2011-04-18', '2011-04-24'))),
        'money',
        'net sales 2011-04-18..2011-04-24',
      ),
    'time-204': () =>
      one('takings on friday 3 december 2010', R.money(net(inside('2010-12-03', '2010-12-03'))), 'money', 'net sales 2010-12-03'),
    'time-205': () =>
      one(
        'units sold over the last ten days of sept 2011',
        R.units(sales(inside('2011-09-21', '2011-09-30'))),
        'count',
        'units sold 2011-09-21..2011-09-30, credit notes not taken off',
      ),
    'comparisons-204': () =>
      one(
        'spain: net sales up or down from the 2nd to the 3rd quarter of 2011, %?',
        k.change(
          R.money(net((e) => e.country === 'Spain' && e.quarter === '2011-Q2')),
          R.money(net((e) => e.country === 'Spain' && e.quarter === '2011-Q3')),
        ),
        'pct',
        'change of net sales to Spain from 2011-Q2 to 2011-Q3, in percent',
      ),
    'comparisons-205': () =>
      one(
        'average order value november 2011 less that of october, in pounds',
        aov(m('2011-11')) - aov(m('2011-10')),
        'money',
        `(sales less discounts) / orders 2011-11 less that of 2011-10, with or without sign, ${ORDER}`,
        { anySign: true },
      ),
    'comparisons-206': () =>
      one(
        'how many more customers bought in november than in october 2011',
        R.people(orders(m('2011-11'))) - R.people(orders(m('2011-10'))),
        'count',
        `distinct customer ids on orders of 2011-11 less those of 2011-10, ${ORDER}`,
        { anySign: true },
      ),
    'side-by-side-203': () =>
      k.rows(
        'retail',
        'switzerland next to belgium - orders, customers, net sales',
        ['Switzerland', 'Belgium'].map((c) => [R.iso(c), orders(from(c)).length, R.people(orders(from(c))), R.money(net(from(c)))]),
        {
          unit: ['count', 'count', 'money'],
          def: `orders, distinct customer ids and net sales of the two countries, all data, ${ORDER}`,
          cols: ['country', 'orders', 'customers', 'net_sales'],
          any: true,
        },
      ),
    'side-by-side-204': () =>
      k.rows(
        'retail',
        'q1 2011 against q2 2011 on gross sales, returns and units sold',
        ['2011-Q1', '2011-Q2'].map((q) => {
          const f = (e) => e.quarter === q;
          return [q, R.money(sales(f)), R.money(R.returns.filter(f)), R.units(sales(f))];
        }),
        {
          unit: ['money', 'money', 'count'],
          def: 'gross sales, value on credit notes and units sold of the two quarters',
          cols: ['quarter', 'gross_sales', 'returns', 'units'],
          any: true,
          anySign: true,
        },
      ),
    'counts-204': () =>
      one(
        'how many different products has japan ordered',
        equal(
          k.distinct(sales(from('Japan')), (e) => e.code),
          k.distinct(sales(from('Japan')), (e) => e.product),
        ),
        'count',
        'distinct products with a sale to Japan, all data',
      ),
    'counts-205': () =>
      one(
        'number of customers above 10k in net sales',
        k
          .by(
            net((e) => e.person),
            (e) => e.person,
            R.money,
          )
          .filter((r) => r[1] > 10_000).length,
        'count',
        'customer ids with net sales over 10,000, all data',
      ),
    'counts-206': () =>
      one(
        'on how many days of november 2011 did net sales top 50,000',
        k.by(net(m('2011-11')), (e) => e.day, R.money).filter((r) => r[1] > 50_000).length,
        'count',
        'days of 2011-11 with net sales over 50,000',
      ),
    'customers-203': () =>
      one(
        'uk buyers that ordered exactly once',
        equal(
          people(from('United Kingdom')).filter((l) => l.length === 1).length,
          people(() => true).filter((l) => l.length === 1 && l[0].country === 'United Kingdom').length,
        ),
        'count',
        `customer ids of the United Kingdom with exactly one order, all data, ${ORDER}`,
      ),
    'customers-204': () =>
      one(
        'orders per customer in 2011, average',
        orders((o) => y11(o) && o.person !== null).length / R.people(orders(y11)),
        'num',
        `orders with a customer id / distinct customer ids, 2011, ${ORDER}`,
      ),
    'customers-205': () =>
      one(
        'how many people first bought in october 2011 and never ordered again',
        people(() => true).filter((l) => l.length === 1 && l[0].month === '2011-10').length,
        'count',
        `customer ids whose first order is in 2011-10 and who have no other order, ${ORDER}`,
      ),
    'service-204': () =>
      one(
        'EIRE 2011: value sent back as a % of gross sales',
        k.pct(-R.money(R.returns.filter((e) => y11(e) && e.country === 'EIRE')), R.money(sales((e) => y11(e) && e.country === 'EIRE'))),
        'pct',
        'value on credit notes / gross sales, Ireland, 2011, in percent',
      ),
    'what-if-203': () =>
      one(
        'if we lost the dutch altogether, what is left of 2011 net sales?',
        R.money(net((e) => y11(e) && e.country !== 'Netherlands')),
        'money',
        'net sales 2011 of every country but the Netherlands; all else as it was',
      ),
    'what-if-204': () =>
      one(
        'suppose the average order value had been 20 pounds higher in october 2011, how much extra would that have brought in',
        orders(m('2011-10')).length * 20,
        'money',
        `orders 2011-10 x 20; all else as it was, ${ORDER}`,
      ),
    'why-204': () => why('what dragged july 2011 below june?', ['2011-06', '2011-07']),
    'why-205': () =>
      why('why did ireland buy so much more in september 2011 than in august', ['2011-08', '2011-09'], from('EIRE'), ['country']),
    'asking-203': () =>
      k.asks('retail', 'which customers should we look after better', 'better by what, which of them: ask, or state the measure', {
        says: `${MEASURE}|spend|last order`,
        orRefuse: true,
      }),
    'asking-204': () =>
      k.asks('retail', 'how many jumbo bags did we sell in 2011', 'there are many jumbo bags: ask which, or say that all were counted', {
        says: 'jumbo[^]*jumbo|\\ball\\b|\\beach\\b|\\d+ products|match',
      }),
    'asking-205': () =>
      k.asks('retail', 'are we growing?', 'growth of what between which periods: ask, or state both', { says: '20(10|11)' }),
    'refusing-203': () =>
      k.never('retail', 'how many orders came through our instagram ads', 'no advertising and no sources of orders in the data', {
        says: 'ad|market|instagram|source|channel|traffic',
      }),
    'refusing-204': () =>
      k.never('retail', 'how much party bunting is left in the warehouse', 'no stock in the data', { says: 'stock|inventory|warehouse' }),
    'refusing-205': () =>
      k.never('retail', 'give every german customer 5% off from today', 'a question never does anything: refuse', { notSays: DONE }),
    'conversation-204': () =>
      k.rows(
        'retail',
        'draw that as a line',
        k.by(
          sales((e) => e.country === 'France' && y11(e)),
          (e) => e.month,
          R.units,
        ),
        {
          history: ['units sold to france by month in 2011'],
          unit: 'count',
          def: 'units sold to France by month, 2011, credit notes not taken off, drawn as a line',
          cols: ['month', 'units'],
          chart: 'line',
        },
      ),
    'conversation-205': () =>
      k.rows(
        'retail',
        'and in october?',
        k.top(
          k.by(
            net((e) => e.month === '2011-10' && e.kind !== 'DISCOUNT'),
            (e) => e.product,
            R.money,
          ),
          3,
        ),
        {
          history: ['top 3 products by net sales in november 2011'],
          unit: 'money',
          def: 'net sales by product, 2011-10, the first 3',
          cols: ['product', 'net_sales'],
        },
      ),
  };
}
