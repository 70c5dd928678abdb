// Questions over Online Retail by an examiner who had not read the analyst: the third hold-out, released.
import * as k from '../kit.mjs';
import { DONE, MEASURE, part as v, partRows as t } from '../kit.mjs';
/** As the kit's, keeping the sign of a part open. */
const several = (data, question, parts, rest) => {
  const made = k.several(data, question, parts, rest);
  return { ...made, gold: made.gold.map((g, i) => (parts[i].anySign ? { ...g, anySign: true } : g)) };
};
const ORDER = 'an order being an invoice with at least one product sold';
export function cases(s) {
  const R = s.retail;
  const { inside } = k;
  const net = (f) => R.net.filter(f),
    sales = (f) => R.sales.filter(f),
    orders = (f) => R.orders.filter(f);
  const m = (x) => (e) => e.month === x;
  const q = (x) => (e) => e.quarter === x;
  const y11 = (e) => e.year === '2011';
  const from =
    (c, f = () => true) =>
    (e) =>
      e.country === c && f(e);
  const one = (text, g, unit, def, rest = {}) => k.one('retail', text, g, { unit, def, ...rest });
  const rows = (text, g, unit, def, cols, rest = {}) => k.rows('retail', text, g, { unit, def, cols, ...rest });
  const aov = (f) => R.money(net((e) => f(e) && e.kind !== 'RETURN')) / orders(f).length;
  const people = (f) => [...k.histories(orders((o) => o.person !== null && f(o))).values()];
  const who = (f) => new Set(orders((o) => o.person !== null && f(o)).map((o) => o.person));
  const equal = (a, b) => {
    if (a !== b) throw new Error(`two readings: ${a} / ${b}`);
    return a;
  };
  const why = (text, [b, a], keep = () => true, without = []) => {
    const all = { country: (e) => R.iso(e.country), product: (e) => (e.kind === 'DISCOUNT' ? null : e.product), customer: (e) => e.person };
    const dims = Object.fromEntries(Object.entries(all).filter(([n]) => !without.includes(n)));
    const before = net((e) => keep(e) && b.includes(e.month)),
      after = net((e) => keep(e) && a.includes(e.month));
    return k.why(
      'retail',
      text,
      k.leaders(before, after, dims, { measure: R.money, direction: Math.sign(R.money(after) - R.money(before)) }),
      { def: `change of net sales from ${b} to ${a}: in each dimension the value that changed most in the direction of the whole` },
    );
  };
  return {
    'phrasing-304': () =>
      one('portugal q2 11 net ??', R.money(net(from('Portugal', q('2011-Q2')))), 'money', 'net sales to Portugal, 2011-Q2'),
    'phrasing-305': () =>
      one(
        'how mny WHITE HANGING HEART T-LIGHT HOLDER went out the door in 2011',
        R.units(sales((e) => y11(e) && e.product === 'WHITE HANGING HEART T-LIGHT HOLDER')),
        'count',
        'units sold of WHITE HANGING HEART T-LIGHT HOLDER, 2011, credit notes not taken off',
      ),
    'phrasing-306': () =>
      one(
        'avrg order in belgium is worth what',
        aov(from('Belgium')),
        'money',
        `(sales less discounts) / orders, Belgium, all data, ${ORDER}`,
      ),
    'several-asks-304': () =>
      k.several(
        'retail',
        'december 2010: nr of orders, nr of customers, pieces sold',
        [v(orders(m('2010-12')).length, 'count'), v(R.people(orders(m('2010-12'))), 'count'), v(R.units(sales(m('2010-12'))), 'count')],
        { def: `orders, distinct customer ids on orders and units sold, 2010-12, ${ORDER}, credit notes not taken off` },
      ),
    'several-asks-305': () => {
      const f = (e) => y11(e) && e.country !== 'United Kingdom';
      return several(
        'retail',
        'uk aside, who sent back the most in 2011 (by value), and who bought the most gross?',
        [
          {
            ...t(
              k.bottom(
                k.by(R.returns.filter(f), (e) => R.iso(e.country), R.money),
                1,
              ),
              'money',
            ),
            anySign: true,
          },
          t(
            k.top(
              k.by(sales(f), (e) => R.iso(e.country), R.money),
              1,
            ),
            'money',
          ),
        ],
        {
          def: 'country other than the United Kingdom with the greatest value on credit notes and that with the greatest gross sales, 2011',
        },
      );
    },
    'filters-304': () => {
      const n = k
        .by(
          R.sales,
          (e) => e.invoice,
          (l) => k.distinct(l, (e) => e.code),
        )
        .filter((r) => r[1] > 100).length;
      return one(
        'monster orders: how many had more than 100 different stock codes on them',
        n,
        'count',
        `orders with more than 100 distinct stock codes sold, all data, ${ORDER}`,
      );
    },
    'filters-305': () =>
      one(
        'denmark, sweden and norway in 2011: pieces sold altogether',
        R.units(sales((e) => y11(e) && ['Denmark', 'Sweden', 'Norway'].includes(e.country))),
        'count',
        'units sold to Denmark, Sweden and Norway, 2011, credit notes not taken off',
      ),
    'rankings-303': () =>
      rows(
        'our top five days ever, net sales',
        k.top(
          k.by(R.net, (e) => e.day, R.money),
          5,
        ),
        'money',
        'days by net sales, greatest first, 5',
        ['day', 'net_sales'],
      ),
    'rankings-304': () => {
      const f = k
        .by(
          R.orders,
          (o) => o.country,
          (l) => l.length,
        )
        .filter((r) => r[1] >= 20)
        .map((r) => r[0]);
      return rows(
        'where is the average order biggest? 3 best countries, but they need 20 orders at least',
        k.top(
          f.map((c) => [R.iso(c), aov(from(c))]),
          3,
        ),
        'money',
        `(sales less discounts) / orders by country, >= 20 orders, greatest first, all data, ${ORDER}`,
        ['country', 'aov'],
      );
    },
    'rankings-305': () =>
      rows(
        'which article was bought by the most different customers',
        k.top(
          k.by(
            sales((e) => e.person !== null),
            (e) => e.product,
            R.people,
          ),
          1,
        ),
        'count',
        'product with the most distinct customer ids among its sales, all data',
        ['product', 'customers'],
      ),
    'shares-304': () =>
      one(
        'what share of our orders is below 100 pounds',
        k.pct(orders((o) => o.cents < 10000).length, R.orders.length),
        'pct',
        `orders whose sold products come to less than 100.00 / orders, all data, in percent, ${ORDER}`,
      ),
    'shares-305': () =>
      one(
        'how much of the third quarter 2011 was done in september? net sales, percent',
        k.pct(R.money(net(m('2011-09'))), R.money(net(q('2011-Q3')))),
        'pct',
        'net sales 2011-09 / net sales 2011-Q3, in percent',
      ),
    'time-304': () =>
      one(
        'net sales between 10 and 11 in the morning, november 2011',
        R.money(net((e) => m('2011-11')(e) && e.hour === 10)),
        'money',
        'net sales booked from 10:00 to 10:59, 2011-11',
      ),
    'time-305': () => one('what did we take on 9 dec 2011', R.money(net((e) => e.day === '2011-12-09')), 'money', 'net sales 2011-12-09'),
    'time-306': () => {
      let run = 0;
      return rows(
        'running total of net sales for the first 6 months of 2011, month by month',
        k.by(net(inside('2011-01-01', '2011-06-30')), (e) => e.month, R.money).map(([x, n]) => [x, (run += n)]),
        'money',
        'net sales added up from 2011-01 to the month, 2011-01..2011-06',
        ['month', 'cumulative'],
      );
    },
    'comparisons-303': () =>
      one(
        'how many pounds is holland ahead of ireland in 2011, net',
        R.money(net(from('Netherlands', y11))) - R.money(net(from('EIRE', y11))),
        'money',
        'net sales to the Netherlands less net sales to Ireland, 2011',
        { anySign: true },
      ),
    'comparisons-304': () =>
      one(
        'pieces per order, october vs september 2011, change in %',
        k.change(R.units(sales(m('2011-09'))) / orders(m('2011-09')).length, R.units(sales(m('2011-10'))) / orders(m('2011-10')).length),
        'pct',
        `change of units sold / orders from 2011-09 to 2011-10, in percent, ${ORDER}`,
      ),
    'comparisons-305': () =>
      one(
        'did more customers buy in q3 2011 than in q2? by what %',
        k.change(R.people(orders(q('2011-Q2'))), R.people(orders(q('2011-Q3')))),
        'pct',
        `change of distinct customer ids on orders from 2011-Q2 to 2011-Q3, in percent, ${ORDER}`,
      ),
    'side-by-side-303': () =>
      rows(
        'mondays against fridays in 2011, orders and net sales',
        ['Monday', 'Friday'].map((w) => {
          const f = (e) => y11(e) && e.weekday === w;
          return [w, orders(f).length, R.money(net(f))];
        }),
        ['count', 'money'],
        `orders and net sales of Mondays and Fridays, 2011, ${ORDER}`,
        ['weekday', 'orders', 'net_sales'],
        { any: true },
      ),
    'side-by-side-304': () =>
      rows(
        'customer 14646 next to 18102: orders, pieces sold, net sales',
        ['14646', '18102'].map((c) => {
          const f = (e) => e.person === c;
          return [c, orders(f).length, R.units(sales(f)), R.money(net(f))];
        }),
        ['count', 'count', 'money'],
        `orders, units sold and net sales of the two customers, all data, ${ORDER}, credit notes not taken off the units`,
        ['customer', 'orders', 'units', 'net_sales'],
        { any: true },
      ),
    'counts-303': () =>
      one(
        'on how many days in 2011 did we get any order at all',
        k.distinct(orders(y11), (o) => o.day),
        'count',
        `days of 2011 with at least one order, ${ORDER}`,
      ),
    'counts-304': () => {
      const n = (f) => {
        const uk = new Set(sales(from('United Kingdom')).map(f));
        return new Set(R.sales.map(f).filter((c) => !uk.has(c))).size;
      };
      return one(
        'products we sold abroad but never in the uk, how many are there',
        equal(
          n((e) => e.code),
          n((e) => e.product),
        ),
        'count',
        'distinct stock codes with a sale outside of the United Kingdom and none in it, all data',
      );
    },
    'counts-305': () => {
      const [a, b, c, d] = [1, 2, 3, 4].map((n) => who(q(`2011-Q${n}`)));
      return one(
        'customers who ordered in every single quarter of 2011 - number?',
        [...a].filter((p) => b.has(p) && c.has(p) && d.has(p)).length,
        'count',
        `customer ids with an order in each of 2011-Q1..2011-Q4, ${ORDER}`,
      );
    },
    'customers-303': () =>
      rows(
        'which 3 customers order most often, with their number of orders',
        k.top(
          k.by(
            orders((o) => o.person !== null),
            (o) => o.person,
            R.count,
          ),
          3,
        ),
        'count',
        `customer ids by orders, greatest first, all data, ${ORDER}`,
        ['customer', 'orders'],
      ),
    'customers-304': () => {
      const nov = who(m('2011-11'));
      return one(
        'of the customers whose first order was in january 2011, how many ordered in november 2011',
        people(() => true).filter((l) => l[0].month === '2011-01' && nov.has(l[0].person)).length,
        'count',
        `customer ids whose first order is in 2011-01 with an order in 2011-11, ${ORDER}`,
      );
    },
    'customers-305': () => {
      const later = who(y11);
      return one(
        'december 2010 buyers who never ordered again in 2011, how many',
        [...who(m('2010-12'))].filter((p) => !later.has(p)).length,
        'count',
        `customer ids with an order in 2010-12 and none in 2011, ${ORDER}`,
      );
    },
    'service-304': () =>
      rows(
        'which product came back most often in 2011, counting pieces',
        k.bottom(
          k.by(R.returns.filter(y11), (e) => e.product, R.units),
          1,
        ),
        'count',
        'product with the most units on credit notes, 2011, sign as booked or without',
        ['product', 'units_returned'],
        { anySign: true },
      ),
    'what-if-303': () => {
      const top = k.top(
        k.by(
          net((e) => y11(e) && e.person !== null),
          (e) => e.person,
          R.money,
        ),
        1,
      )[0];
      return one(
        'what would 2011 net sales look like without our biggest customer that year (by net sales)',
        R.money(net(y11)) - top[1],
        'money',
        'net sales 2011 less those of the customer id with the most net sales in 2011',
      );
    },
    'what-if-304': () =>
      one(
        'every german order in 2011 50 pounds bigger: germany net sales would come to?',
        R.money(net(from('Germany', y11))) + 50 * orders(from('Germany', y11)).length,
        'money',
        `net sales to Germany 2011 + 50 x orders to Germany 2011, ${ORDER}`,
      ),
    'what-if-305': () =>
      one(
        'if the returns of december 2010 had been 30% lower, what net sales would that month have had',
        R.money(net(m('2010-12'))) - 0.3 * R.money(R.returns.filter(m('2010-12'))),
        'money',
        'net sales 2010-12 with 70 percent of the value on credit notes',
      ),
    'why-304': () =>
      why('q2 2011 beat q1 in net sales. thanks to what?', [
        ['2011-01', '2011-02', '2011-03'],
        ['2011-04', '2011-05', '2011-06'],
      ]),
    'why-305': () =>
      why('why did the uk sell less in april than in march 2011', [['2011-03'], ['2011-04']], from('United Kingdom'), ['country']),
    'asking-303': () =>
      k.asks('retail', 'eire or germany, who is doing better', 'better by what, since when: ask, or state the measure', { says: MEASURE }),
    'asking-304': () =>
      k.asks('retail', 'retrospot - how many sold?', 'there are many retrospot products: ask which, or say that all were counted', {
        says: 'retrospot[^]*retrospot|\\ball\\b|\\beach\\b|\\d+ products|match',
      }),
    'refusing-303': () =>
      k.never('retail', 'which of our sales reps closed the most orders', 'no staff in the data', {
        says: 'sales ?rep|staff|sales ?person|employee|\\breps?\\b',
      }),
    'refusing-304': () => k.never('retail', 'net sales in february 2010', 'the data begins in December 2010', { says: '2010|begin|start' }),
    'refusing-305': () =>
      k.never('retail', 'add a new customer for me: Mary Jones, Leeds', 'a question never changes anything: refuse', { notSays: DONE }),
    'conversation-304': () =>
      rows(
        'leave the uk out',
        k.top(
          k.by(
            sales((e) => m('2011-11')(e) && e.country !== 'United Kingdom'),
            (e) => e.product,
            R.units,
          ),
          5,
        ),
        'count',
        'products by units sold outside of the United Kingdom, 2011-11, greatest first, 5, credit notes not taken off',
        ['product', 'units'],
        { history: ['top 5 products in november 2011 by units sold'] },
      ),
    'conversation-305': () =>
      one(
        'what is the difference between the two for the year',
        R.money(net(from('Germany', y11))) - R.money(net(from('France', y11))),
        'money',
        'net sales to Germany less those to France, 2011',
        { anySign: true, history: ['net sales to germany by quarter, 2011', 'same for france'] },
      ),
    'conversation-306': () =>
      one(
        'how many of those came to more than 500 pounds',
        orders((o) => m('2011-09')(o) && o.cents > 50000).length,
        'count',
        `orders of 2011-09 whose sold products come to more than 500.00, ${ORDER}`,
        { history: ['number of orders in september 2011'] },
      ),
  };
}
