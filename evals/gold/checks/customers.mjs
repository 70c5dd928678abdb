const gap = (
  table,
  time,
  where,
) => `select person, (max(${time}) filter (where n = 2)) as second, (max(${time}) filter (where n = 1)) as first from
  (select person, ${time}, row_number() over (partition by person order by ${time}, oid) n from ${table} where ${where}) x group by 1 having max(n) >= 2`;
const days = `extract(epoch from second - first) / 86400`;
const repeat = (table, where) =>
  `select 100.0 * count(*) filter (where n > 1) / count(*) from (select person, count(*) n from ${table} where ${where} group by 1) x`;
const OLIST = `(select o.*, order_id as oid from o) o`;
const RETAIL = `(select ro.*, inv as oid from ro) ro`;
export const checks = {
  'customers-01': `select avg(${days}) from (${gap(OLIST, 'ts', 'true')}) g`,
  'customers-02': `select percentile_cont(0.5) within group (order by ${days}) from (${gap(OLIST, 'ts', 'true')}) g`,
  'customers-03': `select count(*) from o where nth = 2`,
  'customers-04': `select to_char(d, 'YYYY-MM'), count(*) from o where nth = 1 and d between '2018-01-01' and '2018-03-31' group by 1 order by 1`,
  'customers-05': `select 100.0 * count(*) filter (where nth > 1) / count(*) from o where extract(year from d) = 2018`,
  'customers-06': `select count(*) from (select 1 from o group by person having max(d) < '2018-03-01') x`,
  'customers-07': `select sum(value) / count(distinct person) from o where extract(year from d) = 2017`,
  'customers-08': `select count(*) from o x where nth = 1 and to_char(d, 'YYYY-MM') = '2018-01' and exists (select 1 from o y where y.person = x.person and y.nth = 2)`,
  'customers-09': repeat('o', `state = 'RJ'`),
  'customers-10': repeat('ro', 'person is not null'),
  'customers-11': `select avg(${days}) from (${gap(RETAIL, 'ts', 'person is not null')}) g`,
  'customers-12': `select to_char(d, 'YYYY-MM'), count(*) from ro where nth = 1 and d between '2011-01-01' and '2011-06-30' group by 1 order by 1`,
  'customers-13': repeat('ro', `person is not null and country = 'Germany'`),
  'customers-14': `select 100.0 * count(distinct y.person) / count(distinct x.person) from ro x left join ro y on y.person = x.person and y.d between '2011-01-01' and '2011-01-31'
    where x.nth = 1 and x.d between '2010-12-01' and '2010-12-31'`,
  'customers-15': `select count(*) from ro where nth = 10`,
  'customers-16': `select count(*) from (select 1 from ro where person is not null group by person having max(d) < '2011-06-01') x`,
  'customers-17': `select count(*) from dord where nth = 1 and d between '2026-09-01' and '2026-09-30'`,
  'customers-18': `select 100.0 * count(*) filter (where (select count(*) from dord z where z.person = x.person) > 1) / count(*)
    from (select distinct person from dord where d between '2026-09-01' and '2026-09-30') x`,
  'customers-19': repeat('dord', `d >= '2026-01-01'`),
  'customers-20': `select count(*) from (select 1 from dord where ch = 'Shopify' group by person having max(d) < '2026-04-01') x`,
  'customers-21': `select count(*) from dord where nth > 1 and d between '2026-09-01' and '2026-09-30'`,
  'customers-22': `select avg(${days}) from (${gap('dord', 'ts', `ch = 'Shopify'`)}) g`,
  'customers-23': `select ch, count(*), 100.0 * count(*) filter (where n > 1) / count(*) from (select ch, person, count(*) n from dord where d >= '2026-01-01' group by 1, 2) x group by 1`,
};
