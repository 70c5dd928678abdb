// Follow-ups that change one thing, pronouns, corrections, going back to an earlier answer.
import * as k from '../kit.mjs';

export function cases(s) {
  const { inside } = k;
  const lines = (keep) => s.olist.lines.filter(keep);
  const year = (value) => (e) => e.year === value;
  const month = (value) => (e) => e.month === value;
  return {
    'conversation-01': () =>
      k.one('olist', 'and RJ?', s.olist.count(lines((l) => l.year === '2018' && l.state === 'RJ')), {
        history: ['revenue of SP in 2018', 'and how many orders?'],
        unit: 'count',
        def: 'ORDERS of CUSTOMER STATE RJ, 2018',
      }),
    'conversation-02': () =>
      k.one('olist', 'no, i meant pieces', s.olist.units(lines(month('2018-03'))), {
        history: ['how much did we sell in march 2018'],
        unit: 'count',
        def: 'UNITS 2018-03',
      }),
    'conversation-03': () =>
      k.rows(
        'olist',
        'just the last three of those',
        k.by(lines(inside('2017-10-01', '2017-12-31')), (l) => l.month, s.olist.rev),
        {
          history: ['revenue by month 2017'],
          unit: 'money',
          def: 'REVENUE by month, 2017-10..2017-12',
          cols: ['month', 'revenue'],
        },
      ),
    'conversation-04': () =>
      k.rows(
        'olist',
        'as a pie please',
        k.desc(
          k.by(
            s.olist.payments.filter(year('2018')),
            (p) => p.method,
            (list) => k.sum(list, (p) => p.cents) / 100,
          ),
        ),
        {
          history: ['payment value by payment type 2018'],
          unit: 'money',
          def: 'payment_value by payment_type, valid orders of 2018, drawn as a pie',
          cols: ['payment_type', 'value'],
          chart: 'pie',
          any: true,
        },
      ),
    'conversation-05': () =>
      k.rows(
        'olist',
        'top 3 only',
        k.top(
          k.by(
            lines((l) => l.year === '2018' && l.state === 'MG'),
            (l) => l.category,
            s.olist.units,
          ),
          3,
        ),
        {
          history: ['best categories by units in 2018', 'only MG'],
          unit: 'count',
          def: 'UNITS by CATEGORY of CUSTOMER STATE MG, 2018, the first 3',
          cols: ['category', 'units'],
        },
      ),
    'conversation-06': () =>
      k.one('olist', 'what was it the month before?', s.olist.late(s.olist.delivered.filter(month('2018-02'))), {
        history: ['late delivery rate in march 2018'],
        unit: 'pct',
        def: 'LATE RATE of orders purchased in 2018-02',
      }),
    'conversation-07': () =>
      k.one(
        'olist',
        'how much of that was in SP',
        s.olist.rev(lines((l) => l.category === 'toys' && l.year === '2017' && l.state === 'SP')),
        {
          history: ['toys revenue 2017'],
          unit: 'money',
          def: 'REVENUE of CATEGORY toys and CUSTOMER STATE SP, 2017',
        },
      ),
    'conversation-08': () =>
      k.rows(
        'olist',
        'by weekday instead',
        k.by(
          s.olist.orders.filter(year('2018')),
          (o) => o.weekday,
          (list) => list.length,
        ),
        {
          history: ['orders per month in 2018'],
          unit: 'count',
          def: 'ORDERS by weekday, 2018',
          cols: ['weekday', 'orders'],
          any: true,
        },
      ),
    'conversation-09': () =>
      k.one('olist', 'back to revenue: may 2018 only', s.olist.rev(lines(month('2018-05'))), {
        history: ['revenue by month 2018', 'and the average review score by month', 'ok thanks'],
        unit: 'money',
        def: 'REVENUE 2018-05',
      }),
    'conversation-10': () =>
      k.rows(
        'olist',
        'sort it from low to high',
        k.bottom(
          k.by(
            lines((l) => l.quarter === '2018-Q1' && ['SP', 'RJ', 'MG', 'RS', 'PR'].includes(l.state)),
            (l) => l.state,
            s.olist.rev,
          ),
          5,
        ),
        {
          history: ['revenue of SP, RJ, MG, RS and PR in q1 2018'],
          unit: 'money',
          def: 'REVENUE by CUSTOMER STATE of the five, 2018-Q1, lowest first',
          cols: ['state', 'revenue'],
        },
      ),
    'conversation-11': () =>
      k.never('olist', 'ok and what did we pay our suppliers for them?', 'no costs in the data', {
        history: ['top 5 products by revenue in 2018'],
        says: 'cost|suppl|purchase price',
      }),
    'conversation-12': () =>
      k.one(
        'olist',
        'growth over 2017 in %?',
        k.change(
          s.olist.rev(lines((l) => l.state === 'PR' && inside('2017-01-01', '2017-06-30')(l))),
          s.olist.rev(lines((l) => l.state === 'PR' && inside('2018-01-01', '2018-06-30')(l))),
        ),
        {
          history: ['PR revenue first half 2018'],
          unit: 'pct',
          def: 'change of REVENUE of CUSTOMER STATE PR from 2017-01..2017-06 to 2018-01..2018-06, in percent',
        },
      ),
    'conversation-26': () =>
      k.rows(
        'olist',
        'make it a bar chart',
        k.by(lines(year('2017')), (l) => l.quarter, s.olist.rev),
        {
          history: ['revenue per quarter 2017'],
          unit: 'money',
          def: 'REVENUE by quarter, 2017, drawn as bars',
          cols: ['quarter', 'revenue'],
          chart: 'bar',
        },
      ),
    'conversation-27': () =>
      k.rows(
        'olist',
        'same for 2018',
        k.by(
          lines((l) => l.year === '2018' && l.state === 'RJ'),
          (l) => l.quarter,
          s.olist.count,
        ),
        {
          history: ['2017 revenue by quarter', 'only SP', 'and RJ', 'orders instead'],
          unit: 'count',
          def: 'ORDERS of CUSTOMER STATE RJ by quarter, 2018',
          cols: ['quarter', 'orders'],
        },
      ),
    'conversation-30': () =>
      k.one(
        'olist',
        'whats the difference between the two',
        s.olist.count(lines(month('2018-05'))) - s.olist.count(lines(month('2018-06'))),
        {
          history: ['orders in may 2018', 'and june 2018?'],
          unit: 'count',
          def: 'ORDERS 2018-05 less ORDERS 2018-06, with or without sign',
          anySign: true,
        },
      ),
  };
}
