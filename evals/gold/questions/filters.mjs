// Negation, exceptions, with and without a property, thresholds, minimum samples.
import * as k from '../kit.mjs';

export function cases(s) {
  const { inside } = k;
  return {
    'filters-01': () =>
      k.one('olist', 'orders NOT from SP in 2018', s.olist.count(s.olist.lines.filter((l) => l.year === '2018' && l.state !== 'SP')), {
        unit: 'count',
        def: 'ORDERS of every CUSTOMER STATE but SP, 2018',
      }),
    'filters-02': () =>
      k.one(
        'olist',
        'revenue without health beauty and watches gifts, 2017',
        s.olist.rev(s.olist.lines.filter((l) => l.year === '2017' && !['health_beauty', 'watches_gifts'].includes(l.category))),
        { unit: 'money', def: 'REVENUE of every CATEGORY but health_beauty and watches_gifts, 2017' },
      ),
    'filters-03': () =>
      k.rows(
        'olist',
        'states where more than 10 % arrives late, only those with 100+ deliveries',
        k.desc(
          k
            .by(
              s.olist.delivered,
              (o) => o.state,
              s.olist.late,
              (list) => list.length,
            )
            .filter(([, late, count]) => count >= 100 && late > 10)
            .map(([state, late]) => [state, late]),
        ),
        {
          unit: 'pct',
          def: 'LATE RATE by CUSTOMER STATE, >= 100 delivered orders, over 10 %, greatest first',
          cols: ['state', 'late_pct'],
          any: true,
        },
      ),
    'filters-04': () =>
      k.rows(
        'olist',
        'sellers that moved over 250 pieces',
        k.desc(k.by(s.olist.lines, (l) => l.seller, s.olist.units).filter(([, n]) => n > 250)),
        {
          unit: 'count',
          def: 'UNITS by seller, over 250, greatest first',
          cols: ['seller', 'units'],
          any: true,
        },
      ),
    'filters-05': () =>
      k.rows(
        'olist',
        'which category has the highest share of bad reviews, among those with plenty of reviews (300 or more)?',
        k.top(
          k
            .by(
              s.olist.reviews.flatMap((r) =>
                [...new Set(r.order.lines.map((l) => l.category))].map((category) => ({ category, score: r.score })),
              ),
              (r) => r.category,
              (list) => k.pct(list.filter((r) => r.score <= 2).length, list.length),
              (list) => list.length,
            )
            .filter(([, , count]) => count >= 300)
            .map(([category, share]) => [category, share]),
          1,
        ),
        {
          unit: 'pct',
          def: 'reviews with 1 or 2 stars / reviews by CATEGORY (a review counts once for each category in its order), >= 300 reviews, greatest',
          cols: ['category', 'bad_pct'],
        },
      ),
    'filters-06': () =>
      k.one(
        'olist',
        'how much revenue came from orders with more than one item in 2018',
        s.olist.rev(s.olist.orders.filter((o) => o.year === '2018' && o.lines.length > 1).flatMap((o) => o.lines)),
        { unit: 'money', def: 'REVENUE of ORDERS with two or more lines, 2018' },
      ),
    'filters-07': () =>
      k.one(
        'olist',
        'payments other than by credit card, value in 2017',
        k.sum(
          s.olist.payments.filter((p) => p.year === '2017' && p.method !== 'credit_card'),
          (p) => p.cents,
        ) / 100,
        { unit: 'money', def: 'payment_value of every payment_type but credit_card, valid orders of 2017' },
      ),
    'filters-08': () =>
      k.one(
        'olist',
        'MG + RJ combined, sales 2018, but leave out toys',
        s.olist.rev(s.olist.lines.filter((l) => l.year === '2018' && ['MG', 'RJ'].includes(l.state) && l.category !== 'toys')),
        { unit: 'money', def: 'REVENUE of CUSTOMER STATES MG and RJ together, every CATEGORY but toys, 2018' },
      ),
    'filters-09': () =>
      k.one(
        'olist',
        '1-star reviews from RJ customers in 2018, count',
        s.olist.reviews.filter((r) => r.year === '2018' && r.state === 'RJ' && r.score === 1).length,
        {
          unit: 'count',
          def: 'review rows with score 1 of CUSTOMER STATE RJ, review date in 2018',
        },
      ),
    'filters-10': () =>
      k.one('olist', 'how many orders were worth more than 1,000?', s.olist.orders.filter((o) => o.cents > 100_000).length, {
        unit: 'count',
        def: 'ORDERS whose lines add up to a price of more than 1000 (freight not counted)',
      }),
    'filters-11': () =>
      k.one(
        'retail',
        'sales outside the uk in 2011',
        s.retail.money(s.retail.net.filter((e) => e.year === '2011' && e.country !== 'United Kingdom')),
        {
          unit: 'money',
          def: 'net sales of every country but the United Kingdom, 2011',
        },
      ),
    'filters-12': () =>
      k.rows(
        'retail',
        'countries above 100k in sales',
        k.desc(k.by(s.retail.net, (e) => s.retail.iso(e.country), s.retail.money).filter(([, v]) => v > 100_000)),
        { unit: 'money', def: 'net sales by country, over 100,000, greatest first', cols: ['country', 'net_sales'], any: true },
      ),
    'filters-13': () =>
      k.rows(
        'retail',
        'products with more than 30,000 pieces sold',
        k.desc(k.by(s.retail.sales, (e) => e.product, s.retail.units).filter(([, n]) => n > 30_000)),
        {
          unit: 'count',
          def: 'units sold by product, credit notes not taken off, over 30,000, greatest first',
          cols: ['product', 'units'],
          any: true,
        },
      ),
    'filters-14': () =>
      k.one(
        'retail',
        'q3 2011 net sales excl. germany + france',
        s.retail.money(s.retail.net.filter((e) => e.quarter === '2011-Q3' && !['Germany', 'France'].includes(e.country))),
        { unit: 'money', def: 'net sales of every country but Germany and France, 2011-Q3' },
      ),
    'filters-15': () =>
      k.one('retail', 'revenue from sales with no customer attached', s.retail.money(s.retail.net.filter((e) => e.person === null)), {
        unit: 'money',
        def: 'net sales of invoices without a customer id, all data',
      }),
    'filters-16': () =>
      k.rows(
        'retail',
        'which countries bought fewer than 500 pieces in all',
        k.by(s.retail.sales, (e) => s.retail.iso(e.country), s.retail.units).filter(([, n]) => n < 500),
        { unit: 'count', def: 'units sold by country, credit notes not taken off, under 500', cols: ['country', 'units'], any: true },
      ),
    'filters-17': () =>
      k.one(
        'demo',
        'net sales without amazon last month',
        s.demo.money(s.demo.net.filter((e) => e.month === '2026-09' && e.channel !== 'Amazon')),
        {
          unit: 'money',
          def: 'net sales of every marketplace but Amazon, 2026-09',
        },
      ),
    'filters-18': () =>
      k.one('demo', 'how many orders have the status shipped right now', s.demo.orders.filter((o) => o.status === 'shipped').length, {
        unit: 'count',
        def: 'orders whose state is shipped',
      }),
    'filters-19': () =>
      k.rows(
        'demo',
        'products with a return rate over 15 % this year, min. 50 units sold',
        k.desc(
          k
            .by(
              s.demo.net.filter((e) => e.year === '2026'),
              (e) => e.product,
              (list) =>
                k.pct(
                  -k.sum(
                    list.filter((e) => e.kind === 'RETURN'),
                    (e) => e.units,
                  ),
                  sold(list),
                ),
              sold,
            )
            .filter(([, rate, count]) => count >= 50 && rate > 15)
            .map(([product, rate]) => [product, rate]),
        ),
        {
          unit: 'pct',
          def: 'units returned / units sold by product, 2026-01-01..2026-10-15, >= 50 units sold, over 15 %, greatest first',
          cols: ['product', 'return_pct'],
          any: true,
        },
      ),
    'filters-20': () =>
      k.rows(
        'demo',
        'which channels took over 10k in september',
        k.desc(
          k
            .by(
              s.demo.net.filter((e) => e.month === '2026-09'),
              (e) => e.channel,
              s.demo.money,
            )
            .filter(([, v]) => v > 10_000),
        ),
        {
          unit: 'money',
          def: 'net sales by marketplace, 2026-09, over 10,000 dollars, greatest first',
          cols: ['marketplace', 'net_sales'],
          any: true,
        },
      ),
    'filters-21': () =>
      k.one(
        'demo',
        'us orders paid w/ paypal, q3 2026',
        s.demo.orders.filter((o) => o.quarter === '2026-Q3' && o.country === 'US' && o.method === 'paypal').length,
        { unit: 'count', def: 'orders placed in 2026-Q3, shipped to the US and paid with paypal' },
      ),
    'filters-22': () =>
      k.one(
        'demo',
        'aug 2026 net sales for everything except candles and textiles',
        s.demo.money(s.demo.net.filter((e) => e.month === '2026-08' && !['Candles', 'Textiles'].includes(e.category))),
        { unit: 'money', def: 'net sales of every category but Candles and Textiles, 2026-08' },
      ),
    'filters-23': () =>
      k.one(
        'demo',
        'no. of etsy reviews under 3 stars this year',
        s.demo.reviews.filter((r) => r.year === '2026' && r.channel === 'Etsy' && r.score < 3).length,
        {
          unit: 'count',
          def: 'reviews with 1 or 2 stars on Etsy, 2026-01-01..2026-10-15',
        },
      ),
    'filters-24': () =>
      k.one(
        'olist',
        'SP state minus the city of sao paulo: revenue 2018?',
        s.olist.rev(s.olist.lines.filter((l) => l.year === '2018' && l.state === 'SP' && l.city !== 'sao paulo')),
        { unit: 'money', def: 'REVENUE of CUSTOMER STATE SP, every customer_city but sao paulo, 2018' },
      ),
    'filters-25': () =>
      k.one(
        'demo',
        'orders under flipkart that were not canceled, august',
        s.demo.orders.filter((o) => o.month === '2026-08' && o.channel === 'Flipkart' && o.status !== 'canceled').length,
        {
          unit: 'count',
          def: 'orders placed on Flipkart in 2026-08 whose state is not canceled',
        },
      ),
    'filters-26': () =>
      k.one(
        'retail',
        'ireland and the netherlands together: units sold june to august 2011',
        s.retail.units(s.retail.sales.filter((e) => inside('2011-06-01', '2011-08-31')(e) && ['EIRE', 'Netherlands'].includes(e.country))),
        {
          unit: 'count',
          def: 'units sold to Ireland and the Netherlands together, 2011-06..2011-08, credit notes not taken off',
        },
      ),
  };
}

const sold = (list) =>
  k.sum(
    list.filter((e) => e.kind === 'SALE'),
    (e) => e.units,
  );
