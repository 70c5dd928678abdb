const Y18 = `d between '2018-01-01' and '2018-12-31'`;
const Y17 = `d between '2017-01-01' and '2017-12-31'`;
export const checks = {
  'filters-01': `select count(*) from o where ${Y18} and state <> 'SP'`,
  'filters-02': `select sum(price) from l where ${Y17} and category not in ('health_beauty', 'watches_gifts')`,
  'filters-03': `select state, 100.0 * count(*) filter (where late) / count(*) from a where delivered group by 1
    having count(*) >= 100 and 100.0 * count(*) filter (where late) / count(*) > 10 order by 2 desc`,
  'filters-04': `select seller, count(*) from l group by 1 having count(*) > 250 order by 2 desc`,
  'filters-05': `select category, 100.0 * count(*) filter (where score <= 2) / count(*) from (
      select distinct r.review_id, r.order_id, r.review_score::int as score, coalesce(t.product_category_name_english, nullif(p.product_category_name, ''), 'uncategorized') as category
      from olist_order_reviews r join olist_order_items i using (order_id) join olist_products p using (product_id)
        left join olist_product_category_name_translation t using (product_category_name)) x
    group by 1 having count(*) >= 300 order by 2 desc limit 1`,
  'filters-06': `select sum(value) from o where ${Y18} and units > 1`,
  'filters-07': `select sum(value) from pay where ${Y17} and method <> 'credit_card'`,
  'filters-08': `select sum(price) from l where ${Y18} and state in ('MG', 'RJ') and category <> 'toys'`,
  'filters-09': `select count(*) from rev where rd between '2018-01-01' and '2018-12-31' and state = 'RJ' and score = 1`,
  'filters-10': `select count(*) from o where value > 1000`,
  'filters-11': `select sum(amount) from rn where d >= '2011-01-01' and country <> 'United Kingdom'`,
  'filters-12': `select case country when 'United Kingdom' then 'GB' when 'Netherlands' then 'NL' when 'EIRE' then 'IE' when 'Germany' then 'DE'
      when 'France' then 'FR' when 'Australia' then 'AU' else country end, sum(amount) from rn group by country having sum(amount) > 100000 order by 2 desc`,
  'filters-13': `select product, sum(units) from rs group by 1 having sum(units) > 30000 order by 2 desc`,
  'filters-14': `select sum(amount) from rn where d between '2011-07-01' and '2011-09-30' and country not in ('Germany', 'France')`,
  'filters-15': `select sum(amount) from rn where person is null`,
  'filters-16': `select case country when 'Brazil' then 'BR' when 'Bahrain' then 'BH' when 'Saudi Arabia' then 'SA' when 'Czech Republic' then 'CZ'
      when 'RSA' then 'ZA' when 'Lebanon' then 'LB' else country end, sum(units) from rs group by country having sum(units) < 500`,
  'filters-17': `select sum(usd) from dn where d between '2026-09-01' and '2026-09-30' and ch <> 'Amazon'`,
  'filters-18': `select count(*) from dord where status = 'shipped'`,
  'filters-19': `select product, -100.0 * sum(units) filter (where kind = 'RETURN') / sum(units) filter (where kind = 'SALE') as rate from dn
    where d >= '2026-01-01' group by 1 having sum(units) filter (where kind = 'SALE') >= 50
      and -100.0 * sum(units) filter (where kind = 'RETURN') / sum(units) filter (where kind = 'SALE') > 15 order by 2 desc`,
  'filters-20': `select ch, sum(usd) from dn where d between '2026-09-01' and '2026-09-30' group by 1 having sum(usd) > 10000 order by 2 desc`,
  'filters-21': `select count(*) from dord where d between '2026-07-01' and '2026-09-30' and country = 'US' and method = 'paypal'`,
  'filters-22': `select sum(usd) from dn where d between '2026-08-01' and '2026-08-31' and category not in ('Candles', 'Textiles')`,
  'filters-23': `select count(*) from drev where d >= '2026-01-01' and ch = 'Etsy' and score < 3`,
  'filters-24': `select sum(price) from l where ${Y18} and state = 'SP' and city <> 'sao paulo'`,
  'filters-25': `select count(*) from dord where d between '2026-08-01' and '2026-08-31' and ch = 'Flipkart' and status <> 'canceled'`,
  'filters-26': `select sum(units) from rs where d between '2011-06-01' and '2011-08-31' and country in ('EIRE', 'Netherlands')`,
};
