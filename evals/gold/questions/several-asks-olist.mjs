// Two or three asks in one sentence.
import * as k from '../kit.mjs';

const v = (gold, unit, rest = {}) => k.one('', '', gold, { unit, def: '', ...rest });
const t = (gold, unit, rest = {}) => k.rows('', '', gold, { unit, def: '', ...rest });

export function cases(s) {
  const { inside } = k;
  const lines = (keep) => s.olist.lines.filter(keep);
  const year = (value) => (e) => e.year === value;
  const month = (value) => (e) => e.month === value;
  return {
    'several-asks-01': () =>
      k.several(
        'olist',
        'revenue 2017 and number of orders 2018',
        [v(s.olist.rev(lines(year('2017'))), 'money'), v(s.olist.count(lines(year('2018'))), 'count')],
        {
          def: 'REVENUE 2017; ORDERS 2018',
        },
      ),
    'several-asks-02': () => {
      const may = lines(month('2018-05'));
      return k.several(
        'olist',
        'How many orders in May 2018, what did they bring in, and what was the average ticket?',
        [v(s.olist.count(may), 'count'), v(s.olist.rev(may), 'money'), v(s.olist.aov(may), 'money')],
        { def: 'ORDERS, REVENUE and AOV 2018-05' },
      );
    },
    'several-asks-03': () =>
      k.several(
        'olist',
        'best month and worst weekday of 2017 by revenue',
        [
          t(
            k.top(
              k.by(lines(year('2017')), (l) => l.month, s.olist.rev),
              1,
            ),
            'money',
          ),
          t(
            k.bottom(
              k.by(lines(year('2017')), (l) => l.weekday, s.olist.rev),
              1,
            ),
            'money',
          ),
        ],
        { def: 'month of 2017 with the most REVENUE; weekday of 2017 with the least' },
      ),
    'several-asks-04': () =>
      k.several(
        'olist',
        'top 3 categories plus top 3 states, revenue 2018',
        [
          t(
            k.top(
              k.by(lines(year('2018')), (l) => l.category, s.olist.rev),
              3,
            ),
            'money',
          ),
          t(
            k.top(
              k.by(lines(year('2018')), (l) => l.state, s.olist.rev),
              3,
            ),
            'money',
          ),
        ],
        { def: 'REVENUE by CATEGORY and by CUSTOMER STATE, 2018, the first 3 of each' },
      ),
    'several-asks-05': () => {
      const rj = s.olist.delivered.filter((o) => o.state === 'RJ' && o.year === '2018');
      return k.several(
        'olist',
        'late rate and avg delivery time for RJ in 2018',
        [v(s.olist.late(rj), 'pct'), v(s.olist.days(rj), 'days')],
        {
          def: 'LATE RATE and DELIVERY DAYS of CUSTOMER STATE RJ, purchased in 2018',
        },
      );
    },
    'several-asks-06': () => {
      const people = [...k.histories(s.olist.orders).values()];
      return k.several(
        'olist',
        'total sales, cancellation rate, repeat purchase rate',
        [
          v(s.olist.rev(s.olist.lines), 'money'),
          v(k.pct(s.olist.all.filter((o) => o.status === 'canceled').length, s.olist.all.length), 'pct'),
          v(k.pct(people.filter((list) => list.length > 1).length, people.length), 'pct'),
        ],
        { def: 'REVENUE; CANCELLATION RATE; REPEAT RATE, all data' },
      );
    },
    'several-asks-07': () => {
      const of2018 = s.olist.reviews.filter(year('2018'));
      return k.several(
        'olist',
        'how many reviews did we get in 2018 and what is the average score?',
        [v(of2018.length, 'count'), v(s.olist.score(of2018), 'score')],
        {
          def: 'review rows and REVIEW SCORE, review date in 2018',
        },
      );
    },
    'several-asks-19': () =>
      k.several(
        'olist',
        'Which weekday and which hour get the most orders?',
        [
          t(
            k.top(
              k.by(
                s.olist.orders,
                (o) => o.weekday,
                (list) => list.length,
              ),
              1,
            ),
            'count',
          ),
          t(
            k.top(
              k.by(
                s.olist.orders,
                (o) => o.hour,
                (list) => list.length,
              ),
              1,
            ),
            'count',
          ),
        ],
        { def: 'weekday with the most ORDERS; hour with the most ORDERS' },
      ),
    'several-asks-20': () =>
      k.several(
        'olist',
        '2017 revenue by quarter, and orders by quarter too',
        [
          t(
            k.by(lines(year('2017')), (l) => l.quarter, s.olist.rev),
            'money',
          ),
          t(
            k.by(lines(year('2017')), (l) => l.quarter, s.olist.count),
            'count',
          ),
        ],
        { def: 'REVENUE and ORDERS by quarter, 2017' },
      ),
    'several-asks-23': () => {
      const q1 = lines(inside('2018-01-01', '2018-03-31'));
      return k.several(
        'olist',
        'how many pieces sold q1 2018 and how much freight did customers pay',
        [v(q1.length, 'count'), v(s.olist.freight(q1), 'money')],
        { def: 'UNITS and sum of freight_value, 2018-01..2018-03' },
      );
    },
  };
}
