// The third hold-out by hand-written SQL.
const mm = (x) => `to_char(ts, 'YYYY-MM') = '${x}'`;
const qq = (x) => `to_char(ts, 'YYYY-"Q"Q') = '${x}'`;
const yy = (x) => `extract(year from ts) = ${x}`;
const dm = (x) => `to_char(d, 'YYYY-MM') = '${x}'`;
const dq = (x) => `to_char(d, 'YYYY-"Q"Q') = '${x}'`;
const Y26 = `d >= '2026-01-01'`;
const drive = (from, time, dims, { b, a, dir, val, where = 'true' }) =>
  Object.entries(dims)
    .map(
      ([n, c]) =>
        `(with g as (select ${c} as key, ${val(a(time))} as after, ${val(b(time))} as before from ${from} where ${where} group by 1) select '${n}', key, coalesce(after, 0) - coalesce(before, 0) from g where key is not null order by 3 ${dir} limit 1)`,
    )
    .join(' union all ');
const between = (x, z) => (t) => `${t} >= '${x}' and ${t} < '${z}'`;
const LL = `(select l.*, case o.nth when 1 then 'new' else 'returning' end as fresh from l join o using (order_id)) z`;
const OD = { category: 'category', state: 'state', city: 'city', seller: 'seller', product: 'product', 'new or returning': 'fresh' };
const RNN = `(select rn.*, case when kind <> 'DISCOUNT' then product end as pname from rn) z`;
const DN = `(select dn.*, case when nth = 1 then 'new' when nth > 1 then 'returning' end as fresh from dn) z`;
const DD = { marketplace: 'ch', category: 'category', product: 'product', country: 'country', city: 'city', 'new or returning': 'fresh' };
const drop = (o, ...names) => Object.fromEntries(Object.entries(o).filter(([n]) => !names.includes(n)));
const usd = (c) => `sum(usd) filter (where ${c})`,
  price = (c) => `sum(price) filter (where ${c})`,
  amt = (c) => `sum(amount) filter (where ${c})`;
