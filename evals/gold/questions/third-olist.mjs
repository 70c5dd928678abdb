// Questions over Olist by an examiner who had not read the analyst: the third hold-out, released.
import * as k from '../kit.mjs';
import { DONE, OLIST_GROUPS, part as v, partRows as t } from '../kit.mjs';
export function cases(s) {
  const O = s.olist;
  const { inside } = k;
  const L = (f) => O.lines.filter(f);
  const y = (x) => (e) => e.year === x;
  const m = (x) => (e) => e.month === x;
  const q = (x) => (e) => e.quarter === x;
  const one = (text, g, unit, def, rest = {}) => k.one('olist', text, g, { unit, def, ...rest });
  const rows = (text, g, unit, def, cols, rest = {}) => k.rows('olist', text, g, { unit, def, cols, ...rest });
  const why = (text, [b, a], { keep = () => true, without = [], measure = O.rev, unit = 'money', about = 'REVENUE' } = {}) => {
    const before = L((l) => keep(l) && inside(...b)(l)),
      after = L((l) => keep(l) && inside(...a)(l));
    const dims = Object.fromEntries(Object.entries(OLIST_GROUPS).filter(([n]) => !without.includes(n)));
    const total = measure(after) - measure(before);
    return k.why('olist', text, k.leaders(before, after, dims, { measure, direction: Math.sign(total) }), {
      unit,
      def: `change of ${about} from ${b.join('..')} to ${a.join('..')}: in each dimension the value that changed most in the direction of the whole`,
    });
  };
  const cat = (c) => (l) => l.category === c;
  const NORTH = ['AM', 'PA', 'AC', 'RO', 'RR', 'AP', 'TO'];
  return {
    'phrasing-301': () =>
      one(
        "morning! how'd housewares go in jan 2018, in reais",
        O.rev(L((l) => cat('housewares')(l) && m('2018-01')(l))),
        'money',
        'REVENUE of CATEGORY housewares, 2018-01',
      ),
    'phrasing-302': () =>
      one(
        'averge price of a baby item in 2017',
        O.price(L((l) => cat('baby')(l) && y('2017')(l))),
        'money',
        'mean price of ORDER LINES of CATEGORY baby, 2017',
      ),
    'phrasing-303': () =>
      one('nr of reveiws we got feb 18', O.reviews.filter(m('2018-02')).length, 'count', 'review rows with review date in 2018-02'),
    'several-asks-301': () => {
      const p = O.payments.filter((x) => x.method === 'boleto' && x.quarter === '2018-Q1');
      return k.several(
        'olist',
        'boleto, q1 2018 - how many orders were paid that way and how much money was it',
        [
          v(
            k.distinct(p, (x) => x.order),
            'count',
          ),
          v(O.rev(p), 'money'),
        ],
        { def: 'ORDERS with a boleto payment and PAYMENT value of boleto, purchased 2018-Q1' },
      );
    },
    'several-asks-302': () => {
      const g = k
        .by(
          O.delivered.filter(y('2018')),
          (o) => o.state,
          O.days,
          (l) => l.length,
        )
        .filter((r) => r[2] >= 100)
        .map((r) => r.slice(0, 2));
      return k.several(
        'olist',
        'which state waits longest for its parcels and which gets them fastest? 2018, only states with 100 deliveries or more, average days',
        [t(k.top(g, 1), 'days'), t(k.bottom(g, 1), 'days')],
        { def: 'CUSTOMER STATE with the longest and the shortest DELIVERY DAYS, purchased in 2018, >= 100 delivered orders' },
      );
    },
    'several-asks-303': () => {
      const l = L((e) => cat('cool_stuff')(e) && y('2018')(e));
      return k.several(
        'olist',
        'cool stuff in 2018: what did it bring in, how many sellers sold it, how many different products',
        [
          v(O.rev(l), 'money'),
          v(
            k.distinct(l, (e) => e.seller),
            'count',
          ),
          v(
            k.distinct(l, (e) => e.product),
            'count',
          ),
        ],
        { def: 'REVENUE, distinct sellers and distinct products of ORDER LINES of CATEGORY cool_stuff, 2018' },
      );
    },
    'filters-301': () =>
      one(
        'orders with 3 or more pieces, 2018. how many',
        O.orders.filter((o) => y('2018')(o) && o.lines.length >= 3).length,
        'count',
        'ORDERS of 2018 with three or more UNITS',
      ),
    'filters-302': () =>
      one(
        'five star reviews in 2017 from anyone not in SP',
        O.reviews.filter((r) => r.year === '2017' && r.score === 5 && r.state !== 'SP').length,
        'count',
        'review rows with score 5, review date in 2017, CUSTOMER STATE other than SP',
      ),
    'filters-303': () =>
      one(
        'what do the sellers based in RJ earn from buyers who live outside RJ? revenue, 2018',
        O.rev(L((l) => y('2018')(l) && l.sellerState === 'RJ' && l.state !== 'RJ')),
        'money',
        'REVENUE of SELLER STATE RJ to CUSTOMER STATES other than RJ, 2018',
      ),
    'rankings-301': () =>
      rows(
        'the five categories with the dearest items on average (skip any with under 100 pieces sold)',
        k.top(
          k
            .by(O.lines, (l) => l.category, O.price, O.units)
            .filter((r) => r[2] >= 100)
            .map((r) => r.slice(0, 2)),
          5,
        ),
        'money',
        'mean price of ORDER LINES by CATEGORY, >= 100 UNITS, greatest first, 5',
        ['category', 'average_price'],
      ),
    'rankings-302': () =>
      rows(
        'in which city of MG do we make the most revenue',
        k.top(
          k.by(
            L((l) => l.state === 'MG'),
            (l) => l.city,
            O.rev,
          ),
          1,
        ),
        'money',
        'customer_city of CUSTOMER STATE MG with the most REVENUE, all data',
        ['city', 'revenue'],
      ),
    'shares-301': () =>
      one(
        'of all the freight we charged in 2018, what % was for parcels to SP',
        k.pct(O.freight(L((l) => y('2018')(l) && l.state === 'SP')), O.freight(L(y('2018')))),
        'pct',
        'freight_value of ORDER LINES of CUSTOMER STATE SP / that of all ORDER LINES, 2018, in percent',
      ),
    'shares-302': () => {
      const o = O.orders.filter(y('2018'));
      return one(
        'small fry: what percentage of the 2018 orders came to less than 50 reais',
        k.pct(o.filter((x) => x.cents < 5000).length, o.length),
        'pct',
        'ORDERS of 2018 whose lines add up to less than 50.00 (freight not counted) / ORDERS of 2018, in percent',
      );
    },
    'shares-303': () =>
      rows(
        '2017 reviews, how many percent for each number of stars',
        k.shares(
          k.by(
            O.reviews.filter(y('2017')),
            (r) => String(r.score),
            (l) => l.length,
          ),
        ),
        'pct',
        'review rows by score / all review rows, review date in 2017, in percent',
        ['score', 'share'],
        { any: true, looseKeys: true },
      ),
    'time-301': () =>
      one(
        'brazilian valentines, 12 june 2018: what did we turn over that day',
        O.rev(L((l) => l.day === '2018-06-12')),
        'money',
        'REVENUE of 2018-06-12',
      ),
    'time-302': () =>
      one(
        'revenue feb 2017 thru apr 2018 but skip november 2017',
        O.rev(L((l) => l.month >= '2017-02' && l.month <= '2018-04' && l.month !== '2017-11')),
        'money',
        'REVENUE 2017-02..2018-04 without 2017-11',
      ),
    'time-303': () =>
      one(
        'friday evenings in 2018, 6 to 8 pm: how many orders',
        O.orders.filter((o) => y('2018')(o) && o.weekday === 'Friday' && o.hour >= 18 && o.hour < 20).length,
        'count',
        'ORDERS of Fridays of 2018 from 18:00:00 to 19:59:59',
      ),
    'comparisons-301': () =>
      one(
        'avg stars q1 2018 less avg stars q4 2017',
        O.score(O.reviews.filter(q('2018-Q1'))) - O.score(O.reviews.filter(q('2017-Q4'))),
        'score',
        'REVIEW SCORE of review dates in 2018-Q1 less that of 2017-Q4',
      ),
    'comparisons-302': () =>
      rows(
        'telephony, perfumery, auto: how much did each grow in revenue, jan-aug 2018 over jan-aug 2017, in %',
        ['telephony', 'perfumery', 'auto'].map((c) => [
          c,
          k.change(
            O.rev(L((l) => cat(c)(l) && inside('2017-01-01', '2017-08-31')(l))),
            O.rev(L((l) => cat(c)(l) && inside('2018-01-01', '2018-08-31')(l))),
          ),
        ]),
        'pct',
        'change of REVENUE by CATEGORY from 2017-01..2017-08 to 2018-01..2018-08, in percent',
        ['category', 'growth_pct'],
        { any: true },
      ),
    'side-by-side-301': () =>
      rows(
        'salvador / recife / fortaleza: orders, revenue, average order value',
        ['salvador', 'recife', 'fortaleza'].map((c) => {
          const l = L((e) => e.city === c);
          return [c, O.count(l), O.rev(l), O.aov(l)];
        }),
        ['count', 'money', 'money'],
        'ORDERS, REVENUE and AOV of the customer cities salvador, recife and fortaleza, all data',
        ['city', 'orders', 'revenue', 'aov'],
        { any: true },
      ),
    'side-by-side-302': () =>
      rows(
        'put q4 2017 and q1 2018 beside each other: orders, late %, review stars',
        ['2017-Q4', '2018-Q1'].map((x) => [x, O.count(L(q(x))), O.late(O.delivered.filter(q(x))), O.score(O.reviews.filter(q(x)))]),
        ['count', 'pct', 'score'],
        'ORDERS and LATE RATE by quarter of purchase, REVIEW SCORE by quarter of review date',
        ['quarter', 'orders', 'late_pct', 'score'],
        { any: true },
      ),
    'counts-301': () =>
      one(
        'how many of our sellers have sold to customers in more than 10 different states',
        k
          .by(
            O.lines,
            (l) => l.seller,
            (l) => k.distinct(l, (e) => e.state),
          )
          .filter((r) => r[1] > 10).length,
        'count',
        'sellers whose ORDER LINES have more than 10 CUSTOMER STATES, all data',
      ),
    'counts-302': () =>
      one(
        'sellers that made their very first sale with us in 2018 - count',
        k
          .by(
            O.lines,
            (l) => l.seller,
            (l) => l.reduce((a, e) => (e.at < a ? e.at : a), '9'),
          )
          .filter((r) => r[1].startsWith('2018')).length,
        'count',
        'sellers whose first ORDER LINE is in 2018',
      ),
    'customers-301': () =>
      one(
        'how many people bought both in 2017 and in 2018',
        [...k.histories(O.orders).values()].filter((l) => l.some(y('2017')) && l.some(y('2018'))).length,
        'count',
        'PERSONs with an ORDER in 2017 and one in 2018',
      ),
    'customers-302': () =>
      one(
        'avg basket of the returning customers, 2018',
        O.aov(L((l) => y('2018')(l) && !l.isFirst)),
        'money',
        'AOV of RETURNING orders, 2018',
      ),
    'service-301': () =>
      one(
        '2018 orders that reached the customer more than 10 days before the promised date, how many',
        O.delivered.filter((o) => y('2018')(o) && o.delay < -10).length,
        'count',
        'DELIVERED ORDERS purchased in 2018, delivered more than 10 calendar days before the estimated date (the same by full timestamps)',
      ),
    'service-302': () => {
      const r = O.reviews.filter((x) => x.order.isDelivered && x.order.isLate);
      return one(
        'when a parcel comes late, how often do we get a single star? % of the reviews of late orders',
        k.pct(r.filter((x) => x.score === 1).length, r.length),
        'pct',
        'review rows with score 1 / review rows of LATE orders, all data, in percent',
      );
    },
    'service-303': () =>
      rows(
        'state with the most cancelled orders',
        k.top(
          k.by(
            O.all.filter((o) => o.status === 'canceled'),
            (o) => o.state,
            (l) => l.length,
          ),
          1,
        ),
        'count',
        'CUSTOMER STATE with the most orders of status canceled, all data',
        ['state', 'canceled'],
      ),
    'what-if-301': () => {
      const d = (s) => O.delivered.filter((o) => y('2018')(o) && o.state === s);
      return one(
        'if RJ had had the late rate of SP in 2018, how many fewer late deliveries would RJ have had?',
        d('RJ').filter((o) => o.isLate).length - (O.late(d('SP')) / 100) * d('RJ').length,
        'num',
        'LATE orders of RJ less (DELIVERED ORDERS of RJ x LATE RATE of SP), purchased in 2018; rounded or not',
        { tolerance: { abs: 0.5 }, anySign: true },
      );
    },
    'what-if-302': () =>
      one(
        "say we'd stopped delivering to AM, RR, AP and AC - what revenue is left for 2017",
        O.rev(L((l) => y('2017')(l) && !['AM', 'RR', 'AP', 'AC'].includes(l.state))),
        'money',
        'REVENUE 2017 without CUSTOMER STATES AM, RR, AP and AC',
      ),
    'why-301': () =>
      why('may 2017 was well ahead of april. what made the revenue jump?', [
        ['2017-04-01', '2017-04-30'],
        ['2017-05-01', '2017-05-31'],
      ]),
    'why-302': () =>
      why(
        'q2 18 vs q1 18: where did the change in the bed bath table revenue come from',
        [
          ['2018-01-01', '2018-03-31'],
          ['2018-04-01', '2018-06-30'],
        ],
        { keep: cat('bed_bath_table'), without: ['category'] },
      ),
    'why-303': () =>
      why(
        'rs customers spent less in may 2018 than in april, whats the story',
        [
          ['2018-04-01', '2018-04-30'],
          ['2018-05-01', '2018-05-31'],
        ],
        { keep: (l) => l.state === 'RS', without: ['state'] },
      ),
    'asking-301': () =>
      k.asks('olist', 'is rio grande up or down', 'Rio Grande do Sul or do Norte, no measure, no periods: ask, or state both', {
        says: 'norte|\\bsul\\b|\\bRN\\b|\\bRS\\b',
      }),
    'asking-302': () =>
      k.asks('olist', 'are deliveries ok?', 'late rate, days or rating: ask, or state the measure', {
        says: 'late|on.time|days|delivery time',
      }),
    'refusing-301': () =>
      k.never('olist', 'what did we spend on boxes and packaging in 2018', 'no costs in the data', { says: 'cost|packag|expense|spend' }),
    'refusing-302': () =>
      k.never('olist', 'hide every product rated under 3 stars from the shop', 'a question never changes anything: refuse', {
        notSays: DONE,
      }),
    'conversation-301': () => {
      const g = k
        .by(
          O.delivered.filter(y('2018')),
          (o) => o.state,
          O.late,
          (l) => l.length,
        )
        .filter((r) => r[2] >= 200 && r[1] > 10)
        .map((r) => r.slice(0, 2));
      return rows(
        'keep the ones above 10 percent',
        k.desc(g),
        'pct',
        'LATE RATE by CUSTOMER STATE, purchased in 2018, >= 200 delivered orders, over 10 percent',
        ['state', 'late_pct'],
        { any: true, history: ['late rate by state for 2018, states with 200 deliveries or more'] },
      );
    },
    'conversation-302': () =>
      one(
        'how much money is that',
        O.rev(L((l) => y('2018')(l) && NORTH.includes(l.state))),
        'money',
        'REVENUE of CUSTOMER STATES AM, PA, AC, RO, RR, AP and TO, 2018',
        { history: ['orders from the north in 2018, so AM PA AC RO RR AP TO together'] },
      ),
    'conversation-303': () => {
      const best = k.top(
        k.by(L(y('2017')), (l) => l.category, O.units),
        5,
      )[0][0];
      return one(
        'the first one on that list: average price of an item?',
        O.price(L((l) => y('2017')(l) && l.category === best)),
        'money',
        'mean price of ORDER LINES of the CATEGORY with the most UNITS, 2017',
        { history: ['top 5 categories of 2017 by pieces sold'] },
      );
    },
  };
}
