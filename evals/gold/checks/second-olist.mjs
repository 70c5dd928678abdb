const Y17 = `ts >= '2017-01-01' and ts < '2018-01-01'`,
  Y18 = `ts >= '2018-01-01' and ts < '2019-01-01'`;
export const mm = (x) => `to_char(ts, 'YYYY-MM') = '${x}'`;
const LL = `(select l.*, case o.nth when 1 then 'new' else 'returning' end as fresh from l join o using (order_id)) z`;
const DIM = { category: 'category', state: 'state', city: 'city', seller: 'seller', product: 'product', 'new or returning': 'fresh' };
export const drive = (from, dims, { b, a, order, val, where = 'true' }) =>
  Object.entries(dims)
    .map(
      ([n, c]) =>
        `(with g as (select ${c} as key, ${val(`to_char(ts, 'YYYY-MM') in (${a})`)} as after, ${val(`to_char(ts, 'YYYY-MM') in (${b})`)} as before from ${from} where ${where} group by 1) select '${n}', key, coalesce(after, 0) - coalesce(before, 0) from g where key is not null order by 3 ${order} limit 1)`,
    )
    .join(' union all ');
const price = (c) => `sum(price) filter (where ${c})`;
const cnt = (c) => `count(distinct order_id) filter (where ${c})`;
const fs = 'sum(freight) / sum(price) * 100';
export const checks = {
  'phrasing-201': `select sum(price) from l where category = 'perfumery' and ts >= '2018-01-01' and ts < '2018-07-01'`,
  'phrasing-202': `select count(*) from o where state = 'SC' and ${mm('2018-07')}`,
  'phrasing-203': `select sum(freight) from l where state = 'BA' and ${Y17}`,
  'several-asks-201': [
    `select count(*) from o where ${mm('2018-04')}`,
    `select sum(value) from o where ${mm('2018-04')}`,
    `select avg(case when late then 100.0 else 0 end) from a where delivered and ${mm('2018-04')}`,
  ],
  'several-asks-202': [
    `select count(*) from l where category = 'telephony' and ${Y17}`,
    `select sum(price) from l where category = 'telephony' and ${Y17}`,
  ],
  'several-asks-203': [
    `select city, count(*) from o where extract(quarter from ts) = 2 and ${Y18} group by 1 order by 2 desc limit 1`,
    `select category, sum(price) from l where extract(quarter from ts) = 2 and ${Y18} group by 1 order by 2 desc limit 1`,
  ],
  'filters-201': `select sum(value) from pay where method = 'credit_card' and installments > 9 and ${Y17}`,
  'filters-202': `select count(*) from o where state = 'PR' and city <> 'curitiba' and ${Y18}`,
  'rankings-201': `select city, sum(value) from o where state <> 'SP' and ${Y18} group by 1 order by 2 desc limit 4`,
  'rankings-202': `select to_char(ts, 'YYYY-MM'), ${fs} from l where ts >= '2018-01-01' and ts < '2018-09-01' group by 1 order by 2 desc limit 1`,
  'rankings-203': `select method, count(*) from pay where state = 'RJ' group by 1 order by 2 desc limit 1`,
  'shares-201': `select 100 * sum(r) filter (where n <= 5) / sum(r) from (select sum(price) r, row_number() over (order by sum(price) desc) n from l where ${Y18} group by category) x`,
  'shares-202': `select avg(case when units = 1 then 100.0 else 0 end) from o where ${Y17}`,
  'time-201': `select count(*) from o where ts >= '2018-02-09' and ts < '2018-02-15'`,
  'time-202': `select count(*) from o where ${Y18} and extract(isodow from ts) <= 5 and ts::time >= '09:00' and ts::time < '12:00'`,
  'comparisons-201': `select 100 * (sum(price) filter (where ts >= '2018-01-01') / sum(price) filter (where ts < '2018-01-01') - 1) from l where category = 'health_beauty' and extract(month from ts) <= 6 and extract(year from ts) in (2017, 2018)`,
  'comparisons-202': `select avg(days) filter (where ${mm('2018-07')}) - avg(days) filter (where ${mm('2018-03')}) from a where delivered`,
  'comparisons-203': `select (select ${fs} from l where ${Y18}) - (select ${fs} from l where ${Y17})`,
  'side-by-side-201': `select category, sum(price), count(distinct order_id), avg(price) from l where category in ('auto', 'garden_tools') and ${Y18} group by 1`,
  'side-by-side-202': `select x.state, x.n, x.v, y.r from (select state, count(*) n, avg(value) v from o group by 1) x join (select state, 100.0 * count(*) filter (where c > 1) / count(*) r from (select state, person, count(*) c from o group by 1, 2) p group by 1) y using (state) where x.state in ('DF', 'GO')`,
  'counts-201': `select count(*) from (select seller from l where ${Y18} group by 1 having sum(price) > 20000) x`,
  'counts-202': `select count(*) from (select city from o group by 1 having count(*) >= 100) x`,
  'counts-203': `select count(*) from (select state from o group by 1 having count(*) < 50) x`,
  'customers-201': `select count(*) from o where nth = 3`,
  'customers-202': `select sum(value) / count(distinct person) from o where state = 'RS'`,
  'service-201': `select to_char(ts, 'YYYY-MM'), count(*) from a where status = 'canceled' and ts >= '2018-04-01' and ts < '2018-09-01' group by 1 order by 1`,
  'service-202': `select avg(case when late then 100.0 else 0 end) from a where delivered and exists (select 1 from l where l.order_id = a.order_id and sstate = 'MG')`,
  'service-203': `select avg(days) from a where delivered and ${Y18} and exists (select 1 from l where l.order_id = a.order_id and category = 'perfumery')`,
  'what-if-201': `select sum(freight * 0.85) from l where ${Y17}`,
  'what-if-202': `select sum(price) from l where ${Y18} and category <> 'telephony'`,
  'why-201': drive(LL, DIM, { b: `'2017-03'`, a: `'2017-04'`, order: 'asc', val: price }),
  'why-202': drive(LL, DIM, { b: `'2017-12'`, a: `'2018-01'`, order: 'desc', val: cnt }),
  'why-203': drive(LL, Object.fromEntries(Object.entries(DIM).filter(([n]) => n !== 'state')), {
    b: `'2018-01'`,
    a: `'2018-02'`,
    order: 'desc',
    val: price,
    where: `state = 'MG'`,
  }),
  'conversation-201': `select state, avg(days) from a where delivered and ${Y18} and state in ('PR', 'SC', 'RS') group by 1`,
  'conversation-202': `select trim(to_char(ts, 'Day')), count(*) from o where ${mm('2017-08')} group by 1 order by 2 desc limit 1`,
  'conversation-203': `select sum(price) from l where category = 'baby' and ${mm('2017-12')}`,
};
