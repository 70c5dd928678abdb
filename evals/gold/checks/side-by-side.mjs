const rate = `-100.0 * sum(units) filter (where kind = 'RETURN') / sum(units) filter (where kind = 'SALE')`;
const both = (orders, ledger) => `select x.*, ${ledger.columns} from (${orders}) x join (${ledger.rows}) y using (key)`;
const columns = 'y.net, y.fee';
const money = (key, where) =>
  `select ${key} as key, sum(usd) filter (where kind in ('SALE', 'DISCOUNT', 'RETURN')) net, sum(usd) filter (where kind = 'FEE') fee from dl where ${where} group by 1`;
export const checks = {
  'side-by-side-01': `select state, sum(value), count(*), avg(value) from o where state in ('SP', 'RJ') and extract(year from d) = 2018 group by 1`,
  'side-by-side-02': `select category, sum(price), count(*), avg(price) from l where category in ('health_beauty', 'bed_bath_table') group by 1`,
  'side-by-side-03': `select method, sum(value), count(*) from pay where method in ('boleto', 'credit_card') and extract(year from d) = 2018 group by 1`,
  'side-by-side-04': `select state, 100.0 * count(*) filter (where late) / count(*), avg(days) from a where delivered and state in ('MG', 'RS') group by 1`,
  'side-by-side-05': `select extract(year from d)::text, sum(value), count(*), avg(value) from o where d >= '2017-01-01' group by 1`,
  'side-by-side-06': `select case nth when 1 then 'new' else 'returning' end, count(*), sum(value) from o where extract(year from d) = 2018 group by 1`,
  'side-by-side-07': `select case when extract(isodow from d) >= 6 then 'weekend' else 'weekday' end, count(*), sum(value), avg(value) from o where extract(year from d) = 2018 group by 1`,
  'side-by-side-08': `select seller, sum(price), count(*), count(distinct order_id) from l where seller in ('4869f7a5dfa277a7dca6462dcf3b52b2', '7c67e1448b00f6e969d365cea6b010ab') group by 1`,
  'side-by-side-09': `select city, count(*), sum(value) from o where city in ('curitiba', 'porto alegre') group by 1`,
  'side-by-side-10': `select category, avg(score), count(*) from (
    select distinct r.review_id, r.order_id, r.review_score::int as score, t.product_category_name_english as category
    from olist_order_reviews r join olist_order_items i using (order_id) join olist_products p using (product_id)
      join olist_product_category_name_translation t using (product_category_name)) x where category in ('toys', 'baby') group by 1`,
  'side-by-side-11': `select case country when 'Germany' then 'DE' else 'FR' end, sum(amount), sum(units) filter (where kind = 'SALE') from rn where country in ('Germany', 'France') and d >= '2011-01-01' group by country`,
  'side-by-side-12': `select case country when 'Spain' then 'ES' when 'Italy' then 'IT' else 'PT' end, sum(amount) filter (where kind = 'SALE'), sum(amount) from rn where country in ('Spain', 'Portugal', 'Italy') group by country`,
  'side-by-side-13': `select to_char(d, 'YYYY-MM'), sum(amount), sum(units) filter (where kind = 'SALE'), sum(amount) filter (where kind = 'RETURN') from rn where d between '2011-10-01' and '2011-11-30' group by 1`,
  'side-by-side-14': `select product, sum(amount), sum(units) filter (where kind = 'SALE') from rn where product in ('PARTY BUNTING', 'JUMBO BAG RED RETROSPOT') group by 1`,
  'side-by-side-15': both(
    `select ch as key, count(*) from dord where ch in ('Etsy', 'eBay') and d between '2026-07-01' and '2026-09-30' group by 1`,
    { columns, rows: money('ch', `d between '2026-07-01' and '2026-09-30'`) },
  ),
  'side-by-side-16': `select ch, ${rate}, sum(usd), sum(units) filter (where kind = 'SALE') from dn where ch in ('Amazon', 'Shopify') and d between '2026-09-01' and '2026-09-30' group by 1`,
  'side-by-side-17': `select category, sum(usd), sum(units) filter (where kind = 'SALE'), ${rate} from dn where category in ('Candles', 'Textiles') and d >= '2026-01-01' group by 1`,
  'side-by-side-18': both(
    `select to_char(d, 'YYYY-MM') as key, count(*) from dord where d between '2026-08-01' and '2026-09-30' group by 1`,
    { columns, rows: money(`to_char(d, 'YYYY-MM')`, `d between '2026-08-01' and '2026-09-30'`) },
  ),
  'side-by-side-19': `select carrier, count(*), 100.0 * count(*) filter (where late) / count(*), avg(days) from dord where delivered and carrier in ('UPS', 'USPS') group by 1`,
  'side-by-side-20': `select ch, count(*), avg(score) from drev where d >= '2026-01-01' group by 1`,
  'side-by-side-21': `select x.country, x.n, y.net from (select country, count(*) n from dord where country in ('DE', 'GB') and d between '2026-07-01' and '2026-09-30' group by 1) x
    join (select country, sum(usd) net from dn where d between '2026-07-01' and '2026-09-30' group by 1) y using (country)`,
};
