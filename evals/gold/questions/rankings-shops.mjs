// Superlatives, top and bottom, the biggest rise and fall between two periods.
import * as k from '../kit.mjs';

export function cases(s) {
  const month = (value) => (e) => e.month === value;
  return {
    'rankings-11': () =>
      k.rows(
        'retail',
        'our five biggest customers by spend',
        k.top(
          k.by(
            s.retail.net.filter((e) => e.person),
            (e) => e.person,
            s.retail.money,
          ),
          5,
        ),
        {
          unit: 'money',
          def: 'net sales by customer id, greatest first; sales without a customer id are nobody’s',
          cols: ['customer', 'net_sales'],
        },
      ),
    'rankings-12': () =>
      k.rows(
        'retail',
        'top 10 products 2011 by quantity',
        k.top(
          k.by(
            s.retail.sales.filter((e) => e.year === '2011'),
            (e) => e.product,
            s.retail.units,
          ),
          10,
        ),
        {
          unit: 'count',
          def: 'units sold by product, 2011, credit notes not taken off, greatest first',
          cols: ['product', 'units'],
        },
      ),
    'rankings-13': () =>
      k.rows(
        'retail',
        'after the UK, which country buys most from us?',
        k.top(
          k.by(
            s.retail.net.filter((e) => e.country !== 'United Kingdom'),
            (e) => s.retail.iso(e.country),
            s.retail.money,
          ),
          1,
        ),
        { unit: 'money', def: 'country with the most net sales of all but the United Kingdom', cols: ['country', 'net_sales'] },
      ),
    'rankings-14': () =>
      k.rows(
        'retail',
        'most returned product by value',
        k.bottom(
          k.by(s.retail.returns, (e) => e.product, s.retail.money),
          1,
        ),
        {
          unit: 'money',
          def: 'product with the greatest value on credit notes',
          cols: ['product', 'returns'],
          anySign: true,
        },
      ),
    'rankings-15': () =>
      k.rows(
        'retail',
        'best month for germany?',
        k.top(
          k.by(
            s.retail.net.filter((e) => e.country === 'Germany'),
            (e) => e.month,
            s.retail.money,
          ),
          1,
        ),
        {
          unit: 'money',
          def: 'month with the most net sales to Germany',
          cols: ['month', 'net_sales'],
        },
      ),
    'rankings-16': () =>
      k.rows(
        'retail',
        'which product jumped the most in units sold, october to november 2011',
        k.top(
          k.changes(s.retail.sales.filter(month('2011-10')), s.retail.sales.filter(month('2011-11')), (e) => e.product, s.retail.units),
          1,
        ),
        {
          unit: 'count',
          def: 'product with the greatest rise of units sold from 2011-10 to 2011-11, and that rise',
          cols: ['product', 'change'],
        },
      ),
    'rankings-17': () =>
      k.rows(
        'demo',
        'best seller last month on flipkart, in units',
        k.top(
          k.by(
            s.demo.of('SALE').filter((e) => month('2026-09')(e) && e.channel === 'Flipkart'),
            (e) => e.product,
            s.demo.units,
          ),
          1,
        ),
        {
          unit: 'count',
          def: 'product with the most units sold on Flipkart, 2026-09',
          cols: ['product', 'units'],
        },
      ),
    'rankings-18': () =>
      k.rows(
        'demo',
        'etsy: top 3 products this year by net sales',
        k.top(
          k.by(
            s.demo.net.filter((e) => e.year === '2026' && e.channel === 'Etsy'),
            (e) => e.product,
            s.demo.money,
          ),
          3,
        ),
        { unit: 'money', def: 'net sales by product on Etsy, 2026-01-01..2026-10-15, greatest first', cols: ['product', 'net_sales'] },
      ),
    'rankings-19': () =>
      k.rows(
        'demo',
        'which channel had the worst return rate last quarter',
        k.top(
          k.by(
            s.demo.net.filter((e) => e.quarter === '2026-Q3'),
            (e) => e.channel,
            (list) => k.pct(-s.demo.units(list.filter((e) => e.kind === 'RETURN')), s.demo.units(list.filter((e) => e.kind === 'SALE'))),
          ),
          1,
        ),
        {
          unit: 'pct',
          def: 'marketplace with the greatest units returned / units sold, both booked in 2026-Q3',
          cols: ['marketplace', 'return_pct'],
        },
      ),
    'rankings-20': () =>
      k.rows(
        'demo',
        'product with the biggest drop in net sales, september against august',
        k.bottom(
          k.changes(s.demo.net.filter(month('2026-08')), s.demo.net.filter(month('2026-09')), (e) => e.product, s.demo.money),
          1,
        ),
        {
          unit: 'money',
          def: 'product with the greatest fall of net sales from 2026-08 to 2026-09, and that fall',
          cols: ['product', 'change'],
          anySign: true,
        },
      ),
    'rankings-21': () =>
      k.rows(
        'demo',
        'rank the channels by gross sales, 2025',
        k.desc(
          k.by(
            s.demo.of('SALE').filter((e) => e.year === '2025'),
            (e) => e.channel,
            s.demo.money,
          ),
        ),
        { unit: 'money', def: 'gross sales by marketplace, 2025, greatest first', cols: ['marketplace', 'gross_sales'] },
      ),
    'rankings-22': () =>
      k.rows(
        'demo',
        'lowest rated product, min 40 reviews',
        k.bottom(
          k
            .by(
              s.demo.reviews,
              (r) => r.product,
              s.demo.score,
              (list) => list.length,
            )
            .filter(([, , count]) => count >= 40)
            .map(([product, score]) => [product, score]),
          1,
        ),
        { unit: 'score', def: 'mean review score by product over all marketplaces, >= 40 reviews, lowest', cols: ['product', 'score'] },
      ),
    'rankings-23': () =>
      k.rows(
        'demo',
        'where do most orders ship to? top 3 cities this year',
        k.top(
          k.by(
            s.demo.orders.filter((o) => o.year === '2026'),
            (o) => o.city,
            s.demo.count,
          ),
          3,
        ),
        {
          unit: 'count',
          def: 'orders placed 2026-01-01..2026-10-15 by city, greatest first',
          cols: ['city', 'orders'],
        },
      ),
    'rankings-24': () =>
      k.rows(
        'retail',
        'which weekday sells least?',
        k.bottom(
          k.by(s.retail.net, (e) => e.weekday, s.retail.money),
          1,
        ),
        {
          unit: 'money',
          def: 'weekday with the least net sales; there are none on Saturdays',
          cols: ['weekday', 'net_sales'],
        },
      ),
  };
}
