// Shares of the whole and within groups, concentration.
import * as k from '../kit.mjs';

export function cases(s) {
  return {
    'shares-01': () =>
      k.one(
        'olist',
        'what share of sales comes from the top 10 % of products',
        k.paretoShare(
          k.by(s.olist.lines, (l) => l.product, s.olist.rev),
          0.1,
        ),
        {
          unit: 'pct',
          def: 'REVENUE of the tenth of the sold products with the most REVENUE (their number rounded up) / REVENUE, in percent',
        },
      ),
    'shares-02': () =>
      k.one(
        'olist',
        'how many products make 80% of revenue?',
        k.paretoCount(
          k.by(s.olist.lines, (l) => l.product, s.olist.rev),
          0.8,
        ),
        {
          unit: 'count',
          def: 'the least number of products that bring 80 % of REVENUE together, greatest first',
        },
      ),
    'shares-03': () =>
      k.one(
        'olist',
        'number of sellers behind half of our revenue in 2018',
        k.paretoCount(
          k.by(
            s.olist.lines.filter((l) => l.year === '2018'),
            (l) => l.seller,
            s.olist.rev,
          ),
          0.5,
        ),
        {
          unit: 'count',
          def: 'the least number of sellers that bring 50 % of REVENUE of 2018 together, greatest first',
        },
      ),
    'shares-04': () =>
      k.rows(
        'olist',
        'split of payments by type in q4 2017, %',
        k.desc(
          k.shares(
            k.by(
              s.olist.payments.filter((p) => p.quarter === '2017-Q4'),
              (p) => p.method,
              (list) => k.sum(list, (p) => p.cents),
            ),
          ),
        ),
        {
          unit: 'pct',
          def: 'share of payment_value by payment_type, valid orders of 2017-Q4, in percent',
          cols: ['payment_type', 'share_pct'],
          any: true,
        },
      ),
    'shares-05': () => {
      const of2018 = s.olist.orders.filter((o) => o.year === '2018');
      return k.one(
        'olist',
        'RS, SC and PR together: which part of the 2018 orders is that',
        k.pct(of2018.filter((o) => ['RS', 'SC', 'PR'].includes(o.state)).length, of2018.length),
        {
          unit: 'pct',
          def: 'ORDERS of CUSTOMER STATES RS, SC and PR / ORDERS, 2018, in percent',
        },
      );
    },
    'shares-06': () => {
      const sp = s.olist.lines.filter((l) => l.state === 'SP');
      return k.one(
        'olist',
        'within SP, bed_bath_table is how many % of revenue',
        k.pct(s.olist.rev(sp.filter((l) => l.category === 'bed_bath_table')), s.olist.rev(sp)),
        {
          unit: 'pct',
          def: 'REVENUE of CATEGORY bed_bath_table / REVENUE, both of CUSTOMER STATE SP, in percent',
        },
      );
    },
    'shares-07': () =>
      k.rows(
        'olist',
        'percentage of orders by weekday, 2018',
        k.shares(
          k.by(
            s.olist.orders.filter((o) => o.year === '2018'),
            (o) => o.weekday,
            (list) => list.length,
          ),
        ),
        { unit: 'pct', def: 'share of ORDERS by weekday, 2018, in percent', cols: ['weekday', 'share_pct'], any: true },
      ),
    'shares-08': () =>
      k.one(
        'olist',
        'how much of our revenue is made at the weekend, in percent',
        k.pct(s.olist.rev(s.olist.lines.filter((l) => l.isWeekend)), s.olist.rev(s.olist.lines)),
        {
          unit: 'pct',
          def: 'REVENUE of Saturdays and Sundays / REVENUE, in percent',
        },
      ),
    'shares-09': () => {
      const of2018 = s.olist.reviews.filter((r) => r.year === '2018');
      return k.one('olist', '5 star share of reviews in 2018', k.pct(of2018.filter((r) => r.score === 5).length, of2018.length), {
        unit: 'pct',
        def: 'review rows with score 5 / review rows, review date in 2018, in percent',
      });
    },
    'shares-10': () => {
      const bySeller = k.by(s.olist.lines, (l) => l.seller, s.olist.rev);
      return k.one(
        'olist',
        'what part of the revenue do the 10 biggest sellers bring in?',
        k.pct(
          k.sum(k.top(bySeller, 10), ([, v]) => v),
          s.olist.rev(s.olist.lines),
        ),
        {
          unit: 'pct',
          def: 'REVENUE of the 10 sellers with the most / REVENUE, in percent',
        },
      );
    },
    'shares-24': () =>
      k.rows(
        'olist',
        'revenue and its share for the 3 largest categories in RJ',
        k.top(
          k.withShare(
            k.by(
              s.olist.lines.filter((l) => l.state === 'RJ'),
              (l) => l.category,
              s.olist.rev,
            ),
          ),
          3,
        ),
        {
          unit: ['money', 'pct'],
          def: 'REVENUE by CATEGORY of CUSTOMER STATE RJ, with its percent of all REVENUE of RJ, greatest first',
          cols: ['category', 'revenue', 'share_pct'],
        },
      ),
  };
}
