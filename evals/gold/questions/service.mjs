// Delays and waiting times, late parcels, reviews, cancellations, returns, fees.
import * as k from '../kit.mjs';

export function cases(s) {
  const returnValue = (list) =>
    k.pct(-s.retail.money(list.filter((e) => e.kind === 'RETURN')), s.retail.money(list.filter((e) => e.kind === 'SALE')));
  const returnUnits = (list) =>
    k.pct(-s.demo.units(list.filter((e) => e.kind === 'RETURN')), s.demo.units(list.filter((e) => e.kind === 'SALE')));
  const arrived = (from, to) => s.demo.delivered.filter((o) => o.deliveredAt.slice(0, 10) >= from && o.deliveredAt.slice(0, 10) <= to);
  return {
    'service-01': () =>
      k.rows(
        'olist',
        'share of late parcels by month jan - apr 2018',
        k.by(s.olist.delivered.filter(k.inside('2018-01-01', '2018-04-30')), (o) => o.month, s.olist.late),
        {
          unit: 'pct',
          def: 'LATE RATE by month of purchase, 2018-01..2018-04, in percent',
          cols: ['month', 'late_pct'],
        },
      ),
    'service-02': () =>
      k.rows(
        'olist',
        'which product category takes longest to arrive? 100+ deliveries only',
        k.top(
          k
            .by(
              s.olist.delivered.flatMap((o) =>
                [...new Set(o.lines.map((l) => l.category))].map((category) => ({ category, days: o.days })),
              ),
              (o) => o.category,
              s.olist.days,
              (list) => list.length,
            )
            .filter(([, , count]) => count >= 100)
            .map(([category, days]) => [category, days]),
          1,
        ),
        {
          unit: 'days',
          def: 'DELIVERY DAYS by CATEGORY (an order counts once for each), >= 100 delivered orders, longest',
          cols: ['category', 'days'],
        },
      ),
    'service-03': () =>
      k.rows(
        'olist',
        'stars of late vs on-time orders in RJ',
        k.by(
          s.olist.reviews.filter((r) => r.state === 'RJ' && r.order.isDelivered),
          (r) => (r.order.isLate ? 'late' : 'on time'),
          s.olist.score,
        ),
        {
          unit: 'score',
          def: 'REVIEW SCORE of delivered orders of CUSTOMER STATE RJ, late and not late',
          cols: ['group', 'score'],
          any: true,
          looseKeys: true,
        },
      ),
    'service-04': () =>
      k.one('olist', 'orders currently in shipped state, count', s.olist.all.filter((o) => o.status === 'shipped').length, {
        unit: 'count',
        def: 'orders with status shipped, all data',
      }),
    'service-05': () =>
      k.rows(
        'olist',
        'cancellation rate per quarter in 2017',
        k.by(
          s.olist.all.filter((o) => o.year === '2017'),
          (o) => o.quarter,
          (list) => k.pct(list.filter((o) => o.status === 'canceled').length, list.length),
        ),
        {
          unit: 'pct',
          def: 'CANCELLATION RATE by quarter of purchase, 2017, in percent',
          cols: ['quarter', 'canceled_pct'],
        },
      ),
    'service-06': () =>
      k.one(
        'olist',
        'how long do sellers need to hand a parcel to the carrier, avg 2018',
        k.mean(
          s.olist.all.filter((o) => o.year === '2018' && o.handling !== null),
          (o) => o.handling,
        ),
        {
          unit: 'days',
          def: 'mean time from purchase to order_delivered_carrier_date, orders of every status purchased in 2018 that have one, in days',
        },
      ),
    'service-07': () => {
      const rj = s.olist.reviews.filter((r) => r.state === 'RJ');
      return k.one('olist', 'bad review share (1-2 stars) in RJ', k.pct(rj.filter((r) => r.score <= 2).length, rj.length), {
        unit: 'pct',
        def: 'review rows with score 1 or 2 / review rows, CUSTOMER STATE RJ, in percent',
      });
    },
    'service-08': () => {
      const rj = s.olist.delivered.filter((o) => o.state === 'BA');
      return k.one('olist', 'BA: on-time % of deliveries', 100 - s.olist.late(rj), {
        unit: 'pct',
        def: '100 less the LATE RATE of CUSTOMER STATE BA',
      });
    },
    'service-09': () =>
      k.one(
        'olist',
        'number of orders marked unavailable in 2017',
        s.olist.all.filter((o) => o.status === 'unavailable' && o.year === '2017').length,
        { unit: 'count', def: 'orders with status unavailable, purchased in 2017' },
      ),
    'service-10': () =>
      k.one('olist', 'avg waiting time for customers in AM state', s.olist.days(s.olist.delivered.filter((o) => o.state === 'AM')), {
        unit: 'days',
        def: 'DELIVERY DAYS of CUSTOMER STATE AM',
      }),
    'service-11': () =>
      k.one('retail', 'return rate by value 2011', returnValue(s.retail.net.filter((e) => e.year === '2011')), {
        unit: 'pct',
        def: 'value on credit notes / gross sales, 2011, in percent',
      }),
    'service-12': () =>
      k.one('retail', 'how many pieces came back in q2 2011', s.retail.units(s.retail.returns.filter((e) => e.quarter === '2011-Q2')), {
        unit: 'count',
        def: 'units on credit notes, 2011-Q2, sign as booked or without',
        anySign: true,
      }),
    'service-13': () =>
      k.rows(
        'retail',
        'countries with the highest share of value returned, gross sales of 20,000 or more, worst 3',
        k.top(
          k
            .by(
              s.retail.net,
              (e) => s.retail.iso(e.country),
              returnValue,
              (list) => s.retail.money(list.filter((e) => e.kind === 'SALE')),
            )
            .filter(([, , gross]) => gross >= 20_000)
            .map(([country, rate]) => [country, rate]),
          3,
        ),
        {
          unit: 'pct',
          def: 'value on credit notes / gross sales by country, gross sales >= 20,000, greatest first, in percent',
          cols: ['country', 'return_pct'],
        },
      ),
    'service-14': () =>
      k.rows(
        'retail',
        'refund value by month, q3 2011',
        k.by(
          s.retail.returns.filter((e) => e.quarter === '2011-Q3'),
          (e) => e.month,
          s.retail.money,
        ),
        {
          unit: 'money',
          def: 'value on credit notes by month, 2011-07..2011-09, sign as booked or without',
          cols: ['month', 'returns'],
          anySign: true,
        },
      ),
    'service-15': () =>
      k.one('demo', 'what % of parcels came late last month', s.demo.late(arrived('2026-09-01', '2026-09-30')), {
        unit: 'pct',
        def: 'late deliveries / deliveries, delivered in 2026-09, orders in the state delivered, in percent',
      }),
    'service-16': () =>
      k.rows(
        'demo',
        'delivery time per channel, q3',
        k.by(arrived('2026-07-01', '2026-09-30'), (o) => o.channel, s.demo.days),
        {
          unit: 'days',
          def: 'mean days from order to delivery by marketplace, delivered in 2026-Q3, orders in the state delivered',
          cols: ['marketplace', 'days'],
          any: true,
        },
      ),
    'service-17': () => {
      const list = s.demo.orders.filter((o) => o.channel === 'Flipkart' && o.year === '2026');
      return k.one('demo', 'flipkart cancellation rate this year', k.pct(list.filter((o) => o.status === 'canceled').length, list.length), {
        unit: 'pct',
        def: 'canceled orders / orders placed on Flipkart, 2026-01-01..2026-10-15, in percent',
      });
    },
    'service-18': () =>
      k.rows(
        'demo',
        'refunds by channel in september',
        k.by(
          s.demo.of('RETURN').filter((e) => e.month === '2026-09'),
          (e) => e.channel,
          s.demo.money,
        ),
        {
          unit: 'money',
          def: 'value of returns (also of canceled orders) booked in 2026-09 by marketplace, sign as booked or without',
          cols: ['marketplace', 'returns'],
          any: true,
          anySign: true,
        },
      ),
    'service-19': () =>
      k.rows(
        'demo',
        'the three categories with the worst return rate this year',
        k.top(
          k.by(
            s.demo.net.filter((e) => e.year === '2026' && e.category),
            (e) => e.category,
            returnUnits,
          ),
          3,
        ),
        {
          unit: 'pct',
          def: 'units returned / units sold by category, 2026-01-01..2026-10-15, greatest first, in percent',
          cols: ['category', 'return_pct'],
        },
      ),
    'service-20': () =>
      k.rows(
        'demo',
        'how much do amazon and etsy take in fees relative to gross sales, q3',
        ['Amazon', 'Etsy'].map((channel) => {
          const own = (e) => e.channel === channel && e.quarter === '2026-Q3';
          return [channel, k.pct(-s.demo.money(s.demo.of('FEE').filter(own)), s.demo.money(s.demo.of('SALE').filter(own)))];
        }),
        { unit: 'pct', def: 'fees / gross sales by marketplace, 2026-Q3, in percent', cols: ['marketplace', 'fee_pct'], any: true },
      ),
    'service-21': () =>
      k.rows(
        'demo',
        'late deliveries by carrier for last quarter (count)',
        k.by(
          arrived('2026-07-01', '2026-09-30').filter((o) => o.isLate),
          (o) => o.carrier,
          (list) => list.length,
        ),
        {
          unit: 'count',
          def: 'late deliveries by carrier, delivered in 2026-Q3, orders in the state delivered',
          cols: ['carrier', 'late'],
          any: true,
        },
      ),
    'service-22': () => {
      const list = s.demo.reviews.filter((r) => r.channel === 'Flipkart');
      return k.one('demo', 'share of bad reviews on flipkart, all time', k.pct(list.filter((r) => r.score <= 2).length, list.length), {
        unit: 'pct',
        def: 'reviews with 1 or 2 stars / reviews on Flipkart, in percent',
      });
    },
    'service-23': () =>
      k.one(
        'olist',
        'how many days late are the late orders on average?',
        k.mean(
          s.olist.delivered.filter((o) => o.isLate),
          (o) => o.delay,
        ),
        {
          unit: 'days',
          def: 'mean of delivery date less estimated date over LATE orders, calendar days',
        },
      ),
    'service-24': () =>
      k.one(
        'demo',
        'ebay average rating this year',
        s.demo.score(s.demo.reviews.filter((r) => r.channel === 'eBay' && r.year === '2026')),
        { unit: 'score', def: 'mean review score on eBay, 2026-01-01..2026-10-15' },
      ),
  };
}
