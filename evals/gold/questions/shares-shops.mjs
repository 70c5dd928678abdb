// Shares of the whole and within groups, concentration.
import * as k from '../kit.mjs';

export function cases(s) {
  return {
    'shares-11': () =>
      k.one(
        'retail',
        'uk share of sales',
        k.pct(s.retail.money(s.retail.net.filter((e) => e.country === 'United Kingdom')), s.retail.money(s.retail.net)),
        {
          unit: 'pct',
          def: 'net sales to the United Kingdom / net sales, in percent',
        },
      ),
    'shares-12': () =>
      k.one(
        'retail',
        'how many products bring 80 % of gross sales in 2011',
        k.paretoCount(
          k.by(
            s.retail.sales.filter((e) => e.year === '2011'),
            (e) => e.product,
            s.retail.money,
          ),
          0.8,
        ),
        {
          unit: 'count',
          def: 'the least number of products that bring 80 % of gross sales, 2011, greatest first',
        },
      ),
    'shares-13': () => {
      const of2011 = s.retail.net.filter((e) => e.year === '2011');
      return k.one(
        'retail',
        "top 10 products' share of 2011 net sales",
        k.pct(
          k.sum(
            k.top(
              k.by(of2011, (e) => e.product, s.retail.money),
              10,
            ),
            ([, v]) => v,
          ),
          s.retail.money(of2011),
        ),
        {
          unit: 'pct',
          def: 'net sales of the 10 products with the most / net sales, 2011, in percent',
        },
      );
    },
    'shares-14': () =>
      k.rows(
        'retail',
        'returned value as a percentage of gross sales per quarter of 2011',
        k.by(
          s.retail.net.filter((e) => e.year === '2011'),
          (e) => e.quarter,
          (list) => k.pct(-s.retail.money(list.filter((e) => e.kind === 'RETURN')), s.retail.money(list.filter((e) => e.kind === 'SALE'))),
        ),
        {
          unit: 'pct',
          def: 'value on credit notes / gross sales, by quarter of 2011, each on its own day, in percent',
          cols: ['quarter', 'return_pct'],
        },
      ),
    'shares-15': () => {
      const half = s.retail.net.filter(k.inside('2011-01-01', '2011-06-30'));
      return k.one(
        'retail',
        'germany + france combined as % of total sales, h1 2011',
        k.pct(s.retail.money(half.filter((e) => ['Germany', 'France'].includes(e.country))), s.retail.money(half)),
        {
          unit: 'pct',
          def: 'net sales to Germany and France together / net sales, 2011-01..2011-06, in percent',
        },
      );
    },
    'shares-16': () =>
      k.rows(
        'demo',
        'last month revenue split by channel in %',
        k.desc(
          k.shares(
            k.by(
              s.demo.net.filter((e) => e.month === '2026-09'),
              (e) => e.channel,
              s.demo.money,
            ),
          ),
        ),
        { unit: 'pct', def: 'share of net sales by marketplace, 2026-09, in percent', cols: ['marketplace', 'share_pct'], any: true },
      ),
    'shares-17': () =>
      k.rows(
        'demo',
        "amazon's share of orders per month, july to september",
        k.by(
          s.demo.orders.filter((o) => o.quarter === '2026-Q3'),
          (o) => o.month,
          (list) => k.pct(list.filter((o) => o.channel === 'Amazon').length, list.length),
        ),
        {
          unit: 'pct',
          def: 'orders placed on Amazon / orders placed, by month, 2026-07..2026-09, in percent',
          cols: ['month', 'share_pct'],
        },
      ),
    'shares-18': () => {
      const net = s.demo.net.filter((e) => e.year === '2026');
      return k.one(
        'demo',
        'how dependent are we on our top 5 products? their share of this years net sales',
        k.pct(
          k.sum(
            k.top(
              k.by(net, (e) => e.product, s.demo.money),
              5,
            ),
            ([, v]) => v,
          ),
          s.demo.money(net),
        ),
        {
          unit: 'pct',
          def: 'net sales of the 5 products with the most / net sales, 2026-01-01..2026-10-15, in percent',
        },
      );
    },
    'shares-19': () => {
      const etsy = s.demo.net.filter((e) => e.year === '2026' && e.channel === 'Etsy');
      return k.one(
        'demo',
        'on etsy, vases & planters are what % of sales this year',
        k.pct(s.demo.money(etsy.filter((e) => e.category === 'Vases & Planters')), s.demo.money(etsy)),
        {
          unit: 'pct',
          def: 'net sales of Vases & Planters on Etsy / net sales on Etsy, 2026-01-01..2026-10-15, in percent',
        },
      );
    },
    'shares-20': () => {
      const of2025 = (kind) => s.demo.money(s.demo.of(kind).filter((e) => e.year === '2025'));
      return k.one('demo', 'discounts as % of gross sales 2025', k.pct(-of2025('DISCOUNT'), of2025('SALE')), {
        unit: 'pct',
        def: 'discounts / gross sales, 2025, in percent',
      });
    },
    'shares-21': () => {
      const us = s.demo.orders.filter((o) => o.quarter === '2026-Q3' && o.country === 'US');
      return k.one(
        'demo',
        'of the us orders last quarter, how many percent went to California',
        k.pct(us.filter((o) => o.region === 'CA').length, us.length),
        {
          unit: 'pct',
          def: 'orders to region CA of the US / orders to the US, placed in 2026-Q3, in percent',
        },
      );
    },
    'shares-22': () =>
      k.rows(
        'demo',
        'fees in % of gross sales, per channel, september',
        k.desc(
          k.by(
            s.demo.of('FEE', 'SALE').filter((e) => e.month === '2026-09'),
            (e) => e.channel,
            (list) => k.pct(-s.demo.money(list.filter((e) => e.kind === 'FEE')), s.demo.money(list.filter((e) => e.kind === 'SALE'))),
          ),
        ),
        { unit: 'pct', def: 'fees / gross sales by marketplace, 2026-09, in percent', cols: ['marketplace', 'fee_pct'], any: true },
      ),
    'shares-23': () =>
      k.one(
        'demo',
        'pareto: how many products for 80% of this years net sales',
        k.paretoCount(
          k.by(
            s.demo.net.filter((e) => e.year === '2026'),
            (e) => e.product,
            s.demo.money,
          ),
          0.8,
        ),
        {
          unit: 'count',
          def: 'the least number of products (over all marketplaces) that bring 80 % of net sales, 2026-01-01..2026-10-15',
        },
      ),
  };
}