const raov = (w) => `(select sum(amount) from rn where kind <> 'RETURN' and ${w}) / (select count(*) from ro where ${w})`;
const DIFF = `select sum(case country when 'Germany' then amount else -amount end) from rn where country in ('Germany', 'France') and ${yy(2011)}`;
export const checks = {
  'phrasing-301': `select sum(price) from l where category = 'housewares' and ${mm('2018-01')}`,
  'phrasing-302': `select avg(price) from l where category = 'baby' and ${yy(2017)}`,
  'phrasing-303': `select count(*) from rev where rd >= '2018-02-01' and rd < '2018-03-01'`,
  'phrasing-304': `select sum(amount) from rn where country = 'Portugal' and ts >= '2011-04-01' and ts < '2011-07-01'`,
  'phrasing-305': `select sum(units) from rs where product = 'WHITE HANGING HEART T-LIGHT HOLDER' and ${yy(2011)}`,
  'phrasing-306': `select ${raov(`country = 'Belgium'`)}`,
  'phrasing-307': `select sum(usd) from dn where ch = 'Shopify' and product like 'Kids%Dino%' and ${Y26}`,
  'phrasing-308': `select sum(usd) from dl where ch = 'eBay' and kind = 'FEE' and ${dq('2026-Q2')}`,
  'several-asks-301': [
    `select count(distinct order_id) from pay where method = 'boleto' and ${qq('2018-Q1')}`,
    `select sum(value) from pay where method = 'boleto' and ${qq('2018-Q1')}`,
  ],
  'several-asks-302': ['desc', 'asc'].map(
    (x) => `select state, avg(days) from a where delivered and ${yy(2018)} group by 1 having count(*) >= 100 order by 2 ${x} limit 1`,
  ),
  'several-asks-303': ['sum(price)', 'count(distinct seller)', 'count(distinct product)'].map(
    (x) => `select ${x} from l where category = 'cool_stuff' and ${yy(2018)}`,
  ),
  'several-asks-304': [
    `select count(*) from ro where ${mm('2010-12')}`,
    `select count(distinct person) from ro where ${mm('2010-12')}`,
    `select sum(units) from rs where ${mm('2010-12')}`,
  ],
  'several-asks-305': [
    `select country, sum(amount) from rn where kind = 'RETURN' and country <> 'United Kingdom' and ${yy(2011)} group by 1 order by 2 limit 1`,
    `select country, sum(amount) from rs where country <> 'United Kingdom' and ${yy(2011)} group by 1 order by 2 desc limit 1`,
  ],
  'several-asks-306': [
    `select count(*) from dord where d = '2026-10-14'`,
    `select sum(units) from dl where kind = 'SALE' and d = '2026-10-14'`,
    `select sum(usd) from dn where d = '2026-10-14'`,
  ],
  'several-asks-307': ['desc', 'asc'].map(
    (x) =>
      `select to_char(d, 'YYYY-MM'), count(*) from dord where d >= '2026-01-01' and d < '2026-10-01' group by 1 order by 2 ${x} limit 1`,
  ),
  'several-asks-308': ['true', `status = 'canceled'`, `method = 'cod'`].map(
    (x) => `select count(*) from dord where country = 'IN' and ${dm('2026-08')} and ${x}`,
  ),
  'filters-301': `select count(*) from o where units > 2 and ${yy(2018)}`,
  'filters-302': `select count(*) from rev where score = 5 and state <> 'SP' and extract(year from rd) = 2017`,
  'filters-303': `select sum(price) from l where sstate = 'RJ' and state <> 'RJ' and ${yy(2018)}`,
  'filters-304': `select count(*) from (select inv from rs group by 1 having count(distinct code) > 100) x`,
  'filters-305': `select sum(units) from rs where country in ('Sweden', 'Norway', 'Denmark') and ${yy(2011)}`,
  'filters-306': `select sum(units) from dl where kind = 'SALE' and country = 'DE' and category <> 'Candles' and ${dq('2026-Q3')}`,
  'filters-307': `select count(*) from dord where city in ('London', 'Manchester') and ${Y26}`,
  'filters-308': `select city, count(*) from dord where country = 'US' group by 1 having count(*) > 800`,
  'rankings-301': `select category, avg(price) from l group by 1 having count(*) >= 100 order by 2 desc limit 5`,
  'rankings-302': `select city, sum(value) from o where state = 'MG' group by 1 order by 2 desc limit 1`,
  'rankings-303': `select d::text, sum(amount) from rn group by 1 order by 2 desc limit 5`,
  'rankings-304': `select r.country, (select sum(amount) from rn where rn.country = r.country and kind in ('SALE', 'DISCOUNT')) / count(*) from ro r group by 1 having count(*) >= 20 order by 2 desc limit 3`,
  'rankings-305': `select product, count(distinct person) from rs group by 1 order by 2 desc limit 1`,
  'rankings-306': `select category, sum(usd) from dl where kind = 'DISCOUNT' and ${Y26} group by 1 order by 2 limit 3`,
  'rankings-307': `select product, sum(usd) from dn where country = 'CA' and ${Y26} group by 1 order by 2 desc limit 5`,
  'rankings-308': `select to_char(d, 'YYYY-MM'), sum(usd) from dn where ch = 'Etsy' and ${Y26} group by 1 order by 2 desc limit 1`,
  'shares-301': `select 100 * sum(freight) filter (where state = 'SP') / sum(freight) from l where ${yy(2018)}`,
  'shares-302': `select avg(case when value < 50 then 100.0 else 0 end) from o where ${yy(2018)}`,
  'shares-303': `select score::text, 100.0 * count(*) / sum(count(*)) over () from rev where extract(year from rd) = 2017 group by 1`,
  'shares-304': `select avg(case when value < 100 then 100.0 else 0 end) from ro`,
  'shares-305': `select 100 * ${amt(mm('2011-09'))} / ${amt(qq('2011-Q3'))} from rn`,
  'shares-306': `select to_char(d, 'YYYY-"Q"Q'), avg(case when method = 'cod' then 100.0 else 0 end) from dord where ch = 'Flipkart' and extract(year from d) = 2025 group by 1 order by 1`,
  'shares-307': `select 100.0 * sum(units) filter (where ch = 'Amazon') / sum(units) from dl where kind = 'SALE' and ${dm('2026-09')}`,
  'shares-308': `select 100 * sum(usd) filter (where category = 'Textiles') / sum(usd) from dl where kind = 'RETURN' and ${Y26}`,
  'time-301': `select sum(price) from l where d = '2018-06-12'`,
  'time-302': `select sum(price) from l where ts >= '2017-02-01' and ts < '2018-05-01' and not (ts >= '2017-11-01' and ts < '2017-12-01')`,
  'time-303': `select count(*) from o where ${yy(2018)} and extract(isodow from ts) = 5 and extract(hour from ts) in (18, 19)`,
  'time-304': `select sum(amount) from rn where ${mm('2011-11')} and ts::time >= '10:00' and ts::time < '11:00'`,
  'time-305': `select sum(amount) from rn where ts >= '2011-12-09' and ts < '2011-12-10'`,
  'time-306': `select month, sum(v) over (order by month) from (select to_char(ts, 'YYYY-MM') as month, sum(amount) v from rn where ts >= '2011-01-01' and ts < '2011-07-01' group by 1) x order by 1`,
  'time-307': `select sum(usd) from dn where date_trunc('week', d) = date_trunc('week', date '2026-10-15') - interval '14 days'`,
  'time-308': `select trim(to_char(d, 'Day')), sum(usd) from dn where ${dq('2026-Q3')} group by 1`,
  'comparisons-301': `select avg(score) filter (where rd >= '2018-01-01' and rd < '2018-04-01') - avg(score) filter (where rd >= '2017-10-01' and rd < '2018-01-01') from rev`,
  'comparisons-302': `select category, 100 * (${price(yy(2018))} / ${price(yy(2017))} - 1) from l where category in ('telephony', 'perfumery', 'auto') and extract(month from ts) <= 8 group by 1`,
  'comparisons-303': `select sum(case country when 'EIRE' then -amount else amount end) from rn where country in ('Netherlands', 'EIRE') and ${yy(2011)}`,
  'comparisons-304': `with p as (select to_char(ts, 'YYYY-MM') m, sum(units)::numeric / count(*) v from ro group by 1) select 100 * ((select v from p where m = '2011-10') / (select v from p where m = '2011-09') - 1)`,
  'comparisons-305': `select 100.0 * count(distinct person) filter (where ${qq('2011-Q3')}) / count(distinct person) filter (where ${qq('2011-Q2')}) - 100 from ro`,
  'comparisons-306': `select ${usd(dm('2026-09'))} - ${usd(dm('2026-08'))} from dl where kind = 'RETURN'`,
  'comparisons-307': `select ch, 100.0 * sum(units) filter (where ${dq('2026-Q3')}) / sum(units) filter (where ${dq('2025-Q3')}) - 100 from dl where kind = 'SALE' and ch in ('Amazon', 'Shopify') group by 1`,
  'comparisons-308': `select 100 * (${usd(`d between '2026-10-01' and '2026-10-14'`)} / ${usd(`d between '2026-09-01' and '2026-09-14'`)} - 1) from dn`,
  'side-by-side-301': `select city, count(*), sum(value), avg(value) from o where city in ('salvador', 'recife', 'fortaleza') group by 1`,
  'side-by-side-302': `select x.q, (select count(*) from o where ${qq('X').replace(`'X'`, 'x.q')}), (select avg(case when late then 100.0 else 0 end) from a where delivered and to_char(ts, 'YYYY-"Q"Q') = x.q), (select avg(score) from rev where to_char(rd, 'YYYY-"Q"Q') = x.q) from (values ('2017-Q4'), ('2018-Q1')) x(q)`,
  'side-by-side-303': `select w, (select count(*) from ro where ${yy(2011)} and trim(to_char(ts, 'Day')) = w), (select sum(amount) from rn where ${yy(2011)} and trim(to_char(ts, 'Day')) = w) from (values ('Monday'), ('Friday')) x(w)`,
  'side-by-side-304': `select person, (select count(*) from ro where ro.person = rn.person), sum(units) filter (where kind = 'SALE'), sum(amount) from rn where person in ('14646', '18102') group by 1`,
  'side-by-side-305': `select city, count(*), (select sum(usd) from dn where dn.city = dord.city and ${Y26.replace('d ', 'dn.d ')}) from dord where city in ('Dallas', 'Houston', 'Austin') and ${Y26} group by 1`,
  'side-by-side-306': `select x.q, (select count(*) from dord where to_char(d, 'YYYY-"Q"Q') = x.q), sum(units) filter (where kind = 'SALE'), sum(usd) filter (where kind = 'FEE') from (values ('2025-Q2'), ('2026-Q2')) x(q) join dl on to_char(d, 'YYYY-"Q"Q') = x.q group by 1`,
  'side-by-side-307': `select category, ${usd(`kind = 'SALE'`)}, ${usd(`kind = 'DISCOUNT'`)}, ${usd(`kind = 'RETURN'`)} from dl where category in ('Kitchen', 'Tableware') and ${dq('2026-Q3')} group by 1`,
  'counts-301': `select count(*) from (select seller from l group by 1 having count(distinct state) > 10) x`,
  'counts-302': `select count(*) from (select seller from l group by 1 having extract(year from min(ts)) = 2018) x`,
  'counts-303': `select count(distinct ts::date) from ro where ${yy(2011)}`,
  'counts-304': `select count(*) from (select code from rs group by 1 having bool_and(country <> 'United Kingdom')) x`,
  'counts-305': `select count(*) from (select person from ro where person is not null and ${yy(2011)} group by 1 having count(distinct extract(quarter from ts)) = 4) x`,
  'counts-306': `select count(*) from (select d from dn where ${dq('2026-Q3')} group by 1 having sum(usd) > 2500) x`,
  'counts-307': `select count(*) from (select product from dstock group by 1 having sum(available) < 200) x`,
  'customers-301': `select count(*) from (select person from o where ts >= '2017-01-01' and ts < '2019-01-01' group by 1 having count(distinct extract(year from ts)) = 2) x`,
  'customers-302': `select avg(value) from o where nth > 1 and ${yy(2018)}`,
  'customers-303': `select person, max(nth) from ro where person is not null group by 1 order by 2 desc limit 3`,
  'customers-304': `select count(distinct x.person) from ro x join ro f on f.person = x.person and f.nth = 1 where f.ts >= '2011-01-01' and f.ts < '2011-02-01' and x.ts >= '2011-11-01' and x.ts < '2011-12-01'`,
  'customers-305': `select count(*) from (select person from ro where person is not null group by 1 having bool_or(${mm('2010-12')}) and not bool_or(${yy(2011)})) x`,
  'service-301': `select count(*) from a join olist_orders r using (order_id) where a.delivered and ${yy(2018)} and r.order_estimated_delivery_date::timestamp - r.order_delivered_customer_date::timestamp > interval '10 days'`,
  'service-302': `select avg(case when score = 1 then 100.0 else 0 end) from rev where delivered and late`,
  'service-303': `select state, count(*) from a where status = 'canceled' group by 1 order by 2 desc limit 1`,
  'service-304': `select product, sum(units) from rn where kind = 'RETURN' and ${yy(2011)} group by 1 order by 2 limit 1`,
  'service-305': `select to_char(d, 'YYYY-MM'), sum(units) from dl where kind = 'RETURN' and ${dq('2026-Q3')} group by 1 order by 1`,
  'service-306': `select ch, avg(case when score = 5 then 100.0 else 0 end) from drev where ${Y26} group by 1`,
  'service-307': `select city, count(*) from dord where delivered and late and country = 'US' and delivered_at >= '2026-01-01' group by 1 order by 2 desc limit 1`,
  'what-if-301': `with g as (select state, count(*) n, avg(case when late then 1.0 else 0 end) r from a where delivered and ${yy(2018)} group by 1) select rj.n * (rj.r - sp.r) from g rj, g sp where rj.state = 'RJ' and sp.state = 'SP'`,
  'what-if-302': `select sum(price) from l where ${yy(2017)} and state not in ('AM', 'RR', 'AP', 'AC')`,
  'what-if-303': `with g as (select person, sum(amount) v from rn where ${yy(2011)} group by 1) select sum(v) - max(v) filter (where person is not null) from g`,
  'what-if-304': `select (select sum(amount) from rn where country = 'Germany' and ${yy(2011)}) + (select sum(50) from ro where country = 'Germany' and ${yy(2011)})`,
  'what-if-305': `select sum(amount * case kind when 'RETURN' then 0.7 else 1 end) from rn where ${mm('2010-12')}`,
  'what-if-306': `select sum(usd) from dl where kind in ('SALE', 'DISCOUNT') and ch = 'Flipkart' and ${dq('2026-Q3')}`,
  'what-if-307': `select -sum(usd * case kind when 'FEE' then 1 when 'SALE' then 0.1 else 0 end) from dl where ch = 'eBay' and ${dq('2026-Q3')}`,
  'why-301': drive(LL, 'ts', OD, {
    b: between('2017-04-01', '2017-05-01'),
    a: between('2017-05-01', '2017-06-01'),
    dir: 'desc',
    val: price,
  }),
  'why-302': drive(LL, 'ts', drop(OD, 'category'), {
    b: between('2018-01-01', '2018-04-01'),
    a: between('2018-04-01', '2018-07-01'),
    dir: 'desc',
    val: price,
    where: `category = 'bed_bath_table'`,
  }),
  'why-303': drive(LL, 'ts', drop(OD, 'state'), {
    b: between('2018-04-01', '2018-05-01'),
    a: between('2018-05-01', '2018-06-01'),
    dir: 'asc',
    val: price,
    where: `state = 'RS'`,
  }),
  'why-304': drive(
    RNN,
    'ts',
    { country: 'country', product: 'pname', customer: 'person' },
    { b: between('2011-01-01', '2011-04-01'), a: between('2011-04-01', '2011-07-01'), dir: 'desc', val: amt },
  ),
  'why-305': drive(
    RNN,
    'ts',
    { product: 'pname', customer: 'person' },
    {
      b: between('2011-03-01', '2011-04-01'),
      a: between('2011-04-01', '2011-05-01'),
      dir: 'asc',
      val: amt,
      where: `country = 'United Kingdom'`,
    },
  ),
  'why-306': drive(DN, 'd', DD, { b: between('2025-10-01', '2026-01-01'), a: between('2026-01-01', '2026-04-01'), dir: 'asc', val: usd }),
  'why-307': drive(DN, 'd', drop(DD, 'category'), {
    b: between('2026-08-01', '2026-09-01'),
    a: between('2026-09-01', '2026-10-01'),
    dir: 'desc',
    val: usd,
    where: `category = 'Lighting'`,
  }),
  'conversation-301': `select state, 100.0 * count(*) filter (where late) / count(*) from a where delivered and ${yy(2018)} group by 1 having count(*) >= 200 and 10 * count(*) filter (where late) > count(*)`,
  'conversation-302': `select sum(value) from o where ${yy(2018)} and state in ('AM', 'PA', 'AC', 'RO', 'RR', 'AP', 'TO')`,
  'conversation-303': `select avg(price) from l where ${yy(2017)} group by category order by count(*) desc limit 1`,
  'conversation-304': `select product, sum(units) from rs where country <> 'United Kingdom' and ${mm('2011-11')} group by 1 order by 2 desc limit 5`,
  'conversation-305': DIFF,
  'conversation-306': `select count(*) from ro where ${mm('2011-09')} and value > 500`,
  'conversation-307': `select ch, 100.0 * sum(units) filter (where ${dm('2026-09')}) / sum(units) filter (where ${dm('2026-08')}) - 100 from dl where kind = 'SALE' group by 1 order by 2 desc limit 1`,
  'conversation-308': `select ch, sum(usd) from dl where kind = 'FEE' and ${dm('2026-09')} group by 1 order by 2 limit 2`,
};
