const grow = (before, after) => `select 100.0 * ((${after}) - (${before})) / (${before})`;
const rev = (from, to, more = '') => `select sum(price) from l where d between '${from}' and '${to}' ${more}`;
const net = (from, to, more = '') => `select sum(amount) from rn where d between '${from}' and '${to}' ${more}`;
const usd = (from, to, more = '') => `select sum(usd) from dn where d between '${from}' and '${to}' ${more}`;
const placed = (from, to, more = '') => `select count(*) from dord where d between '${from}' and '${to}' ${more}`;
export const checks = {
  'comparisons-01': grow(rev('2017-04-01', '2017-06-30'), rev('2018-04-01', '2018-06-30')),
  'comparisons-02': `select count(*) filter (where extract(month from d) = 3) - count(*) filter (where extract(month from d) = 2) from o where extract(year from d) = 2018`,
  'comparisons-03': `select (${rev('2018-01-01', '2018-06-30')}) - (${rev('2017-07-01', '2017-12-31')})`,
  'comparisons-04': grow(
    `select avg(value) from o where d between '2017-01-01' and '2017-03-31'`,
    `select avg(value) from o where d between '2018-01-01' and '2018-03-31'`,
  ),
  'comparisons-05': `select category, sum(price) filter (where d >= '2018-01-01'), coalesce(sum(price) filter (where d < '2018-01-01'), 0)
    from l where to_char(d, 'YYYY-MM') in ('2017-05', '2018-05') group by 1 order by 2 desc nulls last limit 5`,
  'comparisons-06': `select 100 * (max(v) filter (where m = 8) / avg(v) - 1) from (select extract(month from d) m, sum(price) v from l where d between '2018-01-01' and '2018-08-31' group by 1) x`,
  'comparisons-07': `select 100 * (avg(value) filter (where state = 'SP') / avg(value) - 1) from o`,
  'comparisons-08': `select extract(year from d)::text, count(*) from a where status = 'canceled' and d >= '2017-01-01' group by 1`,
  'comparisons-09': `select '2018-' || m, n18, 100.0 * (n18 - n17) / n17 from (select to_char(d, 'MM') m, count(*) filter (where d >= '2018-01-01') n18, count(*) filter (where d < '2018-01-01') n17
    from o where d >= '2017-01-01' and extract(month from d) <= 3 group by 1) x order by 1`,
  'comparisons-10': `select (select 100.0 * count(*) filter (where late) / count(*) from a where delivered and to_char(d, 'YYYY-MM') = '2018-03')
    - (select 100.0 * count(*) filter (where late) / count(*) from a where delivered and to_char(d, 'YYYY-MM') = '2018-02')`,
  'comparisons-11': grow(
    net('2011-04-01', '2011-06-30', `and country = 'Germany'`),
    net('2011-07-01', '2011-09-30', `and country = 'Germany'`),
  ),
  'comparisons-12': `select (${net('2011-10-01', '2011-10-31')}) - (${net('2011-09-01', '2011-09-30')})`,
  'comparisons-13': grow(net('2010-12-01', '2010-12-31'), net('2011-11-01', '2011-11-30')),
  'comparisons-14': grow(net('2011-04-01', '2011-06-30', `and kind = 'RETURN'`), net('2011-07-01', '2011-09-30', `and kind = 'RETURN'`)),
  'comparisons-15': `select m, n, 100.0 * (n - lag(n) over (order by m)) / lag(n) over (order by m) from (
    select to_char(d, 'YYYY-MM') m, sum(units) n from rs where d between '2011-09-01' and '2011-11-30' group by 1) x order by 1`,
  'comparisons-16': grow(usd('2026-08-01', '2026-08-31'), usd('2026-09-01', '2026-09-30')),
  'comparisons-17': grow(placed('2025-09-01', '2025-09-30'), placed('2026-09-01', '2026-09-30')),
  'comparisons-18': grow(usd('2025-01-01', '2025-10-15'), usd('2026-01-01', '2026-10-15')),
  'comparisons-19': grow(placed('2026-04-01', '2026-06-30', `and ch = 'Etsy'`), placed('2026-07-01', '2026-09-30', `and ch = 'Etsy'`)),
  'comparisons-20': `select ch, 100 * (sum(usd) filter (where d >= '2026-07-01') / sum(usd) filter (where d < '2026-07-01') - 1) from dn where d between '2026-04-01' and '2026-09-30' group by 1`,
  'comparisons-21': grow(placed('2024-11-29', '2024-11-29'), placed('2025-11-28', '2025-11-28')),
  'comparisons-22': `select extract(year from d)::text, sum(price) from l where state = 'RJ' and d >= '2017-01-01' and extract(month from d) <= 8 group by 1`,
  'comparisons-23': `select 100 * (max(v) filter (where m = 9) / avg(v) filter (where m < 9) - 1) from (
    select extract(month from d) m, sum(amount) v from rn where country = 'United Kingdom' and d between '2011-01-01' and '2011-09-30' group by 1) x`,
};
