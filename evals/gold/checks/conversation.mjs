const Y17 = 'extract(year from d) = 2017';
const Y18 = 'extract(year from d) = 2018';
const month = (value) => `to_char(d, 'YYYY-MM') = '${value}'`;
const h1 = (year) => `(select sum(price) from l where state = 'PR' and d between '${year}-01-01' and '${year}-06-30')`;
export const checks = {
  'conversation-01': `select count(*) from o where ${Y18} and state = 'RJ'`,
  'conversation-02': `select count(*) from l where ${month('2018-03')}`,
  'conversation-03': `select to_char(d, 'YYYY-MM'), sum(price) from l where d between '2017-10-01' and '2017-12-31' group by 1 order by 1`,
  'conversation-04': `select method, sum(value) from pay where ${Y18} group by 1`,
  'conversation-05': `select category, count(*) from l where ${Y18} and state = 'MG' group by 1 order by 2 desc limit 3`,
  'conversation-06': `select 100.0 * count(*) filter (where late) / count(*) from a where delivered and ${month('2018-02')}`,
  'conversation-07': `select sum(price) from l where category = 'toys' and state = 'SP' and ${Y17}`,
  'conversation-08': `select trim(to_char(d, 'Day')), count(*) from o where ${Y18} group by 1`,
  'conversation-09': `select sum(value) from o where ${month('2018-05')}`,
  'conversation-10': `select state, sum(value) from o where state in ('SP', 'RJ', 'MG', 'RS', 'PR') and d between '2018-01-01' and '2018-03-31' group by 1 order by 2`,
  'conversation-12': `select 100 * (${h1(2018)} / ${h1(2017)} - 1)`,
  'conversation-13': `select sum(amount) from rn where country = 'EIRE' and d between '2011-07-01' and '2011-09-30'`,
  'conversation-14': `select to_char(d, 'YYYY-"Q"Q'), sum(amount) from rn where country = 'Germany' and d >= '2011-01-01' group by 1 order by 1`,
  'conversation-15': `select case country when 'Netherlands' then 'NL' when 'EIRE' then 'IE' when 'Germany' then 'DE' when 'France' then 'FR' when 'Australia' then 'AU' else country end,
    sum(amount) from rn where country <> 'United Kingdom' group by country order by 2 desc limit 5`,
  'conversation-16': `select sum(units) from rs where product = (select product from rn where kind <> 'DISCOUNT' group by 1 order by sum(amount) desc limit 1)`,
  'conversation-17': `select sum(amount) from rn where ${month('2011-10')}`,
  'conversation-18': `select sum(amount) from rs where country = 'France' and ${month('2011-11')}`,
  'conversation-19': `select ch, sum(usd) from dn where ${month('2026-09')} group by 1`,
  'conversation-20': `select count(*) from dord where ch = 'Amazon' and ${month('2026-08')}`,
  'conversation-21': `select sum(units) from dl where kind = 'SALE' and ${month('2026-07')} and product = (
    select product from dl where kind = 'SALE' and ${month('2026-08')} group by 1 order by sum(units) desc limit 1)`,
  'conversation-22': `select -100 * sum(usd) filter (where kind = 'FEE') / sum(usd) filter (where kind = 'SALE') from dl where ch = 'Etsy' and ${month('2026-09')}`,
  'conversation-23': `select date_trunc('week', d)::date::text, count(*) from dord where d between '2026-09-07' and '2026-09-27' group by 1 order by 1`,
  'conversation-24': `select 100 * (sum(usd) filter (where ${month('2026-08')}) / sum(usd) filter (where ${month('2025-08')}) - 1) from dn where ch = 'Shopify'`,
  'conversation-25': `select sum(usd) from dn where category = 'Textiles' and d between '2026-07-01' and '2026-09-30'`,
  'conversation-26': `select to_char(d, 'YYYY-"Q"Q'), sum(price) from l where ${Y17} group by 1 order by 1`,
  'conversation-27': `select to_char(d, 'YYYY-"Q"Q'), count(*) from o where state = 'RJ' and ${Y18} group by 1 order by 1`,
  'conversation-28': `select to_char(d, 'YYYY-MM'), sum(units) from rs where country = 'Germany' and d between '2011-07-01' and '2011-11-30' group by 1 order by 2 limit 1`,
  'conversation-29': `select ch, sum(usd) from dn where ${month('2026-08')} group by 1`,
  'conversation-30': `select count(*) filter (where ${month('2018-05')}) - count(*) filter (where ${month('2018-06')}) from o where d between '2018-05-01' and '2018-06-30'`,
};
