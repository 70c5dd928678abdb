const pareto = (rows, share) => `select count(*) from (
  select sum(v) over (order by v desc rows unbounded preceding) - v as before, sum(v) over () as total from (${rows}) g) x where before < ${share} * total - 0.000001`;
export const checks = {
  'shares-01': `select 100 * sum(v) filter (where place <= ceil(0.1 * n)) / sum(v) from (
    select v, row_number() over (order by v desc) as place, count(*) over () as n from (select product, sum(price) v from l group by 1) g) x`,
  'shares-02': pareto(`select product, sum(price) v from l group by 1`, 0.8),
  'shares-03': pareto(`select seller, sum(price) v from l where extract(year from d) = 2018 group by 1`, 0.5),
  'shares-04': `select method, 100 * sum(value) / sum(sum(value)) over () from pay where d between '2017-10-01' and '2017-12-31' group by 1`,
  'shares-05': `select 100.0 * count(*) filter (where state in ('RS', 'SC', 'PR')) / count(*) from o where extract(year from d) = 2018`,
  'shares-06': `select 100 * sum(price) filter (where category = 'bed_bath_table') / sum(price) from l where state = 'SP'`,
  'shares-07': `select trim(to_char(d, 'Day')), 100.0 * count(*) / sum(count(*)) over () from o where extract(year from d) = 2018 group by 1`,
  'shares-08': `select 100 * sum(price) filter (where extract(isodow from d) > 5) / sum(price) from l`,
  'shares-09': `select 100.0 * count(*) filter (where score = 5) / count(*) from rev where extract(year from rd) = 2018`,
  'shares-10': `select 100 * sum(v) / (select sum(price) from l) from (select sum(price) v from l group by seller order by 1 desc limit 10) x`,
  'shares-11': `select 100 * sum(amount) filter (where country = 'United Kingdom') / sum(amount) from rn`,
  'shares-12': pareto(`select product, sum(amount) v from rn where d >= '2011-01-01' and kind = 'SALE' group by 1`, 0.8),
  'shares-13': `select 100 * sum(v) / (select sum(amount) from rn where d >= '2011-01-01') from (select sum(amount) v from rn where d >= '2011-01-01' group by product order by 1 desc limit 10) x`,
  'shares-14': `select '2011-Q' || extract(quarter from d), -100 * sum(amount) filter (where kind = 'RETURN') / sum(amount) filter (where kind = 'SALE') from rn where d >= '2011-01-01' group by 1 order by 1`,
  'shares-15': `select 100 * sum(amount) filter (where country in ('Germany', 'France')) / sum(amount) from rn where d between '2011-01-01' and '2011-06-30'`,
  'shares-16': `select ch, 100 * sum(usd) / sum(sum(usd)) over () from dn where d between '2026-09-01' and '2026-09-30' group by 1`,
  'shares-17': `select to_char(d, 'YYYY-MM'), 100.0 * count(*) filter (where ch = 'Amazon') / count(*) from dord where d between '2026-07-01' and '2026-09-30' group by 1 order by 1`,
  'shares-18': `select 100 * sum(v) / (select sum(usd) from dn where d >= '2026-01-01') from (select sum(usd) v from dn where d >= '2026-01-01' group by product order by 1 desc limit 5) x`,
  'shares-19': `select 100 * sum(usd) filter (where category = 'Vases & Planters') / sum(usd) from dn where ch = 'Etsy' and d >= '2026-01-01'`,
  'shares-20': `select -100 * sum(usd) filter (where kind = 'DISCOUNT') / sum(usd) filter (where kind = 'SALE') from dl where extract(year from d) = 2025`,
  'shares-21': `select 100.0 * count(*) filter (where region = 'CA') / count(*) from dord where country = 'US' and d between '2026-07-01' and '2026-09-30'`,
  'shares-22': `select ch, -100 * sum(usd) filter (where kind = 'FEE') / sum(usd) filter (where kind = 'SALE') from dl where d between '2026-09-01' and '2026-09-30' group by 1`,
  'shares-23': pareto(`select product, sum(usd) v from dn where d >= '2026-01-01' group by 1`, 0.8),
  'shares-24': `select category, sum(price), 100 * sum(price) / sum(sum(price)) over () from l where state = 'RJ' group by 1 order by 2 desc limit 3`,
};
