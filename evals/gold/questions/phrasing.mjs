// Chat shorthand, misspellings, fragments without a verb, trade words.
import * as k from '../kit.mjs';

export function cases(s) {
  const { inside } = k;
  return {
    'phrasing-01': () =>
      k.one('olist', 'wat was our turnovr in july 17', s.olist.rev(s.olist.lines.filter((l) => l.month === '2017-07')), {
        unit: 'money',
        def: 'REVENUE 2017-07',
      }),
    'phrasing-02': () =>
      k.one('olist', 'basket size RJ, q4 17', s.olist.aov(s.olist.lines.filter((l) => l.state === 'RJ' && l.quarter === '2017-Q4')), {
        unit: 'money',
        def: 'AOV of CUSTOMER STATE RJ, 2017-Q4',
      }),
    'phrasing-03': () =>
      k.one('olist', 'pcs moved feb - apr 18', s.olist.units(s.olist.lines.filter(inside('2018-02-01', '2018-04-30'))), {
        unit: 'count',
        def: 'UNITS 2018-02..2018-04',
      }),
    'phrasing-04': () =>
      k.rows(
        'olist',
        'mthly takings jan-aug 2018',
        k.by(s.olist.lines.filter(inside('2018-01-01', '2018-08-31')), (l) => l.month, s.olist.rev),
        {
          unit: 'money',
          def: 'REVENUE by month, 2018-01..2018-08',
          cols: ['month', 'revenue'],
        },
      ),
    'phrasing-05': () =>
      k.rows(
        'olist',
        'no. of orders per qtr 2017 pls',
        k.by(
          s.olist.lines.filter((l) => l.year === '2017'),
          (l) => l.quarter,
          s.olist.count,
        ),
        {
          unit: 'count',
          def: 'ORDERS by quarter, 2017',
          cols: ['quarter', 'orders'],
        },
      ),
    'phrasing-06': () =>
      k.one('olist', 'repeat buyers in % for 2017', repeatRate(s.olist.orders.filter((o) => o.year === '2017')), {
        unit: 'pct',
        def: 'persons with two or more ORDERS in 2017 / persons with one or more, in percent',
      }),
    'phrasing-07': () =>
      k.one(
        'olist',
        'hw many ppl bought frm us in 2017',
        k.distinct(
          s.olist.orders.filter((o) => o.year === '2017'),
          (o) => o.person,
        ),
        {
          unit: 'count',
          def: 'distinct PERSONs with an ORDER in 2017',
        },
      ),
    'phrasing-08': () => {
      const of2017 = s.olist.all.filter((o) => o.year === '2017');
      return k.one('olist', 'cancelation rt 2017', k.pct(of2017.filter((o) => o.status === 'canceled').length, of2017.length), {
        unit: 'pct',
        def: 'CANCELLATION RATE of orders placed in 2017, in percent',
      });
    },
    'phrasing-09': () =>
      k.one('retail', 'turnover germany', s.retail.money(s.retail.net.filter((e) => e.country === 'Germany')), {
        unit: 'money',
        def: 'net sales (sales less discounts less credit notes) of invoices to Germany, all data',
      }),
    'phrasing-10': () =>
      k.one('retail', 'takings nov 2011??', s.retail.money(s.retail.net.filter((e) => e.month === '2011-11')), {
        unit: 'money',
        def: 'net sales 2011-11; credit notes count on their own day',
      }),
    'phrasing-11': () =>
      k.one(
        'retail',
        'qty sold of the regency cakestand 3 tier',
        s.retail.units(s.retail.sales.filter((e) => e.product === 'REGENCY CAKESTAND 3 TIER')),
        { unit: 'count', def: 'units on sales lines of the product, credit notes not taken off' },
      ),
    'phrasing-12': () =>
      k.one(
        'retail',
        'how mch did france buy off us in 2011',
        s.retail.money(s.retail.net.filter((e) => e.country === 'France' && e.year === '2011')),
        {
          unit: 'money',
          def: 'net sales to France, 2011',
        },
      ),
    'phrasing-13': () =>
      k.one('retail', 'refunds sept 2011', s.retail.money(s.retail.returns.filter((e) => e.month === '2011-09')), {
        unit: 'money',
        def: 'value of goods on credit notes dated 2011-09, sign as booked or without',
        anySign: true,
      }),
    'phrasing-14': () =>
      k.one('demo', 'sales last mo', s.demo.money(s.demo.net.filter((e) => e.month === '2026-09')), {
        unit: 'money',
        def: 'net sales 2026-09 in dollars',
      }),
    'phrasing-15': () =>
      k.one('demo', 'whats the damage in fees last month', s.demo.money(s.demo.of('FEE').filter((e) => e.month === '2026-09')), {
        unit: 'money',
        def: 'marketplace fees booked in 2026-09, sign as booked or without',
        anySign: true,
      }),
    'phrasing-16': () =>
      k.one('demo', 'ordrs ystrday', s.demo.orders.filter((o) => o.day === '2026-10-14').length, {
        unit: 'count',
        def: 'orders placed on 2026-10-14, canceled ones too',
      }),
    'phrasing-17': () =>
      k.one('demo', 'candles net sales sept', s.demo.money(s.demo.net.filter((e) => e.month === '2026-09' && e.category === 'Candles')), {
        unit: 'money',
        def: 'net sales of the category Candles, 2026-09',
      }),
    'phrasing-18': () =>
      k.one('demo', 'etsy takings this yr', s.demo.money(s.demo.net.filter((e) => e.year === '2026' && e.channel === 'Etsy')), {
        unit: 'money',
        def: 'net sales on Etsy, 2026-01-01..2026-10-15',
      }),
    'phrasing-19': () =>
      k.one(
        'demo',
        'mugs & cups pieces shifted in aug',
        s.demo.units(s.demo.of('SALE').filter((e) => e.month === '2026-08' && e.category === 'Mugs & Cups')),
        {
          unit: 'count',
          def: 'units sold of the category Mugs & Cups, 2026-08, returns not taken off',
        },
      ),
    'phrasing-20': () =>
      k.rows(
        'demo',
        'gimme orders by channel 4 last qtr',
        k.desc(
          k.by(
            s.demo.orders.filter((o) => o.quarter === '2026-Q3'),
            (o) => o.channel,
            s.demo.count,
          ),
        ),
        { unit: 'count', def: 'orders placed by marketplace, 2026-Q3', cols: ['marketplace', 'orders'] },
      ),
    'phrasing-21': () => {
      const half = s.olist.lines.filter(inside('2017-07-01', '2017-12-31'));
      return k.one('olist', 'freight as % of sales, 2nd half 17', k.pct(s.olist.freight(half), s.olist.rev(half)), {
        unit: 'pct',
        def: 'FREIGHT SHARE 2017-07..2017-12, in percent',
      });
    },
    'phrasing-22': () => {
      const uk = (e) => e.country === 'United Kingdom' && e.year === '2011';
      const goods = s.retail.net.filter((e) => e.kind !== 'RETURN' && uk(e));
      return k.one('retail', 'ave order val. uk 2011', s.retail.money(goods) / s.retail.orders.filter(uk).length, {
        unit: 'money',
        def: '(sales less discounts) / orders, an order being an invoice with at least one product sold; United Kingdom, 2011',
      });
    },
    'phrasing-23': () =>
      k.one(
        'olist',
        'rev. health & beauty 2018 ?',
        s.olist.rev(s.olist.lines.filter((l) => l.category === 'health_beauty' && l.year === '2018')),
        {
          unit: 'money',
          def: 'REVENUE of the CATEGORY health_beauty, 2018',
        },
      ),
    'phrasing-24': () =>
      k.one('olist', 'avg stars mar 2018', s.olist.score(s.olist.reviews.filter((r) => r.month === '2018-03')), {
        unit: 'score',
        def: 'REVIEW SCORE, mean over reviews dated 2018-03',
      }),
  };
}

function repeatRate(orders) {
  const people = [...k.group(orders, (o) => o.person).values()];
  return k.pct(people.filter((list) => list.length >= 2).length, people.length);
}
