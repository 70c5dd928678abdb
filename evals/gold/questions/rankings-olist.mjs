// Superlatives, top and bottom, the biggest rise and fall between two periods.
import * as k from '../kit.mjs';

export function cases(s) {
  const { inside } = k;
  const month = (value) => (e) => e.month === value;
  return {
    'rankings-01': () =>
      k.rows(
        'olist',
        'biggest category of 2017 in pieces',
        k.top(
          k.by(
            s.olist.lines.filter((l) => l.year === '2017'),
            (l) => l.category,
            s.olist.units,
          ),
          1,
        ),
        {
          unit: 'count',
          def: 'CATEGORY with the most UNITS, 2017',
          cols: ['category', 'units'],
        },
      ),
    'rankings-02': () =>
      k.rows(
        'olist',
        'our 5 weakest states by revenue, 2018',
        k.bottom(
          k.by(
            s.olist.lines.filter((l) => l.year === '2018'),
            (l) => l.state,
            s.olist.rev,
          ),
          5,
        ),
        {
          unit: 'money',
          def: 'REVENUE by CUSTOMER STATE, 2018, lowest first',
          cols: ['state', 'revenue'],
        },
      ),
    'rankings-03': () =>
      k.rows(
        'olist',
        'Which category gained the most revenue in BRL from the first half of 2017 to the first half of 2018?',
        k.top(
          k.changes(
            s.olist.lines.filter(inside('2017-01-01', '2017-06-30')),
            s.olist.lines.filter(inside('2018-01-01', '2018-06-30')),
            (l) => l.category,
            s.olist.rev,
          ),
          1,
        ),
        { unit: 'money', def: 'CATEGORY with the greatest rise of REVENUE in money, and that rise', cols: ['category', 'change'] },
      ),
    'rankings-04': () =>
      k.rows(
        'olist',
        'state that lost the most sales, june vs may 2018',
        k.bottom(
          k.changes(s.olist.lines.filter(month('2018-05')), s.olist.lines.filter(month('2018-06')), (l) => l.state, s.olist.rev),
          1,
        ),
        { unit: 'money', def: 'CUSTOMER STATE with the greatest fall of REVENUE in money, and that fall', cols: ['state', 'change'] },
      ),
    'rankings-05': () =>
      k.rows(
        'olist',
        'top 3 cities in RJ by orders',
        k.top(
          k.by(
            s.olist.lines.filter((l) => l.state === 'RJ'),
            (l) => l.city,
            s.olist.count,
          ),
          3,
        ),
        {
          unit: 'count',
          def: 'ORDERS by customer_city in CUSTOMER STATE RJ, greatest first',
          cols: ['city', 'orders'],
        },
      ),
    'rankings-06': () =>
      k.rows(
        'olist',
        'the best selling category by revenue in each of SP, RJ and MG',
        ['SP', 'RJ', 'MG'].map((state) => {
          const [[category, value]] = k.top(
            k.by(
              s.olist.lines.filter((l) => l.state === state),
              (l) => l.category,
              s.olist.rev,
            ),
            1,
          );
          return [`${state} ${category}|${category} ${state}`, value];
        }),
        {
          unit: 'money',
          def: 'in each of the three CUSTOMER STATEs, the CATEGORY with the most REVENUE',
          cols: ['state and category', 'revenue'],
          any: true,
        },
      ),
    'rankings-07': () =>
      k.rows(
        'olist',
        'best sales day of 2018 so far?',
        k.top(
          k.by(
            s.olist.lines.filter((l) => l.year === '2018'),
            (l) => l.day,
            s.olist.rev,
          ),
          1,
        ),
        {
          unit: 'money',
          def: 'day with the most REVENUE, 2018',
          cols: ['day', 'revenue'],
        },
      ),
    'rankings-08': () =>
      k.rows(
        'olist',
        'worst rated category w/ at least 200 reviews',
        k.bottom(
          k
            .by(
              s.olist.reviews.flatMap((r) =>
                [...new Set(r.order.lines.map((l) => l.category))].map((category) => ({ category, score: r.score })),
              ),
              (r) => r.category,
              s.olist.score,
              (list) => list.length,
            )
            .filter(([, , count]) => count >= 200)
            .map(([category, score]) => [category, score]),
          1,
        ),
        { unit: 'score', def: 'REVIEW SCORE by CATEGORY, >= 200 reviews, lowest', cols: ['category', 'score'] },
      ),
    'rankings-09': () =>
      k.rows(
        'olist',
        '3 sellers charging the most freight in total',
        k.top(
          k.by(s.olist.lines, (l) => l.seller, s.olist.freight),
          3,
        ),
        {
          unit: 'money',
          def: 'sum of freight_value by seller, greatest first',
          cols: ['seller', 'freight'],
        },
      ),
    'rankings-10': () =>
      k.rows(
        'olist',
        'slowest 3 sellers to deliver, with 100 deliveries or more',
        k.top(
          k
            .by(
              s.olist.delivered.flatMap((o) => [...new Set(o.lines.map((l) => l.seller))].map((seller) => ({ seller, days: o.days }))),
              (o) => o.seller,
              s.olist.days,
              (list) => list.length,
            )
            .filter(([, , count]) => count >= 100)
            .map(([seller, days]) => [seller, days]),
          3,
        ),
        {
          unit: 'days',
          def: 'DELIVERY DAYS by seller (an order counts once for each of its sellers), >= 100 delivered orders, longest first',
          cols: ['seller', 'days'],
        },
      ),
  };
}
