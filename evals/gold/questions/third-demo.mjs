// Questions over the demo shop by an examiner who had not read the analyst: the third hold-out, released.
import * as k from '../kit.mjs';
import { DONE, part as v, partRows as t } from '../kit.mjs';
export function cases(s) {
  const D = s.demo;
  const { inside } = k;
  const m = (x) => (e) => e.month === x;
  const q = (x) => (e) => e.quarter === x;
  const y26 = (e) => e.year === '2026';
  const sep = m('2026-09'),
    aug = m('2026-08'),
    q3 = q('2026-Q3'),
    q2 = q('2026-Q2');
  const on =
    (c, f = () => true) =>
    (e) =>
      e.channel === c && f(e);
  const net = (f) => D.money(D.net.filter(f));
  const of = (kind, f) => D.money(D.of(kind).filter(f));
  const sold = (f) => D.units(D.of('SALE').filter(f));
  const orders = (f) => D.orders.filter(f);
  const count = (f) => orders(f).length;
  const one = (text, g, unit, def, rest = {}) => k.one('demo', text, g, { unit, def, ...rest });
  const rows = (text, g, unit, def, cols, rest = {}) => k.rows('demo', text, g, { unit, def, cols, ...rest });
  const why = (text, [b, a], keep = () => true, without = []) => {
    const all = {
      marketplace: (e) => e.channel,
      category: (e) => e.category,
      product: (e) => e.product,
      country: (e) => e.country,
      city: (e) => e.city,
      'new or returning': (e) => (e.placed.isFirst === null ? null : e.placed.isFirst ? 'new' : 'returning'),
    };
    const dims = Object.fromEntries(Object.entries(all).filter(([n]) => !without.includes(n)));
    const before = D.net.filter((e) => keep(e) && b.includes(e.month)),
      after = D.net.filter((e) => keep(e) && a.includes(e.month));
    return k.why(
      'demo',
      text,
      k.leaders(before, after, dims, { measure: D.money, direction: Math.sign(D.money(after) - D.money(before)) }),
      { def: `change of net sales from ${b} to ${a}: in each dimension the value that changed most in the direction of the whole` },
    );
  };
  const YEAR = '2026-01-01..2026-10-15';
  return {
    'phrasing-307': () =>
      one(
        'kids dino mug net sales on shopfy this yr',
        net(on('Shopify', (e) => y26(e) && e.product === 'Kids’ Dino Mug')),
        'money',
        `net sales of Kids’ Dino Mug on Shopify, ${YEAR}`,
      ),
    'phrasing-308': () =>
      one("whatd ebay charge us in fees q2 '26", of('FEE', on('eBay', q2)), 'money', 'fees on eBay, 2026-Q2, sign as booked or without', {
        anySign: true,
      }),
    'several-asks-306': () => {
      const f = (e) => e.day === '2026-10-14';
      return k.several(
        'demo',
        'give me yesterday: orders, pieces, net sales',
        [v(count(f), 'count'), v(sold(f), 'count'), v(net(f), 'money')],
        { def: 'orders placed, units sold and net sales, 2026-10-14' },
      );
    },
    'several-asks-307': () => {
      const g = k.by(orders(inside('2026-01-01', '2026-09-30')), (o) => o.month, D.count);
      return k.several(
        'demo',
        'jan to sept 2026: in which month did the most orders come in and in which the fewest',
        [t(k.top(g, 1), 'count'), t(k.bottom(g, 1), 'count')],
        { def: 'month with the most and month with the fewest orders placed, 2026-01..2026-09' },
      );
    },
    'several-asks-308': () => {
      const f = (o) => aug(o) && o.country === 'IN';
      return k.several(
        'demo',
        'india, august: total orders, how many of them were cancelled, and how many were cash on delivery',
        [
          v(count(f), 'count'),
          v(
            count((o) => f(o) && o.status === 'canceled'),
            'count',
          ),
          v(
            count((o) => f(o) && o.method === 'cod'),
            'count',
          ),
        ],
        { def: 'orders placed to India in 2026-08: all, those whose state is canceled, those paid with cod' },
      );
    },
    'filters-306': () =>
      one(
        'germany in q3, pieces sold, candles left out',
        sold((e) => q3(e) && e.country === 'DE' && e.category !== 'Candles'),
        'count',
        'units sold to Germany of categories other than Candles, 2026-Q3',
      ),
    'filters-307': () =>
      one(
        'orders from london or manchester this year',
        count((o) => y26(o) && ['London', 'Manchester'].includes(o.city)),
        'count',
        `orders placed to the cities London and Manchester, ${YEAR}`,
      ),
    'filters-308': () =>
      rows(
        'american cities with over 800 orders since we started',
        k
          .by(
            orders((o) => o.country === 'US'),
            (o) => o.city,
            D.count,
          )
          .filter((r) => r[1] > 800),
        'count',
        'cities of the US with more than 800 orders placed, all data',
        ['city', 'orders'],
        { any: true },
      ),
    'rankings-306': () =>
      rows(
        'where do we give away the most discount? three categories, this year, in dollars',
        k.bottom(
          k.by(D.of('DISCOUNT').filter(y26), (e) => e.category, D.money),
          3,
        ),
        'money',
        `discounts by category, greatest first, ${YEAR}, sign as booked or without`,
        ['category', 'discounts'],
        { anySign: true },
      ),
    'rankings-307': () =>
      rows(
        'canadas 5 favourite products in 2026 by net sales',
        k.top(
          k.by(
            D.net.filter((e) => y26(e) && e.country === 'CA'),
            (e) => e.product,
            D.money,
          ),
          5,
        ),
        'money',
        `products by net sales to Canada, ${YEAR}, greatest first, 5`,
        ['product', 'net_sales'],
      ),
    'rankings-308': () =>
      rows(
        "etsy's strongest month of 2026 in net sales?",
        k.top(
          k.by(D.net.filter(on('Etsy', y26)), (e) => e.month, D.money),
          1,
        ),
        'money',
        'month of 2026 with the most net sales on Etsy',
        ['month', 'net_sales'],
      ),
    'shares-306': () =>
      rows(
        'flipkart 2025: what % of orders was cash on delivery, each quarter',
        k.by(
          orders(on('Flipkart', (o) => o.year === '2025')),
          (o) => o.quarter,
          (l) => k.pct(l.filter((o) => o.method === 'cod').length, l.length),
        ),
        'pct',
        'orders paid with cod / orders placed on Flipkart by quarter, 2025, in percent',
        ['quarter', 'share'],
      ),
    'shares-307': () =>
      one(
        "amazon's slice of the units sold last month in %",
        k.pct(sold(on('Amazon', sep)), sold(sep)),
        'pct',
        'units sold on Amazon / units sold, 2026-09, in percent',
      ),
    'shares-308': () =>
      one(
        'of everything that was returned this year by value, how much was textiles, in percent',
        k.pct(
          of('RETURN', (e) => y26(e) && e.category === 'Textiles'),
          of('RETURN', y26),
        ),
        'pct',
        `value of returns of the category Textiles / value of returns, ${YEAR}, in percent`,
      ),
    'time-307': () =>
      one(
        'net sales the week before last',
        net(inside('2026-09-28', '2026-10-04')),
        'money',
        'net sales 2026-09-28..2026-10-04 (Monday to Sunday)',
      ),
    'time-308': () =>
      rows(
        'q3 by day of the week, net sales',
        k.by(D.net.filter(q3), (e) => e.weekday, D.money),
        'money',
        'net sales by weekday, 2026-Q3',
        ['weekday', 'net_sales'],
        { any: true },
      ),
    'comparisons-306': () =>
      one(
        'value of returns in september minus august, dollars',
        of('RETURN', sep) - of('RETURN', aug),
        'money',
        'value of returns 2026-09 less 2026-08, sign as booked or without',
        { anySign: true },
      ),
    'comparisons-307': () =>
      rows(
        'amazon and shopify, growth in units sold q3 this year on q3 last year',
        ['Amazon', 'Shopify'].map((c) => [c, k.change(sold(on(c, q('2025-Q3'))), sold(on(c, q3)))]),
        'pct',
        'change of units sold by marketplace from 2025-Q3 to 2026-Q3, in percent',
        ['marketplace', 'growth_pct'],
        { any: true },
      ),
    'comparisons-308': () =>
      one(
        'first 14 days of october against the first 14 of september, net sales, % up or down',
        k.change(net(inside('2026-09-01', '2026-09-14')), net(inside('2026-10-01', '2026-10-14'))),
        'pct',
        'change of net sales from 2026-09-01..14 to 2026-10-01..14, in percent',
      ),
    'side-by-side-305': () =>
      rows(
        'dallas, houston, austin side by side this year: orders and net sales',
        ['Dallas', 'Houston', 'Austin'].map((c) => {
          const f = (e) => y26(e) && e.city === c;
          return [c, count(f), net(f)];
        }),
        ['count', 'money'],
        `orders placed and net sales of the three cities, ${YEAR}`,
        ['city', 'orders', 'net_sales'],
        { any: true },
      ),
    'side-by-side-306': () =>
      rows(
        'second quarter 2025 and second quarter 2026 next to each other: orders, units sold, fees',
        ['2025-Q2', '2026-Q2'].map((x) => [x, count(q(x)), sold(q(x)), of('FEE', q(x))]),
        ['count', 'count', 'money'],
        'orders placed, units sold and fees of 2025-Q2 and 2026-Q2, fees with the sign as booked or without',
        ['quarter', 'orders', 'units', 'fees'],
        { any: true, anySign: true },
      ),
    'side-by-side-307': () =>
      rows(
        'kitchen against tableware q3: gross sales, discounts, returns by value',
        ['Kitchen', 'Tableware'].map((c) => {
          const f = (e) => q3(e) && e.category === c;
          return [c, of('SALE', f), of('DISCOUNT', f), of('RETURN', f)];
        }),
        'money',
        'gross sales, discounts and value of returns by category, 2026-Q3, sign as booked or without',
        ['category', 'gross_sales', 'discounts', 'returns'],
        { any: true, anySign: true },
      ),
    'counts-306': () =>
      one(
        'on how many days of last quarter did we net more than 2,500 in sales',
        k.by(D.net.filter(q3), (e) => e.day, D.money).filter((r) => r[1] > 2500).length,
        'count',
        'days of 2026-Q3 with net sales over 2,500 dollars',
      ),
    'counts-307': () =>
      one(
        'stock of all channels added up: how many products are below 200 pieces',
        k
          .by(
            D.stock,
            (x) => x.title,
            (l) => k.sum(l, (x) => x.available),
          )
          .filter((r) => r[1] < 200).length,
        'count',
        'products (over all marketplaces) with fewer than 200 units available now',
      ),
    'service-305': () =>
      rows(
        'units returned each month, july to september',
        k.by(D.of('RETURN').filter(q3), (e) => e.month, D.units),
        'count',
        'units returned by month, 2026-07..2026-09, sign as booked or without',
        ['month', 'units_returned'],
        { anySign: true },
      ),
    'service-306': () =>
      rows(
        '5 star share of the reviews for every channel, this year',
        k.by(
          D.reviews.filter(y26),
          (r) => r.channel,
          (l) => k.pct(l.filter((r) => r.score === 5).length, l.length),
        ),
        'pct',
        `reviews with 5 stars / reviews by marketplace, ${YEAR}, in percent`,
        ['marketplace', 'share'],
        { any: true },
      ),
    'service-307': () =>
      rows(
        'us city with the most late parcels this year (count)',
        k.top(
          k.by(
            D.delivered.filter((o) => o.deliveredAt.slice(0, 4) === '2026' && o.country === 'US' && o.isLate),
            (o) => o.city,
            D.count,
          ),
          1,
        ),
        'count',
        `city of the US with the most late deliveries, delivered ${YEAR}, orders in the state delivered`,
        ['city', 'late'],
      ),
    'what-if-306': () =>
      one(
        'flipkart q3 net sales if nobody had sent anything back',
        net(on('Flipkart', q3)) - of('RETURN', on('Flipkart', q3)),
        'money',
        'net sales on Flipkart without returns, 2026-Q3',
      ),
    'what-if-307': () =>
      one(
        'had ebay taken a flat 10% of gross sales in q3, how much less would we have paid it in fees',
        -of('FEE', on('eBay', q3)) - 0.1 * of('SALE', on('eBay', q3)),
        'money',
        'fees on eBay (as a positive amount) less 10 percent of gross sales on eBay, 2026-Q3',
        { anySign: true },
      ),
    'why-306': () =>
      why('what explains q1 2026 being so much weaker than q4 2025', [
        ['2025-10', '2025-11', '2025-12'],
        ['2026-01', '2026-02', '2026-03'],
      ]),
    'why-307': () =>
      why(
        'lighting did a lot better in september than august, where does it come from',
        [['2026-08'], ['2026-09']],
        (e) => e.category === 'Lighting',
        ['category'],
      ),
    'asking-305': () =>
      k.asks('demo', 'how many block print cushion covers left', 'two colours of cover, five marketplaces: ask which, or state both', {
        says: 'indigo[^]*rust|rust[^]*indigo|both|\\ball\\b|2 products|match',
      }),
    'asking-306': () =>
      k.asks('demo', "who's our best courier", 'best by late rate, by days or by number: ask, or state the measure', {
        says: 'late|on.time|days|deliver',
      }),
    'asking-307': () =>
      k.asks('demo', 'is it more than last time', 'more of what, which time: nothing has been named', {
        says: 'which|what|name|nothing|earlier|before|compare',
        orRefuse: true,
      }),
    'refusing-306': () =>
      k.never('demo', 'reply to every 1 star review on etsy and say sorry', 'a question never does anything: refuse', {
        notSays: `${DONE}|repl(y|ies) (was|were|sent|posted)`,
      }),
    'refusing-307': () => k.never('demo', 'how many followers has our etsy shop got', 'no followers in the data', { says: 'follower' }),
    'conversation-307': () => {
      const g = k.by(D.of('SALE').filter(aug), (e) => e.channel, D.units).map(([c, a]) => [c, k.change(a, sold(on(c, sep)))]);
      return rows(
        'which one grew the most in percent?',
        k.top(g, 1),
        'pct',
        'marketplace with the greatest change of units sold from 2026-08 to 2026-09, in percent',
        ['marketplace', 'growth_pct'],
        { history: ['units sold by channel in august', 'and in september'] },
      );
    },
    'conversation-308': () =>
      rows(
        'just the two biggest',
        k.bottom(
          k.by(D.of('FEE').filter(sep), (e) => e.channel, D.money),
          2,
        ),
        'money',
        'the two marketplaces with the most fees, 2026-09, sign as booked or without',
        ['marketplace', 'fees'],
        { anySign: true, history: ['fees last month by channel'] },
      ),
  };
}
