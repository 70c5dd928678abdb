const S = `d >= '2026-09-01' and d < '2026-10-01'`,
  A = `d >= '2026-08-01' and d < '2026-09-01'`,
  Q = `d >= '2026-07-01' and d < '2026-10-01'`,
  Q2 = `d >= '2026-04-01' and d < '2026-07-01'`,
  Y = `extract(year from d) = 2026`;
const K = (kind) => `filter (where kind = '${kind}')`;
const DQ = `delivered and delivered_at >= '2026-07-01' and delivered_at < '2026-10-01'`,
  DS = `delivered and delivered_at >= '2026-09-01' and delivered_at < '2026-10-01'`;
const joined = (orders, ledger, col) => `select x.key, x.n, ${col} from (${orders}) x join (${ledger}) y using (key)`;
import { drive } from './second-olist.mjs';
const val = (c) => `sum(usd) filter (where ${c})`;
const DN = `(select dn.*, case when nth = 1 then 'new' when nth > 1 then 'returning' end as fresh from dn) z`;
export const checks = {
  'phrasing-207': `select sum(usd) from dn where ch = 'Flipkart' and ${A}`,
  'phrasing-208': `select sum(usd) from dl where kind = 'SALE' and category = 'Textiles' and ${Q2}`,
  'several-asks-206': [
    `select count(*) from dord where ch = 'eBay' and ${S}`,
    `select sum(usd) from dn where ch = 'eBay' and ${S}`,
    `select avg(score) from drev where ch = 'eBay' and ${S}`,
  ],
  'several-asks-207': [
    `select sum(units) from dl where kind = 'SALE' and product like 'Kantha%' and ${Y}`,
    `select sum(units) from dl where kind = 'RETURN' and product like 'Kantha%' and ${Y}`,
  ],
  'several-asks-208': [`select sum(usd) from dl where kind = 'TAX' and ${A}`, `select sum(usd) from dl where kind = 'SHIPPING' and ${A}`],
  'filters-206': `select count(*) from dord where ch = 'Flipkart' and method = 'cod' and ${S}`,
  'filters-207': `select sum(usd) from dn where country = 'US' and region in ('TX', 'NY') and ${Y}`,
  'filters-208': `select product, available from dstock where ch = 'Shopify' and available <= 4`,
  'rankings-206': `select country, sum(usd) from dn where country <> 'US' and ${Y} group by 1 order by 2 desc limit 1`,
  'rankings-207': `select carrier, avg(days) from dord where ${DQ} group by 1 order by 2 desc limit 3`,
  'rankings-208': `select product, count(*) from drev group by 1 order by 2 desc limit 1`,
  'shares-206': `select avg(case when method = 'paypal' then 100.0 else 0 end) from dord where ch = 'Shopify' and ${Y}`,
  'shares-207': `select 100 * sum(usd) filter (where category = 'Lighting') / sum(usd) from dn where ${A}`,
  'time-206': `select count(*) from dord where d = '2026-02-14'`,
  'time-207': `select to_char(d, 'YYYY-"Q"Q'), sum(usd) from dn where extract(year from d) = 2025 group by 1 order by 1`,
  'time-208': `select sum(usd) from dn where d between '2025-10-01' and '2025-10-15'`,
  'comparisons-207': `select 100.0 * sum(units) filter (where ${S}) / sum(units) filter (where to_char(d, 'YYYY-MM') = '2025-09') - 100 from dl where kind = 'SALE'`,
  'comparisons-208': `select sum(usd) filter (where ${Q}) - sum(usd) filter (where ${Q2}) from dl where kind = 'FEE'`,
  'side-by-side-205': joined(
    `select region as key, count(*) n from dord where country = 'US' and region in ('CA', 'TX') and ${S} group by 1`,
    `select region as key, sum(usd) v from dn where country = 'US' and ${S} group by 1`,
    'y.v',
  ),
  'side-by-side-206': joined(
    `select method as key, count(*) n from dord where ch = 'Etsy' and method in ('card', 'paypal') and ${Y} group by 1`,
    `select method as key, sum(usd) v from dn where ch = 'Etsy' and ${Y} group by 1`,
    'y.v',
  ),
  'side-by-side-207': `select product, sum(units) ${K('SALE')}, sum(units) ${K('RETURN')}, sum(usd) from dn where (product like '%Dino Mug' or product like 'Travel Mug%') and ${Y} group by 1`,
  'counts-207': `select count(*) from dstock where ch = 'Amazon' and available < 10`,
  'counts-208': `select count(distinct person) from dord where country = 'DE' and ${Q}`,
  'customers-206': `select ch, count(*) from dord where nth = 1 and ${Q} group by 1`,
  'customers-207': `select count(*) from (select person from dord where ch = 'Etsy' group by 1 having count(*) > 3) x`,
  'service-205': `select carrier, avg(case when late then 100.0 else 0 end) from dord where ${DS} group by 1 order by 2 desc limit 1`,
  'service-206': `select avg(days) from dord where delivered and country = 'IN'`,
  'service-207': `select ch, count(*) from dord where status = 'canceled' and ${Q} group by 1`,
  'service-208': `select avg(score) from drev where product like 'Travel Tin%'`,
  'what-if-205': `select sum(usd) / 3 from dl where kind = 'FEE' and ch = 'Flipkart' and ${Q}`,
  'what-if-206': `select sum(usd * case ch when 'Amazon' then 1.12 else 1 end) from dn where ${S}`,
  'what-if-207': `select sum(usd * case kind when 'RETURN' then 0.5 else 1 end) from dn where ${A}`,
  'why-206': drive(
    DN,
    { marketplace: 'ch', category: 'category', product: 'product', country: 'country', city: 'city', 'new or returning': 'fresh' },
    { b: `'2026-04'`, a: `'2026-05'`, order: 'desc', val },
  ),
  'why-207': drive(
    DN,
    { category: 'category', product: 'product', country: 'country', city: 'city', 'new or returning': 'fresh' },
    { b: `'2026-08'`, a: `'2026-09'`, order: 'asc', val, where: `ch = 'Shopify'` },
  ),
  'conversation-206': `select category, sum(usd) from dn where ch = 'Amazon' and ${Q} group by 1 order by 2 desc limit 2`,
  'conversation-207': `select count(*) from dord where ch in ('Shopify', 'Amazon') and d >= '2026-10-05' and d < '2026-10-12'`,
};
