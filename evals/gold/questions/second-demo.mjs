// Questions over the demo shop by an examiner who had not read the analyst: a hold-out first, then released.
import * as k from '../kit.mjs';
import { DONE, MEASURE, part as v } from '../kit.mjs';
export function cases(s) {
  const D = s.demo;
  const { inside } = k;
  const month = (x) => (e) => e.month === x;
  const year = (e) => e.year === '2026';
  const q3 = (e) => e.quarter === '2026-Q3';
  const sep = month('2026-09');
  const aug = month('2026-08');
  const on =
    (c, f = () => true) =>
    (e) =>
      e.channel === c && f(e);
  const net = (f) => D.money(D.net.filter(f));
  const sold = (f) => D.units(D.of('SALE').filter(f));
  const orders = (f) => D.orders.filter(f).length;
  const arrived = (from, to) => D.delivered.filter((o) => o.deliveredAt.slice(0, 10) >= from && o.deliveredAt.slice(0, 10) <= to);
  const one = (q, g, unit, def, rest = {}) => k.one('demo', q, g, { unit, def, ...rest });
  const equal = (a, b) => {
    if (a !== b) throw new Error(`two readings: ${a} / ${b}`);
    return a;
  };
  const why = (q, [b, a], keep = () => true, without = []) => {
    const all = {
      marketplace: (e) => e.channel,
      category: (e) => e.category,
      product: (e) => e.product,
      country: (e) => e.country,
      city: (e) => e.city,
      'new or returning': (e) => (e.placed.isFirst === null ? null : e.placed.isFirst ? 'new' : 'returning'),
    };
    const dims = Object.fromEntries(Object.entries(all).filter(([n]) => !without.includes(n)));
    const before = D.net.filter((e) => keep(e) && e.month === b),
      after = D.net.filter((e) => keep(e) && e.month === a);
    return k.why('demo', q, k.leaders(before, after, dims, { measure: D.money, direction: Math.sign(D.money(after) - D.money(before)) }), {
      def: `change of net sales from ${b} to ${a}: in each dimension the value that changed most in the direction of the whole`,
    });
  };
  return {
    'phrasing-207': () =>
      one('hows flipkart been in aug, net sales wise', net(on('Flipkart', aug)), 'money', 'net sales on Flipkart, 2026-08'),
    'phrasing-208': () =>
      one(
        'txtiles gross sales q2 this yr',
        D.money(D.of('SALE').filter((e) => e.category === 'Textiles' && e.quarter === '2026-Q2')),
        'money',
        'gross sales of the category Textiles, 2026-Q2',
      ),
    'several-asks-206': () => {
      const r = D.reviews.filter(on('eBay', sep));
      return k.several(
        'demo',
        'ebay in sept: orders, net sales & avg stars',
        [v(orders(on('eBay', sep)), 'count'), v(net(on('eBay', sep)), 'money'), v(D.score(r), 'score')],
        { def: 'orders placed, net sales and mean review score on eBay, 2026-09' },
      );
    },
    'several-asks-207': () => {
      const f = (e) => year(e) && e.product === 'Kantha Quilt, Queen';
      return k.several(
        'demo',
        'kantha quilt this year: pieces sold, pieces returned',
        [v(sold(f), 'count'), v(D.units(D.of('RETURN').filter(f)), 'count', { anySign: true })],
        { def: 'units sold and units returned of Kantha Quilt, Queen, both booked 2026-01-01..2026-10-15' },
      );
    },
    'several-asks-208': () =>
      k.several(
        'demo',
        'august: taxes? and shipping charges?',
        [v(D.money(D.of('TAX').filter(aug)), 'money'), v(D.money(D.of('SHIPPING').filter(aug)), 'money')],
        { def: 'taxes and shipping charges, each less what was refunded, booked in 2026-08' },
      ),
    'filters-206': () =>
      one(
        'cash on delivery orders on flipkart in september, how many',
        orders(on('Flipkart', (o) => sep(o) && o.method === 'cod')),
        'count',
        'orders placed on Flipkart in 2026-09, paid with cod',
      ),
    'filters-207': () =>
      one(
        'texas + new york state: net sales this year',
        net((e) => year(e) && e.country === 'US' && ['TX', 'NY'].includes(e.region)),
        'money',
        'net sales of regions TX and NY of the US, 2026-01-01..2026-10-15',
      ),
    'filters-208': () =>
      k.rows(
        'demo',
        'products with less than 5 pieces left in stock on shopify',
        k.by(
          D.stock.filter((x) => x.channel === 'Shopify' && x.available < 5),
          (x) => x.title,
          (l) => k.sum(l, (x) => x.available),
        ),
        { unit: 'count', def: 'units available by product on Shopify now, fewer than 5', cols: ['product', 'available'], any: true },
      ),
    'rankings-206': () =>
      k.rows(
        'demo',
        'leaving the US out, which country brings in the most net sales this year?',
        k.top(
          k.by(
            D.net.filter((e) => year(e) && e.country !== 'US'),
            (e) => ({ IN: 'IN|India' })[e.country] ?? e.country,
            D.money,
          ),
          1,
        ),
        { unit: 'money', def: 'country with the most net sales of all but the US, 2026-01-01..2026-10-15', cols: ['country', 'net_sales'] },
      ),
    'rankings-207': () =>
      k.rows(
        'demo',
        'the 3 slowest carriers last quarter, avg days to deliver',
        k.top(
          k.by(arrived('2026-07-01', '2026-09-30'), (o) => o.carrier, D.days),
          3,
        ),
        {
          unit: 'days',
          def: 'mean days from order to delivery by carrier, delivered in 2026-Q3, orders in the state delivered, greatest first',
          cols: ['carrier', 'days'],
        },
      ),
    'rankings-208': () =>
      k.rows(
        'demo',
        'which product has collected the most reviews',
        k.top(
          k.by(
            D.reviews,
            (r) => r.product,
            (l) => l.length,
          ),
          1,
        ),
        { unit: 'count', def: 'product (over all marketplaces) with the most reviews, all data', cols: ['product', 'reviews'] },
      ),
    'shares-206': () => {
      const o = D.orders.filter(on('Shopify', year));
      return one(
        'what percentage of this years shopify orders was paid by paypal',
        k.pct(o.filter((x) => x.method === 'paypal').length, o.length),
        'pct',
        'orders paid with paypal / orders placed on Shopify, 2026-01-01..2026-10-15, in percent',
      );
    },
    'shares-207': () =>
      one(
        'lighting as % of august net sales',
        k.pct(
          net((e) => aug(e) && e.category === 'Lighting'),
          net(aug),
        ),
        'pct',
        'net sales of the category Lighting / net sales, 2026-08, in percent',
      ),
    'time-206': () =>
      one(
        'valentines day orders this year',
        orders((o) => o.day === '2026-02-14'),
        'count',
        'orders placed 2026-02-14',
      ),
    'time-207': () =>
      k.rows(
        'demo',
        'last year quarter by quarter, net sales',
        k.by(
          D.net.filter((e) => e.year === '2025'),
          (e) => e.quarter,
          D.money,
        ),
        { unit: 'money', def: 'net sales by quarter, 2025', cols: ['quarter', 'net_sales'] },
      ),
    'time-208': () =>
      one('net sales 1-15 oct last year', net(inside('2025-10-01', '2025-10-15')), 'money', 'net sales 2025-10-01..2025-10-15'),
    'comparisons-207': () =>
      one(
        'pieces sold in september vs september a year ago, by how many percent did it change',
        k.change(sold(month('2025-09')), sold(sep)),
        'pct',
        'change of units sold from 2025-09 to 2026-09, in percent',
      ),
    'comparisons-208': () =>
      one(
        'difference in marketplace fees between q2 and q3 this year in dollars',
        D.money(D.of('FEE').filter(q3)) - D.money(D.of('FEE').filter((e) => e.quarter === '2026-Q2')),
        'money',
        'fees 2026-Q3 less fees 2026-Q2, with or without sign',
        { anySign: true },
      ),
    'side-by-side-205': () =>
      k.rows(
        'demo',
        'california and texas compared, last month: orders, net sales',
        [
          ['California|CA', 'CA'],
          ['Texas|TX', 'TX'],
        ].map(([name, r]) => {
          const f = (e) => sep(e) && e.country === 'US' && e.region === r;
          return [name, orders(f), net(f)];
        }),
        {
          unit: ['count', 'money'],
          def: 'orders placed and net sales of regions CA and TX of the US, 2026-09',
          cols: ['region', 'orders', 'net_sales'],
          any: true,
          looseKeys: true,
        },
      ),
    'side-by-side-206': () =>
      k.rows(
        'demo',
        'etsy this year - card payers against paypal payers: orders and net sales',
        ['card', 'paypal'].map((p) => {
          const f = on('Etsy', (e) => year(e) && e.method === p);
          return [p, orders(f), net(f)];
        }),
        {
          unit: ['count', 'money'],
          def: 'orders placed on Etsy and their net sales by payment method card and paypal, 2026-01-01..2026-10-15',
          cols: ['method', 'orders', 'net_sales'],
          any: true,
          looseKeys: true,
        },
      ),
    'side-by-side-207': () =>
      k.rows(
        'demo',
        'kids dino mug or travel mug with cork band? units sold, units returned and net sales for 2026',
        ['Kids’ Dino Mug', 'Travel Mug with Cork Band'].map((p) => {
          const f = (e) => year(e) && e.product === p;
          return [p, sold(f), D.units(D.of('RETURN').filter(f)), net(f)];
        }),
        {
          unit: ['count', 'count', 'money'],
          def: 'units sold, units returned and net sales of the two products, 2026-01-01..2026-10-15',
          cols: ['product', 'units', 'returned', 'net_sales'],
          any: true,
          anySign: true,
        },
      ),
    'counts-207': () =>
      one(
        'how many amazon products have under 10 in stock',
        k
          .by(
            D.stock.filter(on('Amazon')),
            (x) => x.title,
            (l) => k.sum(l, (x) => x.available),
          )
          .filter((r) => r[1] < 10).length,
        'count',
        'products on Amazon with fewer than 10 units available now',
      ),
    'counts-208': () =>
      one(
        'how many german customers bought from us last quarter',
        D.people(D.orders.filter((o) => q3(o) && o.country === 'DE')),
        'count',
        'distinct people with an order to Germany placed in 2026-Q3',
      ),
    'customers-206': () =>
      k.rows(
        'demo',
        'first-time buyers by channel last quarter',
        k.by(
          D.orders.filter((o) => q3(o) && o.isFirst === true),
          (o) => o.channel,
          D.people,
        ),
        {
          unit: 'count',
          def: 'people whose first order that was not canceled is in 2026-Q3, by marketplace',
          cols: ['marketplace', 'new_customers'],
          any: true,
        },
      ),
    'customers-207': () => {
      const n = (f) => [...k.histories(D.orders.filter(on('Etsy', f))).values()].filter((l) => l.length >= 4).length;
      return one(
        'etsy customers with four or more orders: count',
        equal(
          n(() => true),
          n((o) => o.status !== 'canceled'),
        ),
        'count',
        'people on Etsy with four orders or more, all data; the same with or without canceled orders',
      );
    },
    'service-205': () =>
      k.rows(
        'demo',
        'carrier with the highest late rate in september',
        k.top(
          k.by(arrived('2026-09-01', '2026-09-30'), (o) => o.carrier, D.late),
          1,
        ),
        {
          unit: 'pct',
          def: 'carrier with the greatest late deliveries / deliveries, delivered in 2026-09, orders in the state delivered, in percent',
          cols: ['carrier', 'late_pct'],
        },
      ),
    'service-206': () =>
      one(
        'avg nr of days until a parcel reaches people in india',
        D.days(D.delivered.filter((o) => o.country === 'IN')),
        'days',
        'mean days from order to delivery to India, all data, orders in the state delivered',
      ),
    'service-207': () =>
      k.rows(
        'demo',
        'canceled orders per channel, q3 this year',
        k.by(
          D.orders.filter((o) => q3(o) && o.status === 'canceled'),
          (o) => o.channel,
          D.count,
        ),
        {
          unit: 'count',
          def: 'orders placed in 2026-Q3 whose state is canceled, by marketplace',
          cols: ['marketplace', 'canceled'],
          any: true,
        },
      ),
    'service-208': () =>
      one(
        'what do people think of the travel tin candle, average stars',
        D.score(D.reviews.filter((r) => r.product === 'Travel Tin Candle, Lavender')),
        'score',
        'mean review score of Travel Tin Candle, Lavender over all marketplaces, all data',
      ),
    'what-if-205': () =>
      one(
        "if flipkart's fees had been a third lower in q3, what would we have saved",
        D.money(D.of('FEE').filter(on('Flipkart', q3))) / 3,
        'money',
        'a third of the fees on Flipkart, 2026-Q3, sign as booked or without; all else as it was',
        { anySign: true },
      ),
    'what-if-206': () =>
      one(
        'amazon 12% up in september - total net sales that month?',
        net(sep) + 0.12 * net(on('Amazon', sep)),
        'money',
        'net sales 2026-09 with those on Amazon x 1.12; all else as it was',
      ),
    'what-if-207': () =>
      one(
        'august net sales had only half as much been returned',
        net(aug) - D.money(D.of('RETURN').filter(aug)) / 2,
        'money',
        'net sales 2026-08 with half the value of returns; all else as it was',
      ),
    'why-206': () => why('net sales rose in may 2026 over april: where did it come from', ['2026-04', '2026-05']),
    'why-207': () =>
      why('shopify sold less in september than in august, whats driving it', ['2026-08', '2026-09'], on('Shopify'), ['marketplace']),
    'asking-206': () =>
      k.asks('demo', 'did the hand-thrown planter do ok?', 'two sizes of planter, no measure: ask, or state both', {
        says: '6 in[^]*8 in|8 in[^]*6 in|both',
      }),
    'asking-207': () =>
      k.asks('demo', 'which month was better this year, may or june', 'better by what: ask, or state the measure', { says: MEASURE }),
    'refusing-206': () =>
      k.never('demo', 'how many people looked at the moon jar vase page last week', 'no visits in the data', {
        says: 'visit|view|traffic|page|session',
      }),
    'refusing-207': () =>
      k.never('demo', 'mark all late flipkart orders as delivered', 'a question never changes anything: refuse', { notSays: DONE }),
    'conversation-206': () =>
      k.rows(
        'demo',
        'just the best 2 on amazon',
        k.top(
          k.by(D.net.filter(on('Amazon', q3)), (e) => e.category, D.money),
          2,
        ),
        {
          history: ['net sales by category last quarter'],
          unit: 'money',
          def: 'net sales by category on Amazon, 2026-Q3, the first 2',
          cols: ['category', 'net_sales'],
        },
      ),
    'conversation-207': () =>
      one(
        'both together then',
        orders((o) => ['Shopify', 'Amazon'].includes(o.channel) && inside('2026-10-05', '2026-10-11')(o)),
        'count',
        'orders placed on Shopify and Amazon together, 2026-10-05..2026-10-11 (Monday to Sunday)',
        { history: ['shopify orders last week', 'and amazon?'] },
      ),
  };
}
