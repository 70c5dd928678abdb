// Weekdays, hours, parts of the day, holidays, fiscal years, rolling and to-date periods, dates of all kinds, dates that do not exist.
import * as k from '../kit.mjs';

export function cases(s) {
  const { inside } = k;
  const olist = (from, to = from) => s.olist.lines.filter(inside(from, to));
  const retail = (from, to = from) => s.retail.net.filter(inside(from, to));
  const demo = (from, to = from) => s.demo.net.filter(inside(from, to));
  return {
    'time-01': () =>
      k.one('olist', 'sales on black friday 2017', s.olist.rev(olist('2017-11-24')), { unit: 'money', def: 'REVENUE 2017-11-24' }),
    'time-02': () =>
      k.one('olist', 'how many orders on christmas eve 2017?', s.olist.count(olist('2017-12-24')), {
        unit: 'count',
        def: 'ORDERS 2017-12-24',
      }),
    'time-03': () =>
      k.one('olist', "how were sales on mother's day 2018", s.olist.rev(olist('2018-05-13')), {
        unit: 'money',
        def: 'REVENUE 2018-05-13, the second Sunday of May (Brazil)',
      }),
    'time-04': () =>
      k.one('olist', 'revenue of the fiscal year starting in April 2017', s.olist.rev(olist('2017-04-01', '2018-03-31')), {
        unit: 'money',
        def: 'REVENUE 2017-04-01..2018-03-31',
      }),
    'time-05': () =>
      k.rows(
        'olist',
        'orders by part of day: morning, afternoon, evening, night',
        k.by(
          s.olist.orders,
          (o) => k.partOfDay(o.hour),
          (list) => list.length,
        ),
        {
          unit: 'count',
          def: 'ORDERS by hour of purchase: morning 6-11, afternoon 12-17, evening 18-23, night 0-5',
          cols: ['part of day', 'orders'],
          any: true,
          looseKeys: true,
        },
      ),
    'time-06': () =>
      k.rows(
        'olist',
        'weekdays against weekends, revenue 2018',
        k.by(
          s.olist.lines.filter((l) => l.year === '2018'),
          (l) => (l.isWeekend ? 'weekend' : 'weekday'),
          s.olist.rev,
        ),
        {
          unit: 'money',
          def: 'REVENUE of Monday to Friday and of Saturday and Sunday, 2018',
          cols: ['kind of day', 'revenue'],
          any: true,
          looseKeys: true,
        },
      ),
    'time-07': () =>
      k.one(
        'olist',
        'orders placed between 10 pm and midnight, 2018',
        s.olist.orders.filter((o) => o.year === '2018' && o.hour >= 22).length,
        {
          unit: 'count',
          def: 'ORDERS of the hours 22 and 23, 2018',
        },
      ),
    'time-08': () =>
      k.one('olist', 'revenue in the first two weeks of march 2018', s.olist.rev(olist('2018-03-01', '2018-03-14')), {
        unit: 'money',
        def: 'REVENUE 2018-03-01..2018-03-14',
      }),
    'time-09': () =>
      k.rows(
        'olist',
        'half-yearly revenue for 2017',
        [
          ['2017-H1|2017 H1|H1 2017', s.olist.rev(olist('2017-01-01', '2017-06-30'))],
          ['2017-H2|2017 H2|H2 2017', s.olist.rev(olist('2017-07-01', '2017-12-31'))],
        ],
        { unit: 'money', def: 'REVENUE 2017-01..2017-06 and 2017-07..2017-12', cols: ['half', 'revenue'], looseKeys: true },
      ),
    'time-10': () => k.never('olist', 'revenue on 30 february 2018', 'there is no such day', { says: 'feb|date|day|calendar' }),
    'time-11': () => k.never('olist', 'orders in q5 2017', 'there is no fifth quarter', { says: 'quarter|q5' }),
    'time-12': () =>
      k.rows(
        'olist',
        'busiest hour on saturdays in 2018?',
        k.top(
          k.by(
            s.olist.orders.filter((o) => o.year === '2018' && o.weekday === 'Saturday'),
            (o) => o.hour,
            (list) => list.length,
          ),
          1,
        ),
        {
          unit: 'count',
          def: 'hour with the most ORDERS on Saturdays of 2018',
          cols: ['hour', 'orders'],
        },
      ),
    'time-13': () =>
      k.one('olist', 'how much have we sold since we launched', s.olist.rev(s.olist.lines), {
        unit: 'money',
        def: 'REVENUE over all data',
      }),
    'time-14': () =>
      k.one('retail', 'halloween 2011 sales', s.retail.money(retail('2011-10-31')), { unit: 'money', def: 'net sales 2011-10-31' }),
    'time-15': () =>
      k.one('retail', 'net sales 01/12/2010 - 24/12/2010', s.retail.money(retail('2010-12-01', '2010-12-24')), {
        unit: 'money',
        def: 'net sales 2010-12-01..2010-12-24: the shop writes the day first',
      }),
    'time-16': () =>
      k.rows(
        'retail',
        'hour of day that brings in the most sales',
        k.top(
          k.by(s.retail.net, (e) => e.hour, s.retail.money),
          1,
        ),
        {
          unit: 'money',
          def: 'hour with the most net sales',
          cols: ['hour', 'net_sales'],
        },
      ),
    'time-17': () =>
      k.one('retail', 'sales in the week of 5 september 2011', s.retail.money(retail('2011-09-05', '2011-09-11')), {
        unit: 'money',
        def: 'net sales 2011-09-05..2011-09-11',
      }),
    'time-18': () =>
      k.rows(
        'retail',
        'november 2011: morning vs afternoon sales',
        k.by(
          retail('2011-11-01', '2011-11-30').filter((e) => e.hour >= 6 && e.hour < 18),
          (e) => k.partOfDay(e.hour),
          s.retail.money,
        ),
        {
          unit: 'money',
          def: 'net sales 2011-11 of the hours 6-11 and 12-17',
          cols: ['part of day', 'net_sales'],
          any: true,
          looseKeys: true,
        },
      ),
    'time-19': () => k.never('retail', 'sales 31/11/2011', 'November has 30 days', { says: 'nov|date|day|calendar' }),
    'time-20': () =>
      k.one('demo', 'black friday 2025 net sales', s.demo.money(demo('2025-11-28')), { unit: 'money', def: 'net sales 2025-11-28' }),
    'time-21': () =>
      k.one('demo', 'orders last 7 days', s.demo.orders.filter(inside('2026-10-08', '2026-10-14')).length, {
        unit: 'count',
        def: 'orders placed 2026-10-08..2026-10-14: the seven whole days before today',
      }),
    'time-22': () =>
      k.one('demo', 'mtd net sales', s.demo.money(demo('2026-10-01', '2026-10-15')), {
        unit: 'money',
        def: 'net sales 2026-10-01..2026-10-15',
      }),
    'time-23': () =>
      k.one('demo', 'week to date orders', s.demo.orders.filter(inside('2026-10-12', '2026-10-15')).length, {
        unit: 'count',
        def: 'orders placed 2026-10-12..2026-10-15; weeks begin on Monday',
      }),
    'time-24': () =>
      k.rows(
        'demo',
        'last quarter net sales month by month',
        k.by(demo('2026-07-01', '2026-09-30'), (e) => e.month, s.demo.money),
        {
          unit: 'money',
          def: 'net sales by month, 2026-07..2026-09',
          cols: ['month', 'net_sales'],
        },
      ),
    'time-25': () =>
      k.rows(
        'demo',
        'fiscal year july 2025 to june 2026, net sales per quarter',
        k.by(demo('2025-07-01', '2026-06-30'), (e) => e.quarter, s.demo.money),
        {
          unit: 'money',
          def: 'net sales by calendar quarter, 2025-07-01..2026-06-30',
          cols: ['quarter', 'net_sales'],
        },
      ),
    'time-26': () =>
      k.one(
        'demo',
        'how many orders came in at night (0-5h) last month',
        s.demo.orders.filter((o) => o.month === '2026-09' && o.hour < 6).length,
        {
          unit: 'count',
          def: 'orders placed in 2026-09 in the hours 0 to 5, local time of their shop',
        },
      ),
    'time-27': () =>
      k.one(
        'demo',
        'thursdays this year: net sales',
        s.demo.money(s.demo.net.filter((e) => e.year === '2026' && e.weekday === 'Thursday')),
        {
          unit: 'money',
          def: 'net sales booked on Thursdays, 2026-01-01..2026-10-15',
        },
      ),
    'time-28': () =>
      k.one('demo', 'sales since 1 july', s.demo.money(demo('2026-07-01', '2026-10-15')), {
        unit: 'money',
        def: 'net sales 2026-07-01..2026-10-15',
      }),
    'time-29': () =>
      k.rows(
        'olist',
        'orders per weekday in nov 2017',
        k.by(
          s.olist.orders.filter((o) => o.month === '2017-11'),
          (o) => o.weekday,
          (list) => list.length,
        ),
        {
          unit: 'count',
          def: 'ORDERS by weekday, 2017-11',
          cols: ['weekday', 'orders'],
          any: true,
        },
      ),
    'time-30': () =>
      k.one('demo', 'cyber monday last year, orders?', s.demo.orders.filter((o) => o.day === '2025-12-01').length, {
        unit: 'count',
        def: 'orders placed 2025-12-01',
      }),
  };
}
