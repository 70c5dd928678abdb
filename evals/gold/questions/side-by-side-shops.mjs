// Two or more things over several metrics in one table.
import * as k from '../kit.mjs';

export function cases(s) {
  const { inside } = k;
  const year = (value) => (e) => e.year === value;
  const returnRate = (list) =>
    k.pct(-s.demo.units(list.filter((e) => e.kind === 'RETURN')), s.demo.units(list.filter((e) => e.kind === 'SALE')));
  const demo = (channel, keep) => (e) => e.channel === channel && keep(e);
  return {
    'side-by-side-11': () =>
      k.rows(
        'retail',
        'germany v france 2011: net sales, units sold',
        ['Germany', 'France'].map((country) => {
          const own = (e) => e.country === country && e.year === '2011';
          return [s.retail.iso(country), s.retail.money(s.retail.net.filter(own)), s.retail.units(s.retail.sales.filter(own))];
        }),
        {
          unit: ['money', 'count'],
          def: 'net sales and units sold (credit notes not taken off) of Germany and France, 2011',
          cols: ['country', 'net_sales', 'units'],
          any: true,
        },
      ),
    'side-by-side-12': () =>
      k.rows(
        'retail',
        'spain, portugal, italy: gross sales and net sales',
        ['Spain', 'Portugal', 'Italy'].map((country) => [
          s.retail.iso(country),
          s.retail.money(s.retail.sales.filter((e) => e.country === country)),
          s.retail.money(s.retail.net.filter((e) => e.country === country)),
        ]),
        {
          unit: 'money',
          def: 'gross sales and net sales of the three countries, all data',
          cols: ['country', 'gross_sales', 'net_sales'],
          any: true,
        },
      ),
    'side-by-side-13': () =>
      k.rows(
        'retail',
        'oct 2011 beside nov 2011: net sales, units, returns',
        ['2011-10', '2011-11'].map((month) => {
          const own = (e) => e.month === month;
          return [
            month,
            s.retail.money(s.retail.net.filter(own)),
            s.retail.units(s.retail.sales.filter(own)),
            s.retail.money(s.retail.returns.filter(own)),
          ];
        }),
        {
          unit: ['money', 'count', 'money'],
          def: 'net sales, units sold and value on credit notes of the two months',
          cols: ['month', 'net_sales', 'units', 'returns'],
          any: true,
          anySign: true,
        },
      ),
    'side-by-side-14': () =>
      k.rows(
        'retail',
        'PARTY BUNTING vs JUMBO BAG RED RETROSPOT: net sales and units sold',
        ['PARTY BUNTING', 'JUMBO BAG RED RETROSPOT'].map((product) => [
          product,
          s.retail.money(s.retail.net.filter((e) => e.product === product)),
          s.retail.units(s.retail.sales.filter((e) => e.product === product)),
        ]),
        {
          unit: ['money', 'count'],
          def: 'net sales and units sold (credit notes not taken off) of the two products',
          cols: ['product', 'net_sales', 'units'],
          any: true,
        },
      ),
    'side-by-side-15': () =>
      k.rows(
        'demo',
        'etsy vs ebay last quarter: orders, net sales, fees',
        ['Etsy', 'eBay'].map((channel) => {
          const own = demo(channel, inside('2026-07-01', '2026-09-30'));
          return [
            channel,
            s.demo.orders.filter(own).length,
            s.demo.money(s.demo.net.filter(own)),
            s.demo.money(s.demo.of('FEE').filter(own)),
          ];
        }),
        {
          unit: ['count', 'money', 'money'],
          def: 'orders placed, net sales and fees of the two marketplaces, 2026-Q3',
          cols: ['marketplace', 'orders', 'net_sales', 'fees'],
          any: true,
          anySign: true,
        },
      ),
    'side-by-side-16': () =>
      k.rows(
        'demo',
        'amazon & shopify in september: return rate, net sales, units',
        ['Amazon', 'Shopify'].map((channel) => {
          const net = s.demo.net.filter(demo(channel, (e) => e.month === '2026-09'));
          return [channel, returnRate(net), s.demo.money(net), s.demo.units(net.filter((e) => e.kind === 'SALE'))];
        }),
        {
          unit: ['pct', 'money', 'count'],
          def: 'units returned / units sold in percent, net sales and units sold, 2026-09',
          cols: ['marketplace', 'return_pct', 'net_sales', 'units'],
          any: true,
        },
      ),
    'side-by-side-17': () =>
      k.rows(
        'demo',
        'candles compared with textiles, this year: net sales, units sold, return rate',
        ['Candles', 'Textiles'].map((category) => {
          const net = s.demo.net.filter((e) => e.category === category && e.year === '2026');
          return [category, s.demo.money(net), s.demo.units(net.filter((e) => e.kind === 'SALE')), returnRate(net)];
        }),
        {
          unit: ['money', 'count', 'pct'],
          def: 'net sales, units sold and units returned / units sold in percent, 2026-01-01..2026-10-15',
          cols: ['category', 'net_sales', 'units', 'return_pct'],
          any: true,
        },
      ),
    'side-by-side-18': () =>
      k.rows(
        'demo',
        'september vs august: orders, net sales, fees',
        ['2026-08', '2026-09'].map((month) => {
          const own = (e) => e.month === month;
          return [
            month,
            s.demo.orders.filter(own).length,
            s.demo.money(s.demo.net.filter(own)),
            s.demo.money(s.demo.of('FEE').filter(own)),
          ];
        }),
        {
          unit: ['count', 'money', 'money'],
          def: 'orders placed, net sales and fees of the two months of 2026',
          cols: ['month', 'orders', 'net_sales', 'fees'],
          any: true,
          anySign: true,
        },
      ),
    'side-by-side-19': () =>
      k.rows(
        'demo',
        'UPS vs USPS: deliveries, late rate, days to deliver',
        ['UPS', 'USPS'].map((carrier) => {
          const list = s.demo.delivered.filter((o) => o.carrier === carrier);
          return [carrier, list.length, s.demo.late(list), s.demo.days(list)];
        }),
        {
          unit: ['count', 'pct', 'days'],
          def: 'delivered orders, late ones in percent and mean days to delivery by carrier, all data',
          cols: ['carrier', 'deliveries', 'late_pct', 'days'],
          any: true,
        },
      ),
    'side-by-side-20': () =>
      k.rows(
        'demo',
        'ratings per channel this year: number of reviews and average stars',
        ['Shopify', 'Amazon', 'Flipkart', 'Etsy', 'eBay'].map((channel) => {
          const list = s.demo.reviews.filter(demo(channel, year('2026')));
          return [channel, list.length, s.demo.score(list)];
        }),
        {
          unit: ['count', 'score'],
          def: 'reviews and their mean score by marketplace, 2026-01-01..2026-10-15',
          cols: ['marketplace', 'reviews', 'score'],
          any: true,
        },
      ),
    'side-by-side-21': () =>
      k.rows(
        'demo',
        'germany and the uk q3: orders, net sales',
        ['DE', 'GB'].map((country) => {
          const own = (e) => e.country === country && e.quarter === '2026-Q3';
          return [
            { DE: 'DE|Germany', GB: 'GB|United Kingdom|UK' }[country],
            s.demo.orders.filter(own).length,
            s.demo.money(s.demo.net.filter(own)),
          ];
        }),
        {
          unit: ['count', 'money'],
          def: 'orders placed and net sales of Germany and the United Kingdom, 2026-Q3',
          cols: ['country', 'orders', 'net_sales'],
          any: true,
        },
      ),
  };
}
