create table dord as
select o.marketplace || '/' || o.id as oid,
  case o.marketplace when 'ebay' then 'eBay' else initcap(o.marketplace) end as ch,
  o.ordered::timestamp as ts, o.ordered::date as d, o.orderedms::bigint as ms, o.status, o.currency, o.marketplace || '/' || o.customer as person,
  o.country, o.region, o.city, p.method, s.carrier, s.promised::date as promised, s.delivered::timestamp as delivered_at,
  o.status = 'delivered' and s.delivered is not null as delivered, s.delivered::date > s.promised::date as late,
  (s.deliveredms::numeric - o.orderedms::numeric) / 86400000 as days, (s.shippedms::numeric - o.orderedms::numeric) / 86400000 as handling
from demo_orders o
  left join demo_payments p on p.marketplace = o.marketplace and p."order" = o.id
  left join demo_shipments s on s.marketplace = o.marketplace and s."order" = o.id;
create unique index on dord (oid);
alter table dord add column nth int;
update dord set nth = x.nth from (
  select oid, row_number() over (partition by person order by ms, split_part(oid, '/', 2) collate "C") as nth from dord where status <> 'canceled') x
where x.oid = dord.oid;
create table euro as select quote, day::date as day, rate::numeric as rate from demo_rates;
create unique index on euro (quote, day);
create table dl as
select e.marketplace || '/' || e."order" as oid, o.ch, o.d as order_day, o.currency, o.country, o.region, o.city, o.method, o.status, o.person, o.nth,
  e.kind, e.minor::numeric / 100 as local, e.quantity::int as units, e.processed::timestamp as ts, e.processed::date as d,
  e.minor::numeric / 100 * case o.currency when 'USD' then 1 when 'EUR' then usd.rate else usd.rate / own.rate end as usd,
  p.title as product, p.category
from demo_ledger e
  join dord o on o.oid = e.marketplace || '/' || e."order"
  left join demo_products p on p.marketplace = e.marketplace and p.id = e.product
  left join euro usd on usd.quote = 'USD' and usd.day = e.processed::date
  left join euro own on own.quote = o.currency and own.day = e.processed::date;
create view dn as select * from dl where kind in ('SALE', 'DISCOUNT', 'RETURN');
create view drev as
select case r.marketplace when 'ebay' then 'eBay' else initcap(r.marketplace) end as ch, r.score::int as score, r.reviewed::date as d, p.title as product, p.category
from demo_reviews r left join demo_products p on p.marketplace = r.marketplace and p.id = r.product;
create view dstock as
select case s.marketplace when 'ebay' then 'eBay' else initcap(s.marketplace) end as ch, p.title as product, p.category, s.available::int as available
from demo_stock s join demo_products p on p.marketplace = s.marketplace and p.id = s.product;
analyze;
