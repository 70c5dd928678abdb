import { drive, mm } from './second-olist.mjs';
const Y = `ts >= '2011-01-01'`;
const K = (kind) => `filter (where kind = '${kind}')`;
const aov = (w) => `(select sum(amount) from rn where kind <> 'RETURN' and ${w}) / (select count(*) from ro where ${w})`;
const amount = (c) => `sum(amount) filter (where ${c})`;
const RNN = `(select rn.*, case when kind <> 'DISCOUNT' then product end as pname from rn) z`;
export const checks = {
  'phrasing-204': `select sum(amount) from rn where country = 'Norway'`,
  'phrasing-205': `select sum(units) from rs where product = 'RABBIT NIGHT LIGHT' and ${mm('2011-11')}`,
  'phrasing-206': `select count(*) from ro where country = 'Spain'`,
  'several-asks-204': [
    `select sum(amount) from rn where country = 'EIRE' and ${Y}`,
    `select count(*) from ro where country = 'EIRE' and ${Y}`,
    `select ${aov(`country = 'EIRE' and ${Y}`)}`,
  ],
  'several-asks-205': [
    `select to_char(ts, 'YYYY-MM'), sum(amount) from rn where kind = 'SALE' and ${Y} group by 1 order by 2 desc limit 1`,
    `select to_char(ts, 'YYYY-MM'), sum(amount) from rn where kind = 'RETURN' and ${Y} group by 1 order by 2 limit 1`,
  ],
  'filters-203': `select count(*) from ro where country <> 'United Kingdom' and value > 7000`,
  'filters-204': `select product, sum(units) from rs where country = 'United Kingdom' group by 1 having sum(units) > 20000`,
  'filters-205': `select sum(amount) from rn where country in ('France', 'Belgium') and ${mm('2010-12')}`,
  'rankings-204': `select person, sum(amount) from rn where country = 'Germany' and person is not null group by 1 order by 2 desc limit 4`,
  'rankings-205': `select product, sum(units) from rs where country = 'France' group by 1 order by 2 desc limit 3`,
  'shares-203': `select 100 * (select sum(x) from (select sum(amount) x from rn where person is not null group by person order by 1 desc limit 5) g) / (select sum(amount) from rn)`,
  'shares-204': `select 100.0 * sum(units) filter (where country = 'Netherlands') / sum(units) from rs where ${Y}`,
  'shares-205': `select trim(to_char(ts, 'Day')), 100.0 * count(*) / (select count(*) from ro) from ro group by 1`,
  'time-203': `select sum(amount) from rn where ts >= '2011-04-18' and ts < '2011-04-25'`,
  'time-204': `select sum(amount) from rn where ts >= '2010-12-03' and ts < '2010-12-04'`,
  'time-205': `select sum(units) from rs where ts >= '2011-09-21' and ts < '2011-10-01'`,
  'comparisons-204': `select 100 * (sum(amount) filter (where extract(quarter from ts) = 3) / sum(amount) filter (where extract(quarter from ts) = 2) - 1) from rn where country = 'Spain' and ${Y}`,
  'comparisons-205': `select ${aov(mm('2011-11'))} - ${aov(mm('2011-10'))}`,
  'comparisons-206': `select count(distinct person) filter (where ${mm('2011-11')}) - count(distinct person) filter (where ${mm('2011-10')}) from ro`,
  'side-by-side-203': `select country, count(*), count(distinct person), (select sum(amount) from rn where rn.country = ro.country) from ro where country in ('Switzerland', 'Belgium') group by 1`,
  'side-by-side-204': `select to_char(ts, 'YYYY-"Q"Q'), sum(amount) ${K('SALE')}, sum(amount) ${K('RETURN')}, sum(units) ${K('SALE')} from rn where ts >= '2011-01-01' and ts < '2011-07-01' group by 1`,
  'counts-204': `select count(distinct code) from rs where country = 'Japan'`,
  'counts-205': `select count(*) from (select person from rn where person is not null group by 1 having sum(amount) > 10000) x`,
  'counts-206': `select count(*) from (select ts::date from rn where ${mm('2011-11')} group by 1 having sum(amount) > 50000) x`,
  'customers-203': `select count(*) from (select person from ro where person is not null and country = 'United Kingdom' group by 1 having count(*) = 1) x`,
  'customers-204': `select count(*)::numeric / count(distinct person) from ro where person is not null and ${Y}`,
  'customers-205': `select count(*) from (select person from ro where person is not null group by 1 having count(*) = 1 and to_char(min(ts), 'YYYY-MM') = '2011-10') x`,
  'service-204': `select -100 * sum(amount) ${K('RETURN')} / sum(amount) ${K('SALE')} from rn where country = 'EIRE' and ${Y}`,
  'what-if-203': `select sum(amount) from rn where country <> 'Netherlands' and ${Y}`,
  'what-if-204': `select sum(20) from ro where ${mm('2011-10')}`,
  'why-204': drive(
    RNN,
    { country: 'country', product: 'pname', customer: 'person' },
    { b: `'2011-06'`, a: `'2011-07'`, order: 'asc', val: amount },
  ),
  'why-205': drive(
    RNN,
    { product: 'pname', customer: 'person' },
    { b: `'2011-08'`, a: `'2011-09'`, order: 'desc', val: amount, where: `country = 'EIRE'` },
  ),
  'conversation-204': `select to_char(ts, 'YYYY-MM'), sum(units) from rs where country = 'France' and ${Y} group by 1 order by 1`,
  'conversation-205': `select product, sum(amount) from rn where kind <> 'DISCOUNT' and ${mm('2011-10')} group by 1 order by 2 desc limit 3`,
};
