// First and repeat purchases, time between orders, new against returning, cohorts, people who went quiet.
import * as k from '../kit.mjs';

export function cases(s) {
  const olist = () => [...k.histories(s.olist.orders).values()];
  const retail = (keep = () => true) => [...k.histories(s.retail.orders.filter((o) => o.person !== null && keep(o))).values()];
  const demo = (keep = () => true) => [...k.histories(s.demo.orders.filter(keep)).values()];
  const gaps = (people) => people.filter((list) => list.length > 1).map(([first, second]) => k.daysBetween(first.at, second.at));
  const repeat = (people) => k.pct(people.filter((list) => list.length > 1).length, people.length);
  const average = (values) => k.mean(values, (value) => value);
  return {
    'customers-01': () =>
      k.one('olist', 'average number of days between first and second order', average(gaps(olist())), {
        unit: 'days',
        def: 'mean time from the first to the second ORDER of persons with two or more, in days',
      }),
    'customers-02': () =>
      k.one('olist', 'median time to the 2nd purchase', k.median(gaps(olist())), {
        unit: 'days',
        def: 'median time from the first to the second ORDER of persons with two or more, in days',
      }),
    'customers-03': () =>
      k.one('olist', 'how many customers bought at least twice', olist().filter((list) => list.length > 1).length, {
        unit: 'count',
        def: 'PERSONs with two or more ORDERS',
      }),
    'customers-04': () =>
      k.rows(
        'olist',
        'first-time buyers per month, jan - mar 2018',
        k.by(
          s.olist.orders.filter((o) => o.isFirst && o.quarter === '2018-Q1'),
          (o) => o.month,
          (list) => list.length,
        ),
        {
          unit: 'count',
          def: 'PERSONs whose first ORDER is in the month',
          cols: ['month', 'new_customers'],
        },
      ),
    'customers-05': () => {
      const of2018 = s.olist.orders.filter((o) => o.year === '2018');
      return k.one(
        'olist',
        'which % of 2018 orders came from returning customers',
        k.pct(of2018.filter((o) => !o.isFirst).length, of2018.length),
        { unit: 'pct', def: 'RETURNING orders / ORDERS, 2018, in percent' },
      );
    },
    'customers-06': () =>
      k.one(
        'olist',
        'churned: how many customers have not ordered since 1 march 2018',
        olist().filter((list) => list.at(-1).day < '2018-03-01').length,
        {
          unit: 'count',
          def: 'PERSONs whose last ORDER is before 2018-03-01',
        },
      ),
    'customers-07': () => {
      const of2017 = s.olist.orders.filter((o) => o.year === '2017');
      return k.one('olist', 'spend per customer in 2017', k.sum(of2017, (o) => o.cents) / 100 / k.distinct(of2017, (o) => o.person), {
        unit: 'money',
        def: 'REVENUE / distinct PERSONs, 2017',
      });
    },
    'customers-08': () =>
      k.one(
        'olist',
        'of the people who first bought in jan 2018, how many came back for another order',
        olist().filter((list) => list[0].month === '2018-01' && list.length > 1).length,
        {
          unit: 'count',
          def: 'PERSONs whose first ORDER is in 2018-01 and who have two or more ORDERS',
        },
      ),
    'customers-09': () =>
      k.one('olist', 'repeat rate in rio (RJ)', repeat([...k.histories(s.olist.orders.filter((o) => o.state === 'RJ')).values()]), {
        unit: 'pct',
        def: 'REPEAT RATE over the ORDERS of CUSTOMER STATE RJ, in percent',
      }),
    'customers-10': () =>
      k.one('retail', 'repeat purchase rate overall', repeat(retail()), {
        unit: 'pct',
        def: `customers with two or more orders / customers with one or more, ${ORDER}`,
      }),
    'customers-11': () =>
      k.one('retail', 'how long until the second order, on average in days', average(gaps(retail())), {
        unit: 'days',
        def: `mean time from the first to the second order of customers with two or more, ${ORDER}`,
      }),
    'customers-12': () =>
      k.rows(
        'retail',
        'new customers by month jan to jun 2011',
        k.by(
          s.retail.orders.filter((o) => o.isFirst === true && k.inside('2011-01-01', '2011-06-30')(o)),
          (o) => o.month,
          (list) => list.length,
        ),
        {
          unit: 'count',
          def: `customers whose first order is in the month, ${ORDER}`,
          cols: ['month', 'new_customers'],
        },
      ),
    'customers-13': () =>
      k.one('retail', 'share of german customers that bought more than once', repeat(retail((o) => o.country === 'Germany')), {
        unit: 'pct',
        def: `customers with two or more orders to Germany / customers with one or more, ${ORDER}`,
      }),
    'customers-14': () => {
      const cohort = retail().filter(([first]) => first.month === '2010-12');
      return k.one(
        'retail',
        'december 2010 cohort: what share ordered again in january 2011?',
        k.pct(cohort.filter((list) => list.some((o) => o.month === '2011-01')).length, cohort.length),
        {
          unit: 'pct',
          def: `customers whose first order is in 2010-12 with an order in 2011-01 / all of them, in percent, ${ORDER}`,
        },
      );
    },
    'customers-15': () =>
      k.one('retail', 'how many customers ordered 10 times or more', retail().filter((list) => list.length >= 10).length, {
        unit: 'count',
        def: `customers with ten or more orders, ${ORDER}`,
      }),
    'customers-16': () =>
      k.one(
        'retail',
        'customers gone quiet - last order before june 2011',
        retail().filter((list) => list.at(-1).day < '2011-06-01').length,
        { unit: 'count', def: `customers whose last order is before 2011-06-01, ${ORDER}` },
      ),
    'customers-17': () =>
      k.one(
        'demo',
        'how many new customers last month',
        k.distinct(
          s.demo.orders.filter((o) => o.isFirst === true && o.month === '2026-09'),
          (o) => o.person,
        ),
        {
          unit: 'count',
          def: 'people whose first order that was not canceled is in 2026-09; marketplaces do not share identities',
        },
      ),
    'customers-18': () => {
      const ever = new Map(demo().map((list) => [list[0].person, list.length]));
      const people = [
        ...k
          .group(
            s.demo.orders.filter((o) => o.month === '2026-09'),
            (o) => o.person,
          )
          .keys(),
      ];
      return k.one('demo', 'returning customer rate sept', k.pct(people.filter((person) => ever.get(person) > 1).length, people.length), {
        unit: 'pct',
        def: 'of the people who ordered in 2026-09, those with more than one order ever, in percent (as Shopify counts)',
      });
    },
    'customers-19': () =>
      k.one('demo', 'repeat purchase rate this year', repeat(demo((o) => o.year === '2026')), {
        unit: 'pct',
        def: 'people with two or more orders in 2026-01-01..2026-10-15 / people with one or more, in percent',
      }),
    'customers-20': () =>
      k.one(
        'demo',
        "shopify customers who haven't ordered since 1 april 2026: how many?",
        demo((o) => o.channel === 'Shopify').filter((list) => list.at(-1).day < '2026-04-01').length,
        {
          unit: 'count',
          def: 'people on Shopify whose last order is before 2026-04-01',
        },
      ),
    'customers-21': () =>
      k.one(
        'demo',
        'orders by returning customers in september',
        s.demo.orders.filter((o) => o.month === '2026-09' && o.isFirst === false).length,
        {
          unit: 'count',
          def: 'orders of 2026-09, not canceled, that are not their person’s first',
        },
      ),
    'customers-22': () =>
      k.one('demo', 'avg days from 1st to 2nd order for shopify buyers', average(gaps(demo((o) => o.channel === 'Shopify'))), {
        unit: 'days',
        def: 'mean time from the first to the second order of people with two or more, on Shopify, canceled orders counted as Shopify counts them',
      }),
    'customers-23': () =>
      k.rows(
        'demo',
        'per channel: buyers in 2026 and the percentage of them that ordered twice or more',
        k.by(
          s.demo.orders.filter((o) => o.year === '2026'),
          (o) => o.channel,
          s.demo.people,
          (list) => repeat([...k.histories(list).values()]),
        ),
        {
          unit: ['count', 'pct'],
          def: 'people with an order in 2026-01-01..2026-10-15 by marketplace, and those with two or more in percent',
          cols: ['marketplace', 'customers', 'repeat_pct'],
          any: true,
        },
      ),
  };
}

const ORDER = 'an order being an invoice with at least one product sold';
