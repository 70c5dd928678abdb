const review = `(select distinct r.review_id, r.order_id, r.review_score::int as score, coalesce(t.product_category_name_english, nullif(p.product_category_name, ''), 'uncategorized') as category
  from olist_order_reviews r join olist_order_items i using (order_id) join olist_products p using (product_id)
    left join olist_product_category_name_translation t using (product_category_name))`;
export const checks = {
  'rankings-01': `select category, count(*) from l where extract(year from d) = 2017 group by 1 order by 2 desc limit 1`,
  'rankings-02': `select state, sum(price) from l where extract(year from d) = 2018 group by 1 order by 2 limit 5`,
  'rankings-03': `select category, sum(case when d >= '2018-01-01' then price else -price end) from l
    where d between '2017-01-01' and '2017-06-30' or d between '2018-01-01' and '2018-06-30' group by 1 order by 2 desc limit 1`,
  'rankings-04': `select state, sum(case when d >= '2018-06-01' then price else -price end) from l where d between '2018-05-01' and '2018-06-30' group by 1 order by 2 limit 1`,
  'rankings-05': `select city, count(*) from o where state = 'RJ' group by 1 order by 2 desc limit 3`,
  'rankings-06': `select distinct on (state) state || ' ' || category, v from (
      select state, category, sum(price) v from l where state in ('SP', 'RJ', 'MG') group by 1, 2) x order by state, v desc`,
  'rankings-07': `select d::text, sum(price) from l where extract(year from d) = 2018 group by 1 order by 2 desc limit 1`,
  'rankings-08': `select category, avg(score) from ${review} x group by 1 having count(*) >= 200 order by 2 limit 1`,
  'rankings-09': `select seller, sum(freight) from l group by 1 order by 2 desc limit 3`,
  'rankings-10': `select seller, avg(days) from (select distinct order_id, seller, days from l where delivered) x group by 1 having count(*) >= 100 order by 2 desc limit 3`,
  'rankings-11': `select person, sum(amount) from rn where person is not null group by 1 order by 2 desc limit 5`,
  'rankings-12': `select product, sum(units) from rs where d >= '2011-01-01' group by 1 order by 2 desc limit 10`,
  'rankings-13': `select case country when 'Netherlands' then 'NL' else country end, sum(amount) from rn where country <> 'United Kingdom' group by country order by 2 desc limit 1`,
  'rankings-14': `select product, sum(amount) from rn where kind = 'RETURN' group by 1 order by 2 limit 1`,
  'rankings-15': `select to_char(d, 'YYYY-MM'), sum(amount) from rn where country = 'Germany' group by 1 order by 2 desc limit 1`,
  'rankings-16': `select product, sum(case when d >= '2011-11-01' then units else -units end) from rs where d between '2011-10-01' and '2011-11-30' group by 1 order by 2 desc limit 1`,
  'rankings-17': `select product, sum(units) from dl where kind = 'SALE' and ch = 'Flipkart' and d between '2026-09-01' and '2026-09-30' group by 1 order by 2 desc limit 1`,
  'rankings-18': `select product, sum(usd) from dn where ch = 'Etsy' and d >= '2026-01-01' group by 1 order by 2 desc limit 3`,
  'rankings-19': `select ch, -100.0 * sum(units) filter (where kind = 'RETURN') / sum(units) filter (where kind = 'SALE') from dl
    where d between '2026-07-01' and '2026-09-30' group by 1 order by 2 desc limit 1`,
  'rankings-20': `select product, sum(case when d >= '2026-09-01' then usd else -usd end) from dn where d between '2026-08-01' and '2026-09-30' group by 1 order by 2 limit 1`,
  'rankings-21': `select ch, sum(usd) from dl where kind = 'SALE' and d between '2025-01-01' and '2025-12-31' group by 1 order by 2 desc`,
  'rankings-22': `select product, avg(score) from drev group by 1 having count(*) >= 40 order by 2 limit 1`,
  'rankings-23': `select city, count(*) from dord where d >= '2026-01-01' group by 1 order by 2 desc limit 3`,
  'rankings-24': `select trim(to_char(d, 'Day')), sum(amount) from rn group by 1 order by 2 limit 1`,
};
