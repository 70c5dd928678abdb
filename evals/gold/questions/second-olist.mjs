// Questions over Olist by an examiner who had not read the analyst: a hold-out first, then released.
import * as k from '../kit.mjs';
import { DONE, OLIST_GROUPS, part as v, partRows as t } from '../kit.mjs';
export function cases(s) {
  const { inside } = k;
  const O = s.olist;
  const lines = (f) => O.lines.filter(f);
  const y = (x) => (e) => e.year === x;
  const m = (x) => (e) => e.month === x;
  const one = (q, g, unit, def, rest = {}) => k.one('olist', q, g, { unit, def, ...rest });
  const why = (q, [b, a], { keep = () => true, without = [], measure = O.rev, unit = 'money', about = 'REVENUE' } = {}) => {
    const list = lines(keep);
    const before = list.filter(inside(...b)),
      after = list.filter(inside(...a));
    const dims = Object.fromEntries(Object.entries(OLIST_GROUPS).filter(([n]) => !without.includes(n)));
    return k.why('olist', q, k.leaders(before, after, dims, { measure, direction: Math.sign(measure(after) - measure(before)) }), {
      unit,
      def: `change of ${about} from ${b.join('..')} to ${a.join('..')}: in each dimension the value that changed most in the direction of the whole`,
    });
  };
  return {
    'phrasing-201': () =>
      one(
        'quick one before my call - perfumery takings 1st half 2018',
        O.rev(lines((l) => l.category === 'perfumery' && inside('2018-01-01', '2018-06-30')(l))),
        'money',
        'REVENUE of CATEGORY perfumery, 2018-01..2018-06',
      ),
    'phrasing-202': () =>
      one(
        'ordrs frm santa catarina, jul 2018',
        O.count(lines((l) => l.state === 'SC' && l.month === '2018-07')),
        'count',
        'ORDERS of CUSTOMER STATE SC, 2018-07',
      ),
    'phrasing-203': () =>
      one(
        'freight we billed folks in bahia, 2017 total',
        O.freight(lines((l) => l.state === 'BA' && l.year === '2017')),
        'money',
        'sum of freight_value over ORDER LINES of CUSTOMER STATE BA, 2017',
      ),
    'several-asks-201': () => {
      const d = O.delivered.filter(m('2018-04'));
      return k.several(
        'olist',
        'apr 2018 pls: orders, revenue, and what % of deliveries was late',
        [v(O.count(lines(m('2018-04'))), 'count'), v(O.rev(lines(m('2018-04'))), 'money'), v(O.late(d), 'pct')],
        { def: 'ORDERS and REVENUE 2018-04, LATE RATE of orders purchased in 2018-04 in percent' },
      );
    },
    'several-asks-202': () => {
      const l = lines((e) => e.category === 'telephony' && e.year === '2017');
      return k.several('olist', 'telephony - pieces sold in 2017 and what they brought in', [v(l.length, 'count'), v(O.rev(l), 'money')], {
        def: 'UNITS and REVENUE of CATEGORY telephony, 2017',
      });
    },
    'several-asks-203': () => {
      const q = lines((e) => e.quarter === '2018-Q2');
      return k.several(
        'olist',
        'city with the most orders and category with the most revenue, both for q2 2018',
        [
          t(
            k.top(
              k.by(q, (e) => e.city, O.count),
              1,
            ),
            'count',
          ),
          t(
            k.top(
              k.by(q, (e) => e.category, O.rev),
              1,
            ),
            'money',
          ),
        ],
        { def: 'customer_city with the most ORDERS, CATEGORY with the most REVENUE, 2018-Q2' },
      );
    },
    'filters-201': () =>
      one(
        'how much was put on credit cards in 10 or more instalments during 2017',
        k.sum(
          O.payments.filter((p) => p.year === '2017' && p.method === 'credit_card' && p.installments >= 10),
          (p) => p.cents,
        ) / 100,
        'money',
        'payment_value of credit_card rows with payment_installments >= 10, valid orders of 2017',
      ),
    'filters-202': () =>
      one(
        'paraná orders in 2018 w/o the city of curitiba',
        O.count(lines((l) => l.state === 'PR' && l.city !== 'curitiba' && l.year === '2018')),
        'count',
        'ORDERS of CUSTOMER STATE PR and every city but curitiba, 2018',
      ),
    'rankings-201': () =>
      k.rows(
        'olist',
        'top 4 cities outside SP state by revenue, 2018',
        k.top(
          k.by(
            lines((l) => l.year === '2018' && l.state !== 'SP'),
            (l) => l.city,
            O.rev,
          ),
          4,
        ),
        {
          unit: 'money',
          def: 'REVENUE by customer_city, every CUSTOMER STATE but SP, 2018, greatest first',
          cols: ['city', 'revenue'],
          looseKeys: true,
        },
      ),
    'rankings-202': () =>
      k.rows(
        'olist',
        'in which month of 2018 (jan to aug) did freight eat the biggest chunk of sales?',
        k.top(
          k.by(
            lines(inside('2018-01-01', '2018-08-31')),
            (l) => l.month,
            (list) => k.pct(O.freight(list), O.rev(list)),
          ),
          1,
        ),
        { unit: 'pct', def: 'month of 2018-01..2018-08 with the greatest FREIGHT SHARE, in percent', cols: ['month', 'freight_pct'] },
      ),
    'rankings-203': () =>
      k.rows(
        'olist',
        'how do people in RJ mostly pay? go by number of payments',
        k.top(
          k.by(
            O.payments.filter((p) => p.state === 'RJ'),
            (p) => p.method,
            (l) => l.length,
          ),
          1,
        ),
        {
          unit: 'count',
          def: 'payment_type with the most order_payments rows of valid orders of CUSTOMER STATE RJ',
          cols: ['payment_type', 'payments'],
          looseKeys: true,
        },
      ),
    'shares-201': () => {
      const c = k.by(lines(y('2018')), (l) => l.category, O.rev);
      return one(
        'what chunk of 2018 revenue comes from the five best selling categories? by revenue',
        k.pct(
          k.sum(k.top(c, 5), (r) => r[1]),
          k.sum(c, (r) => r[1]),
        ),
        'pct',
        'REVENUE of the 5 CATEGORIES with the most / REVENUE, 2018, in percent',
      );
    },
    'shares-202': () => {
      const o = O.orders.filter(y('2017'));
      return one(
        'share of 2017 orders with just a single piece in them',
        k.pct(o.filter((x) => x.lines.length === 1).length, o.length),
        'pct',
        'ORDERS with one UNIT / ORDERS, 2017, in percent',
      );
    },
    'time-201': () =>
      one(
        'carnival, 9 to 14 feb 2018: orders?',
        O.count(lines(inside('2018-02-09', '2018-02-14'))),
        'count',
        'ORDERS 2018-02-09..2018-02-14',
      ),
    'time-202': () =>
      one(
        'orders on mondays to fridays between 9am and noon in 2018',
        O.orders.filter((o) => o.year === '2018' && !o.isWeekend && o.hour >= 9 && o.hour < 12).length,
        'count',
        'ORDERS of the hours 9, 10 and 11 on Monday to Friday, 2018',
      ),
    'comparisons-201': () => {
      const h = (a, b) => O.rev(lines((l) => l.category === 'health_beauty' && inside(a, b)(l)));
      return one(
        'health & beauty revenue h1 2018, % up on a year before',
        k.change(h('2017-01-01', '2017-06-30'), h('2018-01-01', '2018-06-30')),
        'pct',
        'change of REVENUE of CATEGORY health_beauty from 2017-01..2017-06 to 2018-01..2018-06, in percent',
      );
    },
    'comparisons-202': () =>
      one(
        'did shipping get quicker? avg delivery days july 2018 minus march 2018',
        O.days(O.delivered.filter(m('2018-07'))) - O.days(O.delivered.filter(m('2018-03'))),
        'days',
        'DELIVERY DAYS of orders purchased in 2018-07 less those of 2018-03, with or without sign',
        { anySign: true },
      ),
    'comparisons-203': () => {
      const f = (x) => k.pct(O.freight(lines(y(x))), O.rev(lines(y(x))));
      return one(
        'freight in % of sales: change from 2017 to 2018 in percentage points',
        f('2018') - f('2017'),
        'pct',
        'FREIGHT SHARE 2018 less FREIGHT SHARE 2017, in points',
        { anySign: true },
      );
    },
    'side-by-side-201': () =>
      k.rows(
        'olist',
        'auto | garden tools: revenue, orders and average item price in 2018',
        ['auto', 'garden_tools'].map((c) => {
          const l = lines((e) => e.category === c && e.year === '2018');
          return [c, O.rev(l), O.count(l), O.price(l)];
        }),
        {
          unit: ['money', 'count', 'money'],
          def: 'REVENUE, ORDERS with a line of it and REVENUE / UNITS of the two CATEGORIES, 2018',
          cols: ['category', 'revenue', 'orders', 'price'],
          any: true,
        },
      ),
    'side-by-side-202': () =>
      k.rows(
        'olist',
        'DF and GO next to each other: orders, avg order value, repeat purchase rate',
        ['DF', 'GO'].map((st) => {
          const o = O.orders.filter((x) => x.state === st);
          const h = [...k.histories(o).values()];
          return [st, o.length, k.sum(o, (x) => x.cents) / 100 / o.length, k.pct(h.filter((l) => l.length > 1).length, h.length)];
        }),
        {
          unit: ['count', 'money', 'pct'],
          def: 'ORDERS, AOV and REPEAT RATE over the ORDERS of the two CUSTOMER STATES, in percent',
          cols: ['state', 'orders', 'aov', 'repeat_pct'],
          any: true,
        },
      ),
    'counts-201': () =>
      one(
        'how many sellers turned over more than 20k in 2018',
        k.by(lines(y('2018')), (l) => l.seller, O.rev).filter((r) => r[1] > 20_000).length,
        'count',
        'sellers with REVENUE over 20,000, 2018',
      ),
    'counts-202': () =>
      one(
        'no. of cities with at least 100 orders',
        k
          .by(
            O.orders,
            (o) => o.city,
            (l) => l.length,
          )
          .filter((r) => r[1] >= 100).length,
        'count',
        'customer_city with 100 ORDERS or more, all data',
      ),
    'counts-203': () =>
      one(
        'states with fewer than 50 orders in total - how many are there',
        k
          .by(
            O.orders,
            (o) => o.state,
            (l) => l.length,
          )
          .filter((r) => r[1] < 50).length,
        'count',
        'CUSTOMER STATES with fewer than 50 ORDERS, all data',
      ),
    'customers-201': () =>
      one(
        'customers w/ 3 orders or more, count',
        [...k.histories(O.orders).values()].filter((l) => l.length >= 3).length,
        'count',
        'PERSONs with three or more ORDERS',
      ),
    'customers-202': () => {
      const o = O.orders.filter((x) => x.state === 'RS');
      return one(
        'how much does a customer from RS leave with us on average, all orders added up',
        k.sum(o, (x) => x.cents) / 100 / k.distinct(o, (x) => x.person),
        'money',
        'REVENUE / distinct PERSONs of CUSTOMER STATE RS, all data',
      );
    },
    'service-201': () =>
      k.rows(
        'olist',
        'cancellations by month, apr-aug 2018',
        k.by(
          O.all.filter((o) => o.status === 'canceled' && inside('2018-04-01', '2018-08-31')(o)),
          (o) => o.month,
          (l) => l.length,
        ),
        { unit: 'count', def: 'orders with status canceled by month of purchase, 2018-04..2018-08', cols: ['month', 'canceled'] },
      ),
    'service-202': () => {
      const d = O.delivered.filter((o) => o.lines.some((l) => l.sellerState === 'MG'));
      return one(
        'sellers based in MG: what % of their deliveries is late',
        O.late(d),
        'pct',
        'LATE RATE of delivered orders with a line of SELLER STATE MG, in percent',
      );
    },
    'service-203': () =>
      one(
        'how long did perfumery orders take to arrive in 2018, on average',
        O.days(O.delivered.filter((o) => o.year === '2018' && o.lines.some((l) => l.category === 'perfumery'))),
        'days',
        'DELIVERY DAYS of orders purchased in 2018 with a line of CATEGORY perfumery',
      ),
    'what-if-201': () =>
      one(
        'had freight been 15% cheaper in 2017, how much freight would we have charged',
        O.freight(lines(y('2017'))) * 0.85,
        'money',
        'freight 2017 x 0.85; all else as it was',
      ),
    'what-if-202': () =>
      one(
        'drop telephony from the range - revenue 2018 would be?',
        O.rev(lines((l) => l.year === '2018' && l.category !== 'telephony')),
        'money',
        'REVENUE 2018 of every CATEGORY but telephony; all else as it was',
      ),
    'why-201': () =>
      why('april 2017 came in under march 2017 on revenue, how come?', [
        ['2017-03-01', '2017-03-31'],
        ['2017-04-01', '2017-04-30'],
      ]),
    'why-202': () =>
      why(
        'order count climbed in january 2018 over december. who or what was behind it',
        [
          ['2017-12-01', '2017-12-31'],
          ['2018-01-01', '2018-01-31'],
        ],
        { measure: O.count, unit: 'count', about: 'ORDERS' },
      ),
    'why-203': () =>
      why(
        'MG revenue was better in feb 2018 than in january, why?',
        [
          ['2018-01-01', '2018-01-31'],
          ['2018-02-01', '2018-02-28'],
        ],
        { keep: (l) => l.state === 'MG', without: ['state'] },
      ),
    'asking-201': () =>
      k.asks('olist', 'how are we doing in rio?', 'city or state, and by which measure: ask, or state both', {
        says: 'city|state|\\bRJ\\b',
      }),
    'asking-202': () =>
      k.asks('olist', 'top 3 please', 'three of what, by what: nothing has been named', {
        says: 'which|what|name|nothing|by ',
        orRefuse: true,
      }),
    'refusing-201': () =>
      k.never('olist', 'which supplier gives us the best margin on toys', 'no costs in the data', { says: 'cost|margin|profit' }),
    'refusing-202': () =>
      k.never('olist', 'send all our SP customers a 10% voucher', 'a question never does anything: refuse', { notSays: DONE }),
    'conversation-201': () =>
      k.rows(
        'olist',
        'only the south please: PR, SC, RS',
        k.by(
          O.delivered.filter((o) => o.year === '2018' && ['PR', 'SC', 'RS'].includes(o.state)),
          (o) => o.state,
          O.days,
        ),
        {
          history: ['average delivery days by state in 2018'],
          unit: 'days',
          def: 'DELIVERY DAYS of CUSTOMER STATES PR, SC and RS, orders purchased in 2018',
          cols: ['state', 'days'],
          any: true,
        },
      ),
    'conversation-202': () =>
      k.rows(
        'olist',
        'and which day was the strongest?',
        k.top(
          k.by(
            O.orders.filter(m('2017-08')),
            (o) => o.weekday,
            (l) => l.length,
          ),
          1,
        ),
        {
          history: ['orders in august 2017', 'by weekday'],
          unit: 'count',
          def: 'weekday with the most ORDERS, 2017-08',
          cols: ['weekday', 'orders'],
        },
      ),
    'conversation-203': () =>
      one(
        'and baby, same month?',
        O.rev(lines((l) => l.category === 'baby' && l.month === '2017-12')),
        'money',
        'REVENUE of CATEGORY baby, 2017-12',
        { history: ['revenue of toys in december 2017'] },
      ),
  };
}
