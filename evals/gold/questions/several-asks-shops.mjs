// Two or three asks in one sentence.
import * as k from '../kit.mjs';

const v = (gold, unit, rest = {}) => k.one('', '', gold, { unit, def: '', ...rest });
const t = (gold, unit, rest = {}) => k.rows('', '', gold, { unit, def: '', ...rest });

export function cases(s) {
  const { inside } = k;
  const year = (value) => (e) => e.year === value;
  const month = (value) => (e) => e.month === value;
  return {
    'several-asks-08': () =>
      k.several(
        'retail',
        'nov 2011: net sales? and returns?',
        [
          v(s.retail.money(s.retail.net.filter(month('2011-11'))), 'money'),
          v(s.retail.money(s.retail.returns.filter(month('2011-11'))), 'money', { anySign: true }),
        ],
        { def: 'net sales and value on credit notes, 2011-11' },
      ),
    'several-asks-09': () =>
      k.several(
        'retail',
        'units sold to germany in 2011 and how many german customers bought',
        [
          v(s.retail.units(s.retail.sales.filter((e) => e.country === 'Germany' && e.year === '2011')), 'count'),
          v(s.retail.people(s.retail.orders.filter((o) => o.country === 'Germany' && o.year === '2011')), 'count'),
        ],
        { def: 'units sold, credit notes not taken off, and customers with an order (an invoice with a product sold), Germany, 2011' },
      ),
    'several-asks-10': () =>
      k.several(
        'retail',
        'top 3 countries and top 3 products, both by net sales',
        [
          t(
            k.top(
              k.by(s.retail.net, (e) => s.retail.iso(e.country), s.retail.money),
              3,
            ),
            'money',
          ),
          t(
            k.top(
              k.by(
                s.retail.net.filter((e) => e.kind !== 'DISCOUNT'),
                (e) => e.product,
                s.retail.money,
              ),
              3,
            ),
            'money',
          ),
        ],
        { def: 'net sales by country and by product, the first 3 of each' },
      ),
    'several-asks-11': () => {
      const q3 = s.retail.net.filter((e) => e.quarter === '2011-Q3');
      return k.several(
        'retail',
        'gross sales, discounts and net sales in q3 2011',
        [
          v(s.retail.money(q3.filter((e) => e.kind === 'SALE')), 'money'),
          v(s.retail.money(q3.filter((e) => e.kind === 'DISCOUNT')), 'money', { anySign: true }),
          v(s.retail.money(q3), 'money'),
        ],
        { def: 'gross sales, discounts and net sales, 2011-Q3' },
      );
    },
    'several-asks-12': () =>
      k.several(
        'retail',
        'what did spain buy in 2011, and portugal in the same year',
        ['Spain', 'Portugal'].map((country) =>
          v(s.retail.money(s.retail.net.filter((e) => e.country === country && e.year === '2011')), 'money'),
        ),
        { def: 'net sales to Spain, 2011; net sales to Portugal, 2011' },
      ),
    'several-asks-13': () =>
      k.several(
        'demo',
        'sales and orders last month',
        [v(s.demo.money(s.demo.net.filter(month('2026-09'))), 'money'), v(s.demo.orders.filter(month('2026-09')).length, 'count')],
        { def: 'net sales and orders placed, 2026-09' },
      ),
    'several-asks-14': () =>
      k.several(
        'demo',
        'what did the marketplaces keep in fees in september and what did they pay out?',
        [
          v(s.demo.money(s.demo.of('FEE').filter(month('2026-09'))), 'money', { anySign: true }),
          v(s.demo.money(s.demo.of('PAYOUT').filter(month('2026-09'))), 'money'),
        ],
        { def: 'fees and payouts booked in 2026-09' },
      ),
    'several-asks-15': () =>
      k.several(
        'demo',
        'august: best selling product in units, strongest channel in net sales',
        [
          t(
            k.top(
              k.by(s.demo.of('SALE').filter(month('2026-08')), (e) => e.product, s.demo.units),
              1,
            ),
            'count',
          ),
          t(
            k.top(
              k.by(s.demo.net.filter(month('2026-08')), (e) => e.channel, s.demo.money),
              1,
            ),
            'money',
          ),
        ],
        { def: 'product with the most units sold and marketplace with the most net sales, 2026-08' },
      ),
    'several-asks-16': () => {
      const net = s.demo.net.filter(year('2026'));
      const units = (kind) => s.demo.units(net.filter((e) => e.kind === kind));
      return k.several(
        'demo',
        'our return rate this year + which category has the most units sold',
        [
          v(k.pct(-units('RETURN'), units('SALE')), 'pct'),
          t(
            k.top(
              k.by(
                net.filter((e) => e.kind === 'SALE'),
                (e) => e.category,
                s.demo.units,
              ),
              1,
            ),
            'count',
          ),
        ],
        { def: 'units returned / units sold; category with the most units sold; 2026-01-01..2026-10-15' },
      );
    },
    'several-asks-17': () => {
      const shopify = s.demo.orders.filter((o) => o.month === '2026-09' && o.channel === 'Shopify');
      return k.several(
        'demo',
        'new customers on shopify in sept, and orders there',
        [
          v(
            k.distinct(
              shopify.filter((o) => o.isFirst === true),
              (o) => o.person,
            ),
            'count',
          ),
          v(shopify.length, 'count'),
        ],
        { def: 'people whose first order that was not canceled is in 2026-09; orders placed in 2026-09; both on Shopify' },
      );
    },
    'several-asks-18': () =>
      k.several(
        'demo',
        'net sales on amazon in q3, then units on shopify in q3',
        [
          v(s.demo.money(s.demo.net.filter((e) => e.quarter === '2026-Q3' && e.channel === 'Amazon')), 'money'),
          v(s.demo.units(s.demo.of('SALE').filter((e) => e.quarter === '2026-Q3' && e.channel === 'Shopify')), 'count'),
        ],
        { def: 'net sales on Amazon and units sold on Shopify, 2026-Q3' },
      ),
    'several-asks-21': () => {
      const reviews = s.demo.reviews.filter(year('2026'));
      return k.several(
        'demo',
        'this year: number of reviews, average stars, share of bad ones',
        [
          v(reviews.length, 'count'),
          v(s.demo.score(reviews), 'score'),
          v(k.pct(reviews.filter((r) => r.score <= 2).length, reviews.length), 'pct'),
        ],
        { def: 'reviews, their mean score, and those with 1 or 2 stars in percent, 2026-01-01..2026-10-15' },
      );
    },
    'several-asks-22': () => {
      const q2 = s.retail.net.filter(inside('2011-04-01', '2011-06-30'));
      return k.several(
        'retail',
        'monthly net sales april to june 2011 and the total',
        [
          t(
            k.by(q2, (e) => e.month, s.retail.money),
            'money',
          ),
          v(s.retail.money(q2), 'money'),
        ],
        {
          def: 'net sales by month, 2011-04..2011-06, and their sum',
        },
      );
    },
  };
}
