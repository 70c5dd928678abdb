// What would be if one thing changed: a stated simple assumption, all else as it was.
import * as k from '../kit.mjs';

export function cases(s) {
  const rev = (keep) => s.olist.rev(s.olist.lines.filter(keep));
  const orders = (keep) => s.olist.count(s.olist.lines.filter(keep));
  const year = (value) => (e) => e.year === value;
  const retail = (list, keep) => s.retail.money(list.filter(keep));
  const demo = (list, keep) => s.demo.money(list.filter(keep));
  const sept = (e) => e.month === '2026-09';
  const money = (def) => ({ unit: 'money', def: `${def}; all else as it was` });
  return {
    'what-if-01': () =>
      k.one('olist', 'what if we had raised prices by 5 % in 2017, revenue?', rev(year('2017')) * 1.05, money('REVENUE 2017 x 1.05')),
    'what-if-02': () =>
      k.one(
        'olist',
        '10 % fewer orders in 2018 - what revenue would that leave',
        rev(year('2018')) * 0.9,
        money('REVENUE 2018 x 0.9, the AOV unchanged'),
      ),
    'what-if-03': () =>
      k.one(
        'olist',
        'if the average ticket had been 10 reais higher in 2018, how much extra revenue?',
        orders(year('2018')) * 10,
        money('ORDERS 2018 x 10'),
      ),
    'what-if-04': () =>
      k.one(
        'olist',
        'suppose SP had bought nothing in 2018: revenue without it',
        rev((l) => l.year === '2018' && l.state !== 'SP'),
        money('REVENUE 2018 of every CUSTOMER STATE but SP'),
      ),
    'what-if-05': () =>
      k.one(
        'olist',
        'what would may 2018 revenue be with 20% more orders',
        rev((l) => l.month === '2018-05') * 1.2,
        money('REVENUE 2018-05 x 1.2, the AOV unchanged'),
      ),
    'what-if-06': () =>
      k.one('olist', 'prices +10% but 5% of orders lost, revenue 2017', rev(year('2017')) * 1.1 * 0.95, money('REVENUE 2017 x 1.1 x 0.95')),
    'what-if-07': () => k.one('olist', 'revenue 2018 had our aov been 150', orders(year('2018')) * 150, money('ORDERS 2018 x 150')),
    'what-if-08': () =>
      k.one(
        'olist',
        'if RJ grew by 15 percent, what would total revenue 2018 have been',
        rev(year('2018')) + rev((l) => l.year === '2018' && l.state === 'RJ') * 0.15,
        money('REVENUE 2018 with that of CUSTOMER STATE RJ x 1.15'),
      ),
    'what-if-09': () =>
      k.one('olist', 'how many orders would we have had in q2 2018 with 8 % less demand', orders((l) => l.quarter === '2018-Q2') * 0.92, {
        unit: 'num',
        def: 'ORDERS 2018-Q2 x 0.92; all else as it was',
      }),
    'what-if-10': () =>
      k.one(
        'retail',
        'net sales 2011 if nothing had been returned',
        retail(s.retail.net, (e) => e.year === '2011' && e.kind !== 'RETURN'),
        money('sales less discounts, 2011'),
      ),
    'what-if-11': () =>
      k.one(
        'retail',
        'prices up 3% in germany: net sales there in 2011?',
        retail(s.retail.net, (e) => e.year === '2011' && e.country === 'Germany') * 1.03,
        money('net sales to Germany, 2011, x 1.03'),
      ),
    'what-if-12': () =>
      k.one(
        'retail',
        'say uk sales fall by a quarter. total net sales 2011 then?',
        retail(s.retail.net, year('2011')) - retail(s.retail.net, (e) => e.year === '2011' && e.country === 'United Kingdom') * 0.25,
        money('net sales 2011 with those to the United Kingdom x 0.75'),
      ),
    'what-if-13': () =>
      k.one(
        'retail',
        '5 % more units at the same prices, gross sales q3 2011',
        retail(s.retail.sales, (e) => e.quarter === '2011-Q3') * 1.05,
        money('gross sales 2011-Q3 x 1.05'),
      ),
    'what-if-14': () =>
      k.one(
        'retail',
        'cut returns in half - how much more net sales in 2011',
        -retail(s.retail.returns, year('2011')) / 2,
        money('half of the value on credit notes, 2011'),
      ),
    'what-if-15': () =>
      k.one('demo', 'last month with 5% higher prices: net sales', demo(s.demo.net, sept) * 1.05, money('net sales 2026-09 x 1.05')),
    'what-if-16': () =>
      k.one(
        'demo',
        'if etsy had doubled in q3, what would total net sales have been',
        demo(s.demo.net, (e) => e.quarter === '2026-Q3') + demo(s.demo.net, (e) => e.quarter === '2026-Q3' && e.channel === 'Etsy'),
        money('net sales 2026-Q3 with those on Etsy x 2'),
      ),
    'what-if-17': () =>
      k.one(
        'demo',
        '10 percent fewer orders in september, net sales would be?',
        demo(s.demo.net, sept) * 0.9,
        money('net sales 2026-09 x 0.9'),
      ),
    'what-if-18': () =>
      k.one(
        'demo',
        'august net sales if we had given no discounts',
        demo(s.demo.net, (e) => e.month === '2026-08' && e.kind !== 'DISCOUNT'),
        money('gross sales less returns, 2026-08'),
      ),
    'what-if-19': () =>
      k.one(
        'demo',
        'imagine no ebay: net sales this year',
        demo(s.demo.net, (e) => e.year === '2026' && e.channel !== 'eBay'),
        money('net sales of every marketplace but eBay, 2026-01-01..2026-10-15'),
      ),
    'what-if-20': () =>
      k.one('demo', 'fees 10 % lower in sept - what would we have paid', demo(s.demo.of('FEE'), sept) * 0.9, {
        ...money('fees 2026-09 x 0.9, sign as booked or without'),
        anySign: true,
      }),
    'what-if-21': () =>
      k.one(
        'demo',
        'whats q3 net sales with zero returns',
        demo(s.demo.net, (e) => e.quarter === '2026-Q3' && e.kind !== 'RETURN'),
        money('gross sales less discounts, 2026-Q3'),
      ),
  };
}
