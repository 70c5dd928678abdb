-- Lines that move money or units, by what they are. Lines without a price and a buyer are movements of stock.
create table rl as
select x.*, case when kind in ('SALE', 'RETURN') then qty else 0 end as units, ts::date as d
from (
  select r.n, r.invoiceno as inv, r.stockcode as code, r.quantity::int as qty, round(r.quantity::numeric * r.unitprice::numeric, 2) as amount,
   
    first_value(r.invoicedate::timestamp) over w2 as ts,
    nullif(regexp_replace(coalesce(r.customerid, ''), '\.0$', ''), '') as person, r.country,
    case
      when upper(r.stockcode) in ('POST', 'DOT', 'C2') then 'SHIPPING'
      when upper(r.stockcode) in ('BANK CHARGES', 'AMAZONFEE', 'CRUK') then 'FEE'
      when upper(r.stockcode) = 'D' then 'DISCOUNT'
      when upper(r.stockcode) in ('M', 'B', 'S') or upper(r.stockcode) like 'GIFT\_%' then 'OTHER'
      when r.unitprice::numeric = 0 and not (r.customerid is not null and r.quantity::int > 0) and r.invoiceno not like 'C%' then 'STOCK'
      when r.quantity::int < 0 then 'RETURN'
      else 'SALE'
    end as kind
  from retail_raw r
  window w2 as (partition by r.invoiceno order by r.n)
) x;
delete from rl where kind = 'STOCK';
create table title as
select distinct on (code) code, name from (
  select stockcode as code, trim(description) as name, count(*) as c, min(n) as seen from retail_raw
  where trim(coalesce(description, '')) <> '' and trim(description) = upper(trim(description)) group by 1, 2) x
order by code, c desc, seen;
create index on rl (kind, d);
create view rn as select rl.*, coalesce(title.name, code) as product from rl left join title using (code) where kind in ('SALE', 'DISCOUNT', 'RETURN');
create view rs as select * from rn where kind = 'SALE';
-- Orders: invoices with at least one product sold.
create table ro as
select x.*, case when person is not null then row_number() over (partition by person order by ts, inv) end as nth
from (select inv, ts, d, person, country, sum(amount) as value, sum(units) as units from rl where kind = 'SALE' group by 1, 2, 3, 4, 5) x;
analyze;
