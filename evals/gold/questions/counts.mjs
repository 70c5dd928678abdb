// How many different ones, and medians.
import * as k from '../kit.mjs';

export function cases(s) {
  const lines = (keep) => s.olist.lines.filter(keep);
  const year = (value) => (e) => e.year === value;
  return {
    'counts-01': () =>
      k.one(
        'olist',
        'how many different products did we sell in 2017',
        k.distinct(lines(year('2017')), (l) => l.product),
        { unit: 'count', def: 'distinct products on ORDER LINES, 2017' },
      ),
    'counts-02': () =>
      k.one(
        'olist',
        'number of active sellers 2018',
        k.distinct(lines(year('2018')), (l) => l.seller),
        { unit: 'count', def: 'distinct sellers on ORDER LINES, 2018' },
      ),
    'counts-03': () =>
      k.one(
        'olist',
        'how many cities in SP ordered from us in 2018?',
        k.distinct(
          lines((l) => l.year === '2018' && l.state === 'SP'),
          (l) => l.city,
        ),
        {
          unit: 'count',
          def: 'distinct customer_city of ORDERS of CUSTOMER STATE SP, 2018',
        },
      ),
    'counts-04': () =>
      k.one(
        'olist',
        'from how many categories did AC buy',
        k.distinct(
          lines((l) => l.state === 'AC'),
          (l) => l.category,
        ),
        {
          unit: 'count',
          def: 'distinct CATEGORIES of ORDER LINES of CUSTOMER STATE AC, all data; every line there has a category',
        },
      ),
    'counts-05': () =>
      k.one('olist', 'median order value', k.median(s.olist.orders.map((o) => o.cents / 100)), {
        unit: 'money',
        def: 'median of the price of the lines of each ORDER, freight not counted',
      }),
    'counts-06': () =>
      k.one(
        'olist',
        'whats the median basket in RJ, 2018',
        k.median(s.olist.orders.filter((o) => o.year === '2018' && o.state === 'RJ').map((o) => o.cents / 100)),
        {
          unit: 'money',
          def: 'median of the price of the lines of each ORDER of CUSTOMER STATE RJ, 2018',
        },
      ),
    'counts-07': () =>
      k.one(
        'olist',
        'how many categories bring in more than 100,000?',
        k.by(s.olist.lines, (l) => l.category, s.olist.rev).filter(([, v]) => v > 100_000).length,
        {
          unit: 'count',
          def: 'CATEGORIES with a REVENUE over 100,000, all data',
        },
      ),
    'counts-08': () =>
      k.one(
        'olist',
        'on how many days of 2018 did we get over 60 orders',
        k
          .by(
            s.olist.orders.filter(year('2018')),
            (o) => o.day,
            (list) => list.length,
          )
          .filter(([, n]) => n > 60).length,
        {
          unit: 'count',
          def: 'days of 2018 with more than 60 ORDERS',
        },
      ),
    'counts-09': () =>
      k.rows(
        'olist',
        'active sellers per quarter 2017',
        k.by(
          lines(year('2017')),
          (l) => l.quarter,
          (list) => k.distinct(list, (l) => l.seller),
        ),
        {
          unit: 'count',
          def: 'distinct sellers on ORDER LINES by quarter, 2017',
          cols: ['quarter', 'sellers'],
        },
      ),
    'counts-10': () =>
      k.one(
        'olist',
        'how many states do our sellers come from',
        k.distinct(s.olist.lines, (l) => l.sellerState),
        { unit: 'count', def: 'distinct SELLER STATES of ORDER LINES' },
      ),
    'counts-11': () =>
      k.one(
        'olist',
        'sellers with just one piece sold: how many?',
        k.by(s.olist.lines, (l) => l.seller, s.olist.units).filter(([, n]) => n === 1).length,
        {
          unit: 'count',
          def: 'sellers with exactly one UNIT, all data',
        },
      ),
    'counts-12': () =>
      k.one(
        'retail',
        'distinct products sold nov 2011',
        k.distinct(
          s.retail.sales.filter((e) => e.month === '2011-11'),
          (e) => e.code,
        ),
        { unit: 'count', def: 'distinct stock codes with a sale, 2011-11' },
      ),
    'counts-13': () =>
      k.one(
        'retail',
        'how many countries bought for more than 10,000 in 2011',
        k.by(s.retail.net.filter(year('2011')), (e) => e.country, s.retail.money).filter(([, v]) => v > 10_000).length,
        {
          unit: 'count',
          def: 'countries with net sales over 10,000, 2011',
        },
      ),
    'counts-14': () =>
      k.one('retail', 'number of customers in 2011', s.retail.people(s.retail.orders.filter(year('2011'))), {
        unit: 'count',
        def: 'distinct customer ids on orders of 2011, an order being an invoice with at least one product sold',
      }),
    'counts-15': () =>
      k.one('retail', 'how many customers do we have in france', s.retail.people(s.retail.orders.filter((o) => o.country === 'France')), {
        unit: 'count',
        def: 'distinct customer ids on orders to France, an order being an invoice with at least one product sold',
      }),
    'counts-16': () =>
      k.one(
        'retail',
        'products that sold more than 5000 pieces in 2011 - how many are there',
        k.by(s.retail.sales.filter(year('2011')), (e) => e.product, s.retail.units).filter(([, n]) => n > 5000).length,
        {
          unit: 'count',
          def: 'products with more than 5000 units sold in 2011, credit notes not taken off',
        },
      ),
    'counts-17': () =>
      k.one(
        'retail',
        'median order value germany',
        k.median(s.retail.orders.filter((o) => o.country === 'Germany').map((o) => o.cents / 100)),
        {
          unit: 'money',
          def: 'median of the sales value of each invoice to Germany with at least one product sold',
        },
      ),
    'counts-18': () =>
      k.one(
        'demo',
        'how many different products did we sell on etsy last month',
        k.distinct(
          s.demo.of('SALE').filter((e) => e.month === '2026-09' && e.channel === 'Etsy'),
          (e) => e.product,
        ),
        {
          unit: 'count',
          def: 'distinct products with a sale on Etsy, 2026-09',
        },
      ),
    'counts-19': () =>
      k.one(
        'demo',
        'in how many cities did people order in august',
        k.distinct(
          s.demo.orders.filter((o) => o.month === '2026-08'),
          (o) => o.city,
        ),
        { unit: 'count', def: 'distinct cities of orders placed in 2026-08' },
      ),
    'counts-20': () =>
      k.one(
        'demo',
        'shopify customers this year, how many',
        s.demo.people(s.demo.orders.filter((o) => o.year === '2026' && o.channel === 'Shopify')),
        {
          unit: 'count',
          def: 'distinct people with an order placed on Shopify, 2026-01-01..2026-10-15',
        },
      ),
    'counts-21': () =>
      k.one(
        'demo',
        'days in 2026 with more than 50 orders',
        k
          .by(
            s.demo.orders.filter(year('2026')),
            (o) => o.day,
            (list) => list.length,
          )
          .filter(([, n]) => n > 50).length,
        {
          unit: 'count',
          def: 'days of 2026-01-01..2026-10-15 with more than 50 orders placed',
        },
      ),
    'counts-22': () =>
      k.one(
        'demo',
        'how many countries did we ship to in q3',
        k.distinct(
          s.demo.orders.filter((o) => o.quarter === '2026-Q3'),
          (o) => o.country,
        ),
        { unit: 'count', def: 'distinct countries of orders placed in 2026-Q3' },
      ),
    'counts-23': () =>
      k.rows(
        'demo',
        'count of customers per channel, september',
        k.by(
          s.demo.orders.filter((o) => o.month === '2026-09'),
          (o) => o.channel,
          s.demo.people,
        ),
        {
          unit: 'count',
          def: 'distinct people with an order placed in 2026-09, by marketplace',
          cols: ['marketplace', 'customers'],
          any: true,
        },
      ),
  };
}
