const rev = (where) => `(select sum(price) from l where ${where})`;
const net = (where) => `(select sum(amount) from rn where ${where})`;
const usd = (where, kinds = `'SALE', 'DISCOUNT', 'RETURN'`) => `(select sum(usd) from dl where kind in (${kinds}) and ${where})`;
const Y17 = 'extract(year from d) = 2017';
const Y18 = 'extract(year from d) = 2018';
const SEP = `to_char(d, 'YYYY-MM') = '2026-09'`;
const Q3 = `d between '2026-07-01' and '2026-09-30'`;
const Y11 = `d >= '2011-01-01'`;
export const checks = {
  'what-if-01': `select ${rev(Y17)} * 1.05`,
  'what-if-02': `select 0.9 * count(*) * avg(value) from o where ${Y18}`,
  'what-if-03': `select sum(value + 10) - sum(value) from o where ${Y18}`,
  'what-if-04': `select ${rev(Y18)} - ${rev(`${Y18} and state = 'SP'`)}`,
  'what-if-05': `select 1.2 * count(*) * avg(value) from o where to_char(d, 'YYYY-MM') = '2018-05'`,
  'what-if-06': `select sum(price * 1.1) * 0.95 from l where ${Y17}`,
  'what-if-07': `select sum(150) from o where ${Y18}`,
  'what-if-08': `select sum(price * case when state = 'RJ' then 1.15 else 1 end) from l where ${Y18}`,
  'what-if-09': `select count(*) - 0.08 * count(*) from o where d between '2018-04-01' and '2018-06-30'`,
  'what-if-10': `select ${net(Y11)} - ${net(`${Y11} and kind = 'RETURN'`)}`,
  'what-if-11': `select sum(amount * 1.03) from rn where country = 'Germany' and ${Y11}`,
  'what-if-12': `select sum(amount * case when country = 'United Kingdom' then 0.75 else 1 end) from rn where ${Y11}`,
  'what-if-13': `select sum(amount * 1.05) from rs where d between '2011-07-01' and '2011-09-30'`,
  'what-if-14': `select sum(case when kind = 'RETURN' then amount / 2 else amount end) - sum(amount) from rn where ${Y11}`,
  'what-if-15': `select ${usd(SEP)} * 1.05`,
  'what-if-16': `select sum(usd * case when ch = 'Etsy' then 2 else 1 end) from dn where ${Q3}`,
  'what-if-17': `select ${usd(SEP)} - 0.1 * ${usd(SEP)}`,
  'what-if-18': `select ${usd(`to_char(d, 'YYYY-MM') = '2026-08'`)} - ${usd(`to_char(d, 'YYYY-MM') = '2026-08'`, `'DISCOUNT'`)}`,
  'what-if-19': `select ${usd(`d >= '2026-01-01'`)} - ${usd(`d >= '2026-01-01' and ch = 'eBay'`)}`,
  'what-if-20': `select ${usd(SEP, `'FEE'`)} * 0.9`,
  'what-if-21': `select ${usd(Q3)} - ${usd(Q3, `'RETURN'`)}`,
};
