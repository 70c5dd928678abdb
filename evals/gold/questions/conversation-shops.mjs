// Follow-ups that change one thing, pronouns, corrections, going back to an earlier answer.
import * as k from '../kit.mjs';

export function cases(s) {
  const bestOf = (month) =>
    k.top(
      k.by(
        s.demo.of('SALE').filter((e) => e.month === month),
        (e) => e.product,
        s.demo.units,
      ),
      1,
    )[0][0];
  const { inside } = k;
  const net = (keep) => s.retail.net.filter(keep);
  const demo = (keep) => s.demo.net.filter(keep);
  const month = (value) => (e) => e.month === value;
  return {
    'conversation-13': () =>
      k.one('retail', 'and ireland', s.retail.money(net((e) => e.country === 'EIRE' && e.quarter === '2011-Q3')), {
        history: ['net sales to the netherlands q3 2011'],
        unit: 'money',
        def: 'net sales to Ireland, 2011-Q3',
      }),
    'conversation-14': () =>
      k.rows(
        'retail',
        'per quarter',
        k.by(
          net((e) => e.country === 'Germany' && e.year === '2011'),
          (e) => e.quarter,
          s.retail.money,
        ),
        {
          history: ['germany net sales 2011'],
          unit: 'money',
          def: 'net sales to Germany by quarter, 2011',
          cols: ['quarter', 'net_sales'],
        },
      ),
    'conversation-15': () =>
      k.rows(
        'retail',
        'without the uk',
        k.top(
          k.by(
            net((e) => e.country !== 'United Kingdom'),
            (e) => s.retail.iso(e.country),
            s.retail.money,
          ),
          5,
        ),
        {
          history: ['top 5 countries by sales'],
          unit: 'money',
          def: 'net sales by country, every country but the United Kingdom, the first 5',
          cols: ['country', 'net_sales'],
        },
      ),
    'conversation-16': () =>
      k.one(
        'retail',
        'how many pieces of it did we sell',
        s.retail.units(s.retail.sales.filter((e) => e.product === 'REGENCY CAKESTAND 3 TIER')),
        {
          history: ['which product has the highest net sales?'],
          unit: 'count',
          def: 'units sold of REGENCY CAKESTAND 3 TIER, the product of the answer before, credit notes not taken off',
        },
      ),
    'conversation-17': () =>
      k.one('retail', 'sorry, october', s.retail.money(net(month('2011-10'))), {
        history: ['net sales september 2011'],
        unit: 'money',
        def: 'net sales 2011-10',
      }),
    'conversation-18': () =>
      k.one('retail', 'and gross?', s.retail.money(s.retail.sales.filter((e) => e.country === 'France' && e.month === '2011-11')), {
        history: ['net sales november 2011', 'only france'],
        unit: 'money',
        def: 'gross sales to France, 2011-11',
      }),
    'conversation-19': () =>
      k.rows(
        'demo',
        'split by channel',
        k.by(demo(month('2026-09')), (e) => e.channel, s.demo.money),
        {
          history: ['net sales last month'],
          unit: 'money',
          def: 'net sales by marketplace, 2026-09',
          cols: ['marketplace', 'net_sales'],
          any: true,
        },
      ),
    'conversation-20': () =>
      k.one(
        'demo',
        'same but only amazon and orders not money',
        s.demo.orders.filter((o) => o.month === '2026-08' && o.channel === 'Amazon').length,
        {
          history: ['sales in august'],
          unit: 'count',
          def: 'orders placed on Amazon, 2026-08',
        },
      ),
    'conversation-21': () =>
      k.one(
        'demo',
        'what did it sell the month before',
        s.demo.units(s.demo.of('SALE').filter((e) => e.month === '2026-07' && e.product === bestOf('2026-08'))),
        {
          history: ['best selling product by units in august 2026'],
          unit: 'count',
          def: 'units sold in 2026-07 of the product with the most units in 2026-08',
        },
      ),
    'conversation-22': () =>
      k.one(
        'demo',
        'in percent of gross sales?',
        k.pct(
          -s.demo.money(s.demo.of('FEE').filter((e) => e.month === '2026-09' && e.channel === 'Etsy')),
          s.demo.money(s.demo.of('SALE').filter((e) => e.month === '2026-09' && e.channel === 'Etsy')),
        ),
        {
          history: ['etsy fees last month'],
          unit: 'pct',
          def: 'fees / gross sales on Etsy, 2026-09, in percent',
        },
      ),
    'conversation-23': () =>
      k.rows(
        'demo',
        'weekly please',
        k.by(
          s.demo.orders.filter(inside('2026-09-07', '2026-09-27')),
          (o) => week(o.day),
          (list) => list.length,
        ),
        {
          history: ['orders per day from 7 to 27 september 2026'],
          unit: 'count',
          def: 'orders placed by week (Monday to Sunday), 2026-09-07..2026-09-27; a week may be named by its Monday or its number',
          cols: ['week', 'orders'],
          looseKeys: true,
        },
      ),
    'conversation-24': () =>
      k.one(
        'demo',
        'compare that with the same month last year, % change',
        k.change(
          s.demo.money(demo((e) => e.month === '2025-08' && e.channel === 'Shopify')),
          s.demo.money(demo((e) => e.month === '2026-08' && e.channel === 'Shopify')),
        ),
        {
          history: ['shopify net sales in august'],
          unit: 'pct',
          def: 'change of net sales on Shopify from 2025-08 to 2026-08, in percent',
        },
      ),
    'conversation-25': () =>
      k.one('demo', 'now for the whole of q3', s.demo.money(demo((e) => e.quarter === '2026-Q3' && e.category === 'Textiles')), {
        history: ['top categories last month by net sales', 'just textiles', 'and in august?'],
        unit: 'money',
        def: 'net sales of the category Textiles, 2026-Q3',
      }),
    'conversation-28': () =>
      k.rows(
        'retail',
        'and the worst?',
        k.bottom(
          k.by(
            s.retail.sales.filter((e) => e.country === 'Germany' && inside('2011-07-01', '2011-11-30')(e)),
            (e) => e.month,
            s.retail.units,
          ),
          1,
        ),
        {
          history: [
            'net sales by month 2011',
            'only germany',
            'just july to november',
            'units sold instead',
            'which of those months was best?',
          ],
          unit: 'count',
          def: 'month of 2011-07..2011-11 with the fewest units sold to Germany, credit notes not taken off',
          cols: ['month', 'units'],
        },
      ),
    'conversation-29': () =>
      k.rows(
        'demo',
        'go back to the split by channel, but for august',
        k.by(
          demo((e) => e.month === '2026-08'),
          (e) => e.channel,
          s.demo.money,
        ),
        {
          history: ['net sales last month', 'by channel', 'ok. and the return rate in september?', 'by category'],
          unit: 'money',
          def: 'net sales by marketplace, 2026-08',
          cols: ['marketplace', 'net_sales'],
          any: true,
        },
      ),
  };
}

/** The weeks asked about, as an answer may name them: by their Monday or their number. */
const WEEKS = ['2026-09-07|2026-W37|Sep 7|7 Sep', '2026-09-14|2026-W38|Sep 14|14 Sep', '2026-09-21|2026-W39|Sep 21|21 Sep'];
const week = (day) => WEEKS[Math.floor(Number(day.slice(8, 10)) / 7) - 1];
