const rate = (field) => `-100.0 * sum(${field}) filter (where kind = 'RETURN') / sum(${field}) filter (where kind = 'SALE')`;
const lateRate = `100.0 * count(*) filter (where late) / count(*)`;
export const checks = {
  'service-01': `select to_char(d, 'YYYY-MM'), ${lateRate} from a where delivered and d between '2018-01-01' and '2018-04-30' group by 1 order by 1`,
  'service-02': `select category, avg(days) from (select distinct order_id, category, days from l where delivered) x group by 1 having count(*) >= 100 order by 2 desc limit 1`,
  'service-03': `select case when late then 'late' else 'on time' end, avg(score) from rev where delivered and state = 'RJ' group by 1`,
  'service-04': `select count(*) from a where status = 'shipped'`,
  'service-05': `select to_char(d, 'YYYY-"Q"Q'), 100.0 * count(*) filter (where status = 'canceled') / count(*) from a where extract(year from d) = 2017 group by 1 order by 1`,
  'service-06': `select avg(handling) from a where extract(year from d) = 2018`,
  'service-07': `select 100.0 * count(*) filter (where score < 3) / count(*) from rev where state = 'RJ'`,
  'service-08': `select 100.0 * count(*) filter (where not late) / count(*) from a where delivered and state = 'BA'`,
  'service-09': `select count(*) from a where status = 'unavailable' and extract(year from d) = 2017`,
  'service-10': `select avg(days) from a where delivered and state = 'AM'`,
  'service-11': `select ${rate('amount')} from rn where d >= '2011-01-01'`,
  'service-12': `select sum(units) from rn where kind = 'RETURN' and d between '2011-04-01' and '2011-06-30'`,
  'service-13':
    `select CODE, ${rate('amount')} from rn group by country having sum(amount) filter (where kind = 'SALE') >= 20000 order by 2 desc nulls last limit 3`.replace(
      'CODE',
      `case country when 'Singapore' then 'SG' when 'Spain' then 'ES' when 'Portugal' then 'PT' when 'EIRE' then 'IE' when 'Japan' then 'JP' when 'United Kingdom' then 'GB' when 'France' then 'FR' else country end`,
    ),
  'service-14': `select to_char(d, 'YYYY-MM'), sum(amount) from rn where kind = 'RETURN' and d between '2011-07-01' and '2011-09-30' group by 1 order by 1`,
  'service-15': `select ${lateRate} from dord where delivered and delivered_at::date between '2026-09-01' and '2026-09-30'`,
  'service-16': `select ch, avg(days) from dord where delivered and delivered_at::date between '2026-07-01' and '2026-09-30' group by 1`,
  'service-17': `select 100.0 * count(*) filter (where status = 'canceled') / count(*) from dord where ch = 'Flipkart' and d >= '2026-01-01'`,
  'service-18': `select ch, sum(usd) from dl where kind = 'RETURN' and d between '2026-09-01' and '2026-09-30' group by 1`,
  'service-19': `select category, ${rate('units')} from dn where d >= '2026-01-01' and category is not null group by 1 order by 2 desc limit 3`,
  'service-20': `select ch, -100 * sum(usd) filter (where kind = 'FEE') / sum(usd) filter (where kind = 'SALE') from dl where ch in ('Amazon', 'Etsy') and d between '2026-07-01' and '2026-09-30' group by 1`,
  'service-21': `select carrier, count(*) from dord where delivered and late and delivered_at::date between '2026-07-01' and '2026-09-30' group by 1`,
  'service-22': `select 100.0 * count(*) filter (where score < 3) / count(*) from drev where ch = 'Flipkart'`,
  'service-23': `select avg(order_delivered_customer_date::date - order_estimated_delivery_date::date) from olist_orders
    where order_status = 'delivered' and order_delivered_customer_date::date > order_estimated_delivery_date::date`,
  'service-24': `select avg(score) from drev where ch = 'eBay' and d >= '2026-01-01'`,
};
