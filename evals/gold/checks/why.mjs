/** One statement: of each dimension the value that fell (asc) or rose (desc) most between two months or ranges. */
function driver(table, dimensions, { before, after, order, amount, where = 'true' }) {
  const parts = Object.entries(dimensions).map(
    ([
      name,
      column,
    ]) => `(select '${name}', ${column} as key, sum(case when d between ${after} then ${amount} else 0 end) - sum(case when d between ${before} then ${amount} else 0 end) as v
      from ${table} where ${where} and ${column} is not null and (d between ${before} or d between ${after}) group by ${column} order by v ${order} limit 1)`,
  );
  return parts.join(' union all ');
}
const range = (from, to) => `'${from}' and '${to}'`;
const O = { category: 'category', state: 'state', city: 'city', seller: 'seller', product: 'product', 'new or returning': 'kind2' };
const LINES = `(select l.*, case o.nth when 1 then 'new' else 'returning' end as kind2 from l join o using (order_id)) l`;
const without = (dimensions, name) => Object.fromEntries(Object.entries(dimensions).filter(([key]) => key !== name));
const olist = (before, after, order, more = {}) =>
  driver(LINES, more.dimensions ?? O, { before, after, order, amount: 'price', where: more.where });
const code = `case country when 'United Kingdom' then 'GB' when 'Netherlands' then 'NL' when 'EIRE' then 'IE' when 'Germany' then 'DE' when 'France' then 'FR' when 'Australia' then 'AU' when 'Japan' then 'JP' else country end`;
const R = { country: 'code', product: 'named', customer: 'person' };
const retail = (before, after, order, more = {}) =>
  driver(
    `(select rn.*, ${code} as code0, case when kind <> 'DISCOUNT' then product end as named from rn) x`.replaceAll('code0', 'ctry'),
    more.dimensions ?? { ...R, country: 'ctry' },
    {
      before,
      after,
      order,
      amount: 'amount',
      where: more.where,
    },
  );
const D = {
  marketplace: 'ch',
  category: 'category',
  product: 'product',
  country: 'country',
  city: 'city',
  'new or returning': `case when nth = 1 then 'new' when nth > 1 then 'returning' end`,
};
const demo = (before, after, order, more = {}) =>
  driver('dn', more.dimensions ?? D, { before, after, order, amount: 'usd', where: more.where });
const orders = (before, after) =>
  Object.entries(O)
    .map(
      ([
        name,
        column,
      ]) => `(select '${name}', ${column}, count(distinct case when d between ${after} then order_id end) - count(distinct case when d between ${before} then order_id end) as v
        from ${LINES} where d between ${before} or d between ${after} group by ${column} order by v limit 1)`,
    )
    .join(' union all ');
const JAN18 = range('2018-01-01', '2018-01-31');
const FEB18 = range('2018-02-01', '2018-02-28');
const MAY18 = range('2018-05-01', '2018-05-31');
const JUN18 = range('2018-06-01', '2018-06-30');
const NOV17 = range('2017-11-01', '2017-11-30');
export const checks = {
  'why-01': olist(JAN18, FEB18, 'asc'),
  'why-02': olist(range('2017-10-01', '2017-10-31'), NOV17, 'desc'),
  'why-03': olist(MAY18, JUN18, 'asc'),
  'why-04': orders(NOV17, range('2017-12-01', '2017-12-31')),
  'why-05': olist(range('2017-01-01', '2017-03-31'), range('2018-01-01', '2018-03-31'), 'desc'),
  'why-06': olist(MAY18, JUN18, 'asc', { where: `state = 'RJ'`, dimensions: without(O, 'state') }),
  'why-07': olist(FEB18, range('2018-03-01', '2018-03-31'), 'desc', { where: `state = 'SP'`, dimensions: without(O, 'state') }),
  'why-08': olist(range('2018-07-01', '2018-07-31'), range('2018-08-01', '2018-08-31'), 'asc'),
  'why-09': retail(range('2011-08-01', '2011-08-31'), range('2011-09-01', '2011-09-30'), 'desc'),
  'why-10': retail(range('2011-03-01', '2011-03-31'), range('2011-04-01', '2011-04-30'), 'asc'),
  'why-11': retail(range('2010-12-01', '2010-12-31'), range('2011-01-01', '2011-01-31'), 'asc'),
  'why-12': retail(range('2011-10-01', '2011-10-31'), range('2011-11-01', '2011-11-30'), 'desc'),
  'why-13': retail(range('2011-09-01', '2011-09-30'), range('2011-10-01', '2011-10-31'), 'desc', {
    where: `country = 'Germany'`,
    dimensions: without(R, 'country'),
  }),
  'why-14': retail(range('2011-01-01', '2011-01-31'), range('2011-02-01', '2011-02-28'), 'asc'),
  'why-15': demo(range('2026-08-01', '2026-08-31'), range('2026-09-01', '2026-09-30'), 'desc'),
  'why-16': demo(range('2026-04-01', '2026-06-30'), range('2026-07-01', '2026-09-30'), 'asc'),
  'why-17': demo(range('2025-10-01', '2025-10-31'), range('2025-11-01', '2025-11-30'), 'desc'),
  'why-18': demo(range('2025-12-01', '2025-12-31'), range('2026-01-01', '2026-01-31'), 'asc'),
  'why-19': demo(range('2026-05-01', '2026-05-31'), range('2026-06-01', '2026-06-30'), 'asc', {
    where: `ch = 'Amazon'`,
    dimensions: without(D, 'marketplace'),
  }),
  'why-20': demo(range('2026-08-01', '2026-08-31'), range('2026-09-01', '2026-09-30'), 'asc', {
    where: `ch = 'Etsy'`,
    dimensions: without(D, 'marketplace'),
  }),
};
