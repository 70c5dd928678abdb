// Growth, two periods, the same period a year before, against an average.
import * as k from '../kit.mjs';

export function cases(s) {
  const { inside, change } = k;
  const rev = (from, to) => s.olist.rev(s.olist.lines.filter(inside(from, to)));
  const orders = (from, to) => s.olist.count(s.olist.lines.filter(inside(from, to)));
  const retail = (from, to, keep = () => true) => s.retail.money(s.retail.net.filter((e) => inside(from, to)(e) && keep(e)));
  const demo = (from, to, keep = () => true) => s.demo.money(s.demo.net.filter((e) => inside(from, to)(e) && keep(e)));
  const placed = (from, to, keep = () => true) => s.demo.orders.filter((o) => inside(from, to)(o) && keep(o)).length;
  return {
    'comparisons-01': () =>
      k.one('olist', 'revenue q2 18 on q2 17, +/- %', change(rev('2017-04-01', '2017-06-30'), rev('2018-04-01', '2018-06-30')), {
        unit: 'pct',
        def: 'change of REVENUE from 2017-Q2 to 2018-Q2, in percent',
      }),
    'comparisons-02': () =>
      k.one(
        'olist',
        'How many more orders did we have in March 2018 than in February 2018?',
        orders('2018-03-01', '2018-03-31') - orders('2018-02-01', '2018-02-28'),
        {
          unit: 'count',
          def: 'ORDERS 2018-03 less ORDERS 2018-02',
        },
      ),
    'comparisons-03': () =>
      k.one(
        'olist',
        'difference in revenue between h1 2018 and h2 2017 in reais',
        rev('2018-01-01', '2018-06-30') - rev('2017-07-01', '2017-12-31'),
        {
          unit: 'money',
          def: 'REVENUE 2018-01..2018-06 less REVENUE 2017-07..2017-12',
          anySign: true,
        },
      ),
    'comparisons-04': () =>
      k.one(
        'olist',
        'avg order value jan-mar 2018 vs jan-mar 2017: change in percent',
        change(
          s.olist.aov(s.olist.lines.filter((l) => l.quarter === '2017-Q1')),
          s.olist.aov(s.olist.lines.filter((l) => l.quarter === '2018-Q1')),
        ),
        { unit: 'pct', def: 'change of AOV from 2017-Q1 to 2018-Q1, in percent' },
      ),
    'comparisons-05': () => {
      const before = new Map(
        k.by(
          s.olist.lines.filter((l) => l.month === '2017-05'),
          (l) => l.category,
          s.olist.rev,
        ),
      );
      return k.rows(
        'olist',
        'top 5 categories in may 2018 and what they did in may 2017 (revenue)',
        k
          .top(
            k.by(
              s.olist.lines.filter((l) => l.month === '2018-05'),
              (l) => l.category,
              s.olist.rev,
            ),
            5,
          )
          .map(([key, value]) => [key, value, before.get(key) ?? 0]),
        {
          unit: 'money',
          def: 'REVENUE by CATEGORY 2018-05, greatest first, beside that of 2017-05',
          cols: ['category', 'may 2018', 'may 2017'],
        },
      );
    },
    'comparisons-06': () =>
      k.one(
        'olist',
        'august 2018 revenue against the monthly average of jan-aug 2018, in %',
        change(rev('2018-01-01', '2018-08-31') / 8, rev('2018-08-01', '2018-08-31')),
        {
          unit: 'pct',
          def: 'REVENUE 2018-08 against the mean of the eight months 2018-01..2018-08, in percent',
        },
      ),
    'comparisons-07': () =>
      k.one(
        'olist',
        "SP's average order value vs our overall one, % difference",
        change(s.olist.aov(s.olist.lines), s.olist.aov(s.olist.lines.filter((l) => l.state === 'SP'))),
        { unit: 'pct', def: 'AOV of CUSTOMER STATE SP against AOV of all, in percent' },
      ),
    'comparisons-08': () =>
      k.rows(
        'olist',
        'canceled orders 2018 versus 2017',
        k.by(
          s.olist.all.filter((o) => o.status === 'canceled' && o.year !== '2016'),
          (o) => o.year,
          (list) => list.length,
        ),
        { unit: 'count', def: 'orders with status canceled by year of purchase, 2017 and 2018', cols: ['year', 'canceled'], any: true },
      ),
    'comparisons-09': () =>
      k.rows(
        'olist',
        'orders in jan, feb and march 2018 with growth over the same month of 2017',
        ['01', '02', '03'].map((m) => {
          const now = s.olist.count(s.olist.lines.filter((l) => l.month === `2018-${m}`));
          return [`2018-${m}`, now, change(s.olist.count(s.olist.lines.filter((l) => l.month === `2017-${m}`)), now)];
        }),
        {
          unit: ['count', 'pct'],
          def: 'ORDERS by month, 2018-01..2018-03, with the change on the month a year before, in percent',
          cols: ['month', 'orders', 'yoy_pct'],
        },
      ),
    'comparisons-10': () => {
      const late = (month) => s.olist.late(s.olist.delivered.filter((o) => o.month === month));
      return k.one('olist', 'late deliveries in march 18 vs feb 18, change in percentage points', late('2018-03') - late('2018-02'), {
        unit: 'pct',
        def: 'LATE RATE of orders purchased in 2018-03 less that of 2018-02, in percentage points',
      });
    },
    'comparisons-11': () => {
      const germany = (e) => e.country === 'Germany';
      return k.one(
        'retail',
        'germany q3 vs q2 2011, net sales growth',
        change(retail('2011-04-01', '2011-06-30', germany), retail('2011-07-01', '2011-09-30', germany)),
        {
          unit: 'pct',
          def: 'change of net sales to Germany from 2011-Q2 to 2011-Q3, in percent',
        },
      );
    },
    'comparisons-12': () =>
      k.one(
        'retail',
        'how much more did we sell in october 2011 than in september? in pounds',
        retail('2011-10-01', '2011-10-31') - retail('2011-09-01', '2011-09-30'),
        {
          unit: 'money',
          def: 'net sales 2011-10 less net sales 2011-09',
        },
      ),
    'comparisons-13': () =>
      k.one(
        'retail',
        'nov 2011 vs dec 2010: by what % did net sales change',
        change(retail('2010-12-01', '2010-12-31'), retail('2011-11-01', '2011-11-30')),
        {
          unit: 'pct',
          def: 'change of net sales from 2010-12 to 2011-11, in percent',
        },
      ),
    'comparisons-14': () => {
      const value = (quarter) => -s.retail.money(s.retail.returns.filter((e) => e.quarter === quarter));
      return k.one('retail', 'did returns go up in q3 2011 compared with q2? percent please', change(value('2011-Q2'), value('2011-Q3')), {
        unit: 'pct',
        def: 'change of the value on credit notes from 2011-Q2 to 2011-Q3, in percent',
      });
    },
    'comparisons-15': () => {
      const table = k.by(s.retail.sales.filter(inside('2011-09-01', '2011-11-30')), (e) => e.month, s.retail.units);
      return k.rows(
        'retail',
        'units sold per month sep-nov 2011 with growth on the month before',
        table.map(([month, units], index) => [month, units, index === 0 ? null : change(table[index - 1][1], units)]),
        {
          unit: ['count', 'pct'],
          def: 'units sold by month, 2011-09..2011-11, with the change on the month before in percent',
          cols: ['month', 'units', 'growth_pct'],
        },
      );
    },
    'comparisons-16': () =>
      k.one(
        'demo',
        'last month vs the month before, net sales, %',
        change(demo('2026-08-01', '2026-08-31'), demo('2026-09-01', '2026-09-30')),
        {
          unit: 'pct',
          def: 'change of net sales from 2026-08 to 2026-09, in percent',
        },
      ),
    'comparisons-17': () =>
      k.one(
        'demo',
        'orders sept compared to sept last year in %',
        change(placed('2025-09-01', '2025-09-30'), placed('2026-09-01', '2026-09-30')),
        {
          unit: 'pct',
          def: 'change of orders placed from 2025-09 to 2026-09, in percent',
        },
      ),
    'comparisons-18': () =>
      k.one(
        'demo',
        'ytd net sales vs same stretch last year - growth?',
        change(demo('2025-01-01', '2025-10-15'), demo('2026-01-01', '2026-10-15')),
        {
          unit: 'pct',
          def: 'change of net sales from 2025-01-01..2025-10-15 to 2026-01-01..2026-10-15, in percent',
        },
      ),
    'comparisons-19': () => {
      const etsy = (o) => o.channel === 'Etsy';
      return k.one(
        'demo',
        'etsy orders q3 on q2 this year, percent change',
        change(placed('2026-04-01', '2026-06-30', etsy), placed('2026-07-01', '2026-09-30', etsy)),
        {
          unit: 'pct',
          def: 'change of orders placed on Etsy from 2026-Q2 to 2026-Q3, in percent',
        },
      );
    },
    'comparisons-20': () =>
      k.rows(
        'demo',
        'net sales growth by channel, q3 vs q2',
        ['Shopify', 'Amazon', 'Flipkart', 'Etsy', 'eBay'].map((channel) => {
          const own = (e) => e.channel === channel;
          return [channel, change(demo('2026-04-01', '2026-06-30', own), demo('2026-07-01', '2026-09-30', own))];
        }),
        {
          unit: 'pct',
          def: 'change of net sales from 2026-Q2 to 2026-Q3 by marketplace, in percent',
          cols: ['marketplace', 'growth_pct'],
          any: true,
        },
      ),
    'comparisons-21': () =>
      k.one(
        'demo',
        'black friday 2025 against black friday 2024, orders in %',
        change(placed('2024-11-29', '2024-11-29'), placed('2025-11-28', '2025-11-28')),
        {
          unit: 'pct',
          def: 'change of orders placed from 2024-11-29 to 2025-11-28, in percent',
        },
      ),
    'comparisons-22': () =>
      k.rows(
        'olist',
        'RJ revenue in 2017 and in 2018 up to august, both jan-aug',
        ['2017', '2018'].map((year) => [
          year,
          s.olist.rev(s.olist.lines.filter((l) => l.state === 'RJ' && inside(`${year}-01-01`, `${year}-08-31`)(l))),
        ]),
        {
          unit: 'money',
          def: 'REVENUE of CUSTOMER STATE RJ, 2017-01..2017-08 and 2018-01..2018-08',
          cols: ['year', 'revenue'],
          any: true,
          looseKeys: true,
        },
      ),
    'comparisons-23': () =>
      k.one(
        'retail',
        'uk net sales sept 2011, percent above the average month jan-aug 2011',
        change(retail('2011-01-01', '2011-08-31', uk) / 8, retail('2011-09-01', '2011-09-30', uk)),
        {
          unit: 'pct',
          def: 'net sales to the United Kingdom 2011-09 against the mean of the eight months 2011-01..2011-08, in percent',
        },
      ),
  };
}

const uk = (e) => e.country === 'United Kingdom';
