// Two or more things over several metrics in one table.
import * as k from '../kit.mjs';

export function cases(s) {
  const olist = (keys, keyOf, measures, keep = () => true) =>
    keys.map((key) => [key, ...measures.map((measure) => measure(s.olist.lines.filter((l) => keep(l) && keyOf(l) === key)))]);
  const year = (value) => (e) => e.year === value;
  return {
    'side-by-side-01': () =>
      k.rows(
        'olist',
        'SP vs RJ 2018: revenue, orders, avg order value',
        olist(['SP', 'RJ'], (l) => l.state, [s.olist.rev, s.olist.count, s.olist.aov], year('2018')),
        {
          unit: ['money', 'count', 'money'],
          def: 'REVENUE, ORDERS and AOV of CUSTOMER STATES SP and RJ, 2018',
          cols: ['state', 'revenue', 'orders', 'aov'],
          any: true,
        },
      ),
    'side-by-side-02': () =>
      k.rows(
        'olist',
        'compare health_beauty with bed_bath_table on revenue, pieces and average item price',
        olist(['health_beauty', 'bed_bath_table'], (l) => l.category, [s.olist.rev, s.olist.units, s.olist.price]),
        {
          unit: ['money', 'count', 'money'],
          def: 'REVENUE, UNITS and REVENUE / UNITS of the two CATEGORIES',
          cols: ['category', 'revenue', 'units', 'price'],
          any: true,
        },
      ),
    'side-by-side-03': () =>
      k.rows(
        'olist',
        'boleto next to credit card for 2018: payment value and number of payments',
        ['boleto', 'credit_card'].map((method) => {
          const list = s.olist.payments.filter((p) => p.year === '2018' && p.method === method);
          return [method, k.sum(list, (p) => p.cents) / 100, list.length];
        }),
        {
          unit: ['money', 'count'],
          def: 'payment_value and payment rows by payment_type, valid orders of 2018',
          cols: ['payment_type', 'value', 'payments'],
          any: true,
        },
      ),
    'side-by-side-04': () =>
      k.rows(
        'olist',
        'MG against RS, late rate and delivery days side by side',
        ['MG', 'RS'].map((state) => {
          const list = s.olist.delivered.filter((o) => o.state === state);
          return [state, s.olist.late(list), s.olist.days(list)];
        }),
        {
          unit: ['pct', 'days'],
          def: 'LATE RATE in percent and DELIVERY DAYS of CUSTOMER STATES MG and RS',
          cols: ['state', 'late_pct', 'days'],
          any: true,
        },
      ),
    'side-by-side-05': () =>
      k.rows(
        'olist',
        '2017 next to 2018 - revenue, orders, aov',
        olist(['2017', '2018'], (l) => l.year, [s.olist.rev, s.olist.count, s.olist.aov]),
        {
          unit: ['money', 'count', 'money'],
          def: 'REVENUE, ORDERS and AOV of 2017 and of 2018',
          cols: ['year', 'revenue', 'orders', 'aov'],
          any: true,
        },
      ),
    'side-by-side-06': () =>
      k.rows(
        'olist',
        'first-time vs returning buyers: orders + revenue, 2018',
        ['new', 'returning'].map((kind) => {
          const list = s.olist.orders.filter((o) => o.year === '2018' && o.isFirst === (kind === 'new'));
          return [kind, list.length, k.sum(list, (o) => o.cents) / 100];
        }),
        {
          unit: ['count', 'money'],
          def: 'ORDERS and REVENUE by NEW and RETURNING, 2018',
          cols: ['customer', 'orders', 'revenue'],
          any: true,
          looseKeys: true,
        },
      ),
    'side-by-side-07': () =>
      k.rows(
        'olist',
        'weekend vs weekdays 2018, orders, revenue and basket size',
        ['weekday', 'weekend'].map((kind) => {
          const list = s.olist.lines.filter((l) => l.year === '2018' && l.isWeekend === (kind === 'weekend'));
          return [kind, s.olist.count(list), s.olist.rev(list), s.olist.aov(list)];
        }),
        {
          unit: ['count', 'money', 'money'],
          def: 'ORDERS, REVENUE and AOV of Monday to Friday and of Saturday and Sunday, 2018',
          cols: ['kind of day', 'orders', 'revenue', 'aov'],
          any: true,
          looseKeys: true,
        },
      ),
    'side-by-side-08': () =>
      k.rows(
        'olist',
        'sellers 4869f7a5dfa277a7dca6462dcf3b52b2 and 7c67e1448b00f6e969d365cea6b010ab compared: revenue, units, orders',
        olist(['4869f7a5dfa277a7dca6462dcf3b52b2', '7c67e1448b00f6e969d365cea6b010ab'], (l) => l.seller, [
          s.olist.rev,
          s.olist.units,
          s.olist.count,
        ]),
        {
          unit: ['money', 'count', 'count'],
          def: 'REVENUE, UNITS and ORDERS of the two sellers',
          cols: ['seller', 'revenue', 'units', 'orders'],
          any: true,
        },
      ),
    'side-by-side-09': () =>
      k.rows(
        'olist',
        'the cities curitiba vs porto alegre, orders and revenue',
        olist(['curitiba', 'porto alegre'], (l) => l.city, [s.olist.count, s.olist.rev]),
        {
          unit: ['count', 'money'],
          def: 'ORDERS and REVENUE of the two values of customer_city',
          cols: ['city', 'orders', 'revenue'],
          any: true,
        },
      ),
    'side-by-side-10': () =>
      k.rows(
        'olist',
        'toys or baby: rating and no. of reviews each',
        ['toys', 'baby'].map((category) => {
          const list = s.olist.reviews.filter((r) => r.order.lines.some((l) => l.category === category));
          return [category, s.olist.score(list), list.length];
        }),
        {
          unit: ['score', 'count'],
          def: 'REVIEW SCORE and review rows of the two CATEGORIES',
          cols: ['category', 'score', 'reviews'],
          any: true,
        },
      ),
  };
}
