-- Every order, with what was asked about it.
create table a as
select o.order_id, o.order_status as status, o.order_purchase_timestamp::timestamp as ts, o.order_purchase_timestamp::date as d,
  c.customer_unique_id as person, c.customer_state as state, c.customer_city as city,
  o.order_status not in ('canceled', 'unavailable') as valid,
  o.order_status = 'delivered' and o.order_delivered_customer_date is not null as delivered,
  o.order_delivered_customer_date::date > o.order_estimated_delivery_date::date as late,
  extract(epoch from o.order_delivered_customer_date::timestamp - o.order_purchase_timestamp::timestamp) / 86400 as days,
  extract(epoch from o.order_delivered_carrier_date::timestamp - o.order_purchase_timestamp::timestamp) / 86400 as handling
from olist_orders o join olist_customers c using (customer_id);
create unique index on a (order_id);
-- Order lines of valid orders.
create table l as
select a.*, i.price::numeric as price, i.freight_value::numeric as freight, i.product_id as product, i.seller_id as seller, s.seller_state as sstate,
  coalesce(t.product_category_name_english, nullif(p.product_category_name, ''), 'uncategorized') as category
from olist_order_items i join a using (order_id)
  left join olist_products p on p.product_id = i.product_id
  left join olist_product_category_name_translation t on t.product_category_name = p.product_category_name
  left join olist_sellers s on s.seller_id = i.seller_id
where a.valid;
-- Orders: valid, with at least one line, numbered within their person.
create table o as
select x.*, row_number() over (partition by person order by ts, order_id) as nth
from (select a.order_id, a.ts, a.d, a.person, a.state, a.city, count(*) as units, sum(l.price) as value
  from a join l using (order_id) group by 1, 2, 3, 4, 5, 6) x;
create view pay as
select a.*, p.payment_type as method, p.payment_installments::int as installments, p.payment_value::numeric as value
from olist_order_payments p join a using (order_id) where a.valid;
create view rev as
select a.order_id, a.state, a.city, a.delivered, a.late, r.review_score::int as score, r.review_creation_date::date as rd
from olist_order_reviews r join a using (order_id);
analyze;
