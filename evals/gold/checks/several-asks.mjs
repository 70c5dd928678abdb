const Y17 = `d between '2017-01-01' and '2017-12-31'`;
const Y18 = `d between '2018-01-01' and '2018-12-31'`;
const SEP = `d between '2026-09-01' and '2026-09-30'`;
const AUG = `d between '2026-08-01' and '2026-08-31'`;
const MAY = `d between '2018-05-01' and '2018-05-31'`;
const Q3 = `d between '2011-07-01' and '2011-09-30'`;
export const checks = {
  'several-asks-01': [`select sum(price) from l where ${Y17}`, `select count(*) from o where ${Y18}`],
  'several-asks-02': [
    `select count(*) from o where ${MAY}`,
    `select sum(value) from o where ${MAY}`,
    `select avg(value) from o where ${MAY}`,
  ],
  'several-asks-03': [
    `select to_char(d, 'YYYY-MM'), sum(price) from l where ${Y17} group by 1 order by 2 desc limit 1`,
    `select trim(to_char(d, 'Day')), sum(price) from l where ${Y17} group by 1 order by 2 limit 1`,
  ],
  'several-asks-04': [
    `select category, sum(price) from l where ${Y18} group by 1 order by 2 desc limit 3`,
    `select state, sum(price) from l where ${Y18} group by 1 order by 2 desc limit 3`,
  ],
  'several-asks-05': [
    `select 100.0 * count(*) filter (where late) / count(*) from a where delivered and state = 'RJ' and ${Y18}`,
    `select avg(days) from a where delivered and state = 'RJ' and ${Y18}`,
  ],
  'several-asks-06': [
    `select sum(price) from l`,
    `select 100.0 * count(*) filter (where status = 'canceled') / count(*) from a`,
    `select 100.0 * count(*) filter (where nth = 2) / count(*) filter (where nth = 1) from o`,
  ],
  'several-asks-07': [
    `select count(*) from rev where extract(year from rd) = 2018`,
    `select avg(score) from rev where extract(year from rd) = 2018`,
  ],
  'several-asks-08': [
    `select sum(amount) from rn where d between '2011-11-01' and '2011-11-30'`,
    `select sum(amount) from rn where kind = 'RETURN' and d between '2011-11-01' and '2011-11-30'`,
  ],
  'several-asks-09': [
    `select sum(units) from rs where country = 'Germany' and d >= '2011-01-01'`,
    `select count(distinct person) from ro where country = 'Germany' and d >= '2011-01-01'`,
  ],
  'several-asks-10': [
    `select case country when 'United Kingdom' then 'GB' when 'Netherlands' then 'NL' when 'EIRE' then 'IE' else country end, sum(amount) from rn group by country order by 2 desc limit 3`,
    `select product, sum(amount) from rn where kind <> 'DISCOUNT' group by 1 order by 2 desc limit 3`,
  ],
  'several-asks-11': [
    `select sum(amount) from rn where kind = 'SALE' and ${Q3}`,
    `select sum(amount) from rn where kind = 'DISCOUNT' and ${Q3}`,
    `select sum(amount) from rn where ${Q3}`,
  ],
  'several-asks-12': [
    `select sum(amount) from rn where country = 'Spain' and d >= '2011-01-01'`,
    `select sum(amount) from rn where country = 'Portugal' and d >= '2011-01-01'`,
  ],
  'several-asks-13': [`select sum(usd) from dn where ${SEP}`, `select count(*) from dord where ${SEP}`],
  'several-asks-14': [`select sum(usd) from dl where kind = 'FEE' and ${SEP}`, `select sum(usd) from dl where kind = 'PAYOUT' and ${SEP}`],
  'several-asks-15': [
    `select product, sum(units) from dl where kind = 'SALE' and ${AUG} group by 1 order by 2 desc limit 1`,
    `select ch, sum(usd) from dn where ${AUG} group by 1 order by 2 desc limit 1`,
  ],
  'several-asks-16': [
    `select -100.0 * sum(units) filter (where kind = 'RETURN') / sum(units) filter (where kind = 'SALE') from dl where d >= '2026-01-01'`,
    `select category, sum(units) from dl where kind = 'SALE' and d >= '2026-01-01' group by 1 order by 2 desc limit 1`,
  ],
  'several-asks-17': [
    `select count(distinct person) from dord where ch = 'Shopify' and nth = 1 and ${SEP}`,
    `select count(*) from dord where ch = 'Shopify' and ${SEP}`,
  ],
  'several-asks-18': [
    `select sum(usd) from dn where ch = 'Amazon' and d between '2026-07-01' and '2026-09-30'`,
    `select sum(units) from dl where kind = 'SALE' and ch = 'Shopify' and d between '2026-07-01' and '2026-09-30'`,
  ],
  'several-asks-19': [
    `select trim(to_char(d, 'Day')), count(*) from o group by 1 order by 2 desc limit 1`,
    `select extract(hour from ts)::int, count(*) from o group by 1 order by 2 desc limit 1`,
  ],
  'several-asks-20': [
    `select to_char(d, 'YYYY-"Q"Q'), sum(price) from l where ${Y17} group by 1 order by 1`,
    `select to_char(d, 'YYYY-"Q"Q'), count(*) from o where ${Y17} group by 1 order by 1`,
  ],
  'several-asks-21': [
    `select count(*) from drev where d >= '2026-01-01'`,
    `select avg(score) from drev where d >= '2026-01-01'`,
    `select 100.0 * count(*) filter (where score < 3) / count(*) from drev where d >= '2026-01-01'`,
  ],
  'several-asks-22': [
    `select to_char(d, 'YYYY-MM'), sum(amount) from rn where d between '2011-04-01' and '2011-06-30' group by 1 order by 1`,
    `select sum(amount) from rn where d between '2011-04-01' and '2011-06-30'`,
  ],
  'several-asks-23': [
    `select count(*) from l where d between '2018-01-01' and '2018-03-31'`,
    `select sum(freight) from l where d between '2018-01-01' and '2018-03-31'`,
  ],
};
