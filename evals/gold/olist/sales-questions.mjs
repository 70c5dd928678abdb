// Questions about totals, filters and rankings.
import {
  money,
  exact,
  round,
  between,
  inYear,
  revenue,
  units,
  freight,
  aov,
  mean,
  group,
  tabulate,
  descending,
  ascending,
  take,
  categoriesOf,
  isWeekend,
  byLine,
  linesRevenue,
  value,
  table,
} from './measures.mjs';

export function totals({ counted, lines }) {
  const sold = (from, to) => round(revenue(counted.filter(between(from, to))), 2);
  return [
    value('turnover q1 2018', sold('2018-01-01', '2018-03-31'), { definition: 'REVENUE 2018-01..2018-03', tolerance: money }),
    value('takings in h2 2017?', sold('2017-07-01', '2017-12-31'), { definition: 'REVENUE 2017-07..2017-12', tolerance: money }),
    value('How much did we sell between March and May 2017?', sold('2017-03-01', '2017-05-31'), {
      definition: 'REVENUE 2017-03..2017-05',
      tolerance: money,
    }),
    value('revenue since june 2018', sold('2018-06-01', '2018-12-31'), { definition: 'REVENUE from 2018-06-01 on', tolerance: money }),
    value('how much revenue from 2018-02-10 to 2018-02-20', sold('2018-02-10', '2018-02-20'), {
      definition: 'REVENUE 2018-02-10..2018-02-20, both days counted',
      tolerance: money,
    }),
    value('How many pieces did we sell in 2017?', units(counted.filter(inYear(2017))), { definition: 'UNITS 2017', tolerance: exact }),
    value('avg basket in MG in 2018', aov(counted.filter((order) => order.state === 'MG' && order.year === '2018')), {
      definition: 'AOV of CUSTOMER STATE MG, 2018',
      tolerance: money,
    }),
    value('whats the average tickt for october 2017', aov(counted.filter((order) => order.month === '2017-10')), {
      definition: 'AOV 2017-10',
      tolerance: money,
    }),
    value('items per order', round(lines.length / counted.length, 3), { definition: 'UNITS / ORDERS', tolerance: { abs: 0.005 } }),
    value(
      'Average price of an item in 2018?',
      round(mean(lines.filter((line) => line.order.year === '2018').map((line) => line.cents)) / 100, 2),
      {
        definition: 'REVENUE / UNITS, 2018',
        tolerance: money,
      },
    ),
    value('freight charged in 2018', freight(counted.filter(inYear(2018))), { definition: 'sum of freight_value, 2018', tolerance: money }),
  ];
}

export function filters({ all, counted, payments, valid }) {
  const category = (name) => (line) => line.category === name;
  const paid = payments.filter((payment) => payment.method === 'credit_card' && payment.order.month === '2018-02');
  const toRio = counted.filter((order) => order.state === 'RJ');
  return [
    value('rev in SP may 2018', revenue(counted.filter((order) => order.state === 'SP' && order.month === '2018-05')), {
      definition: 'REVENUE of CUSTOMER STATE SP, 2018-05',
      tolerance: money,
    }),
    value('revenue except SP in 2017', revenue(counted.filter((order) => order.state !== 'SP' && order.year === '2017')), {
      definition: 'REVENUE of every CUSTOMER STATE but SP, 2017',
      tolerance: money,
    }),
    value(
      'Sales of watches gifts in nov 2017',
      revenue(
        counted.filter((order) => order.month === '2017-11'),
        category('watches_gifts'),
      ),
      {
        definition: 'REVENUE of CATEGORY watches_gifts, 2017-11',
        tolerance: money,
      },
    ),
    value(
      'how many toys did we sell in december 2017',
      units(
        counted.filter((order) => order.month === '2017-12'),
        category('toys'),
      ),
      {
        definition: 'UNITS of CATEGORY toys, 2017-12',
        tolerance: exact,
      },
    ),
    value('How many orders came in at the weekend in 2018?', counted.filter((order) => isWeekend(order) && order.year === '2018').length, {
      definition: 'ORDERS on Saturday and Sunday, 2018',
      tolerance: exact,
    }),
    value('How much was paid by credit card in February 2018?', round(paid.reduce((sum, payment) => sum + payment.cents, 0) / 100, 2), {
      definition: 'payment_value of credit_card, orders of 2018-02',
      tolerance: money,
    }),
    value(
      'how many orders were paid with boleto in 2017',
      counted.filter((order) => order.year === '2017' && order.payments.some((payment) => payment.method === 'boleto')).length,
      { definition: 'ORDERS with at least one boleto payment, 2017', tolerance: exact },
    ),
    value(
      'Revenue from sellers in PR',
      revenue(counted, (line) => line.sellerState === 'PR'),
      {
        definition: 'REVENUE of SELLER STATE PR',
        tolerance: money,
      },
    ),
    value(
      'revenue from sellers in SP to customers in RJ',
      revenue(toRio, (line) => line.sellerState === 'SP'),
      {
        definition: 'REVENUE of SELLER STATE SP and CUSTOMER STATE RJ',
        tolerance: money,
      },
    ),
    value('How many orders were cancelled in 2017?', all.filter((order) => order.status === 'canceled' && order.year === '2017').length, {
      definition: 'orders with status canceled, purchased in 2017',
      tolerance: exact,
    }),
    table(
      'order status counts for 2018',
      descending(
        tabulate(
          group(
            all.filter((order) => order.year === '2018'),
            (order) => order.status,
          ),
          (list) => list.length,
        ),
      ),
      { definition: 'all orders of 2018 by order_status, greatest first', tolerance: exact, columns: ['status', 'orders'] },
    ),
    value(
      'average number of installments on credit cards in 2017',
      round(
        mean(
          payments
            .filter((payment) => payment.method === 'credit_card' && payment.order.year === '2017')
            .map((entry) => entry.installments),
        ),
        3,
      ),
      { definition: 'mean payment_installments of credit_card payments, valid orders of 2017', tolerance: { abs: 0.005 } },
    ),
    value('orders from the city of curitiba', valid.filter((order) => order.lines.length > 0 && order.city === 'curitiba').length, {
      definition: 'ORDERS with customer_city curitiba',
      tolerance: exact,
    }),
  ];
}

export function rankings({ counted, lines }) {
  const in2018 = lines.filter((line) => line.order.year === '2018');
  const byState = tabulate(
    group(counted, (order) => order.state),
    (list) => [list.length, aov(list)],
  );
  const days = tabulate(
    group(counted, (order) => order.day),
    (list) => list.length,
  );
  return [
    table(
      'top 3 sellers by units',
      take(
        descending(
          byLine(
            lines,
            (line) => line.seller,
            (list) => list.length,
          ),
        ),
        3,
      ),
      {
        definition: 'UNITS by seller_id, greatest first',
        tolerance: exact,
        columns: ['seller_id', 'units'],
      },
    ),
    table('bottom 4 states by orders', take(ascending(byState.map(([state, orders]) => [state, orders])), 4), {
      definition: 'ORDERS by CUSTOMER STATE, lowest first; tied states in any order',
      tags: ['ties'],
      tolerance: exact,
      columns: ['state', 'orders'],
    }),
    table('Orders and AOV of the 5 states with the most orders', take(descending(byState), 5), {
      definition: 'ORDERS and AOV by CUSTOMER STATE, most orders first',
      tolerance: money,
      columns: ['state', 'orders', 'aov'],
    }),
    table(
      'which states have more than 1,000 orders?',
      descending(byState.filter((row) => row[1] > 1000).map(([state, orders]) => [state, orders])),
      {
        definition: 'CUSTOMER STATEs with ORDERS > 1000, greatest first',
        tolerance: exact,
        columns: ['state', 'orders'],
      },
    ),
    table('top 5 categores by revnue in 2018', take(descending(byLine(in2018, (line) => line.category, linesRevenue)), 5), {
      definition: 'REVENUE by CATEGORY, 2018, greatest first',
      tolerance: money,
      columns: ['category', 'revenue'],
    }),
    table('revenue by seller state, top 5', take(descending(byLine(lines, (line) => line.sellerState, linesRevenue)), 5), {
      definition: 'REVENUE by SELLER STATE, greatest first',
      tolerance: money,
      columns: ['seller_state', 'revenue'],
    }),
    table('top 5 cities by turnover', take(descending(byLine(lines, (line) => line.order.city, linesRevenue)), 5), {
      definition: 'REVENUE by customer_city, greatest first',
      tolerance: money,
      columns: ['city', 'revenue'],
    }),
    table('On which day did we get the most orders?', take(descending(days), 1), {
      definition: 'day with the most ORDERS',
      tolerance: exact,
      columns: ['day', 'orders'],
    }),
    table(
      'which 3 categories have the highest average order value? at least 200 orders',
      take(
        descending(
          tabulate(group(counted, categoriesOf), (list, category) => [
            round(revenue(list, (line) => line.category === category) / list.length, 2),
            list.length,
          ]).filter((row) => row[2] >= 200),
        ),
        3,
      ).map(([category, average]) => [category, average]),
      {
        definition: 'REVENUE of the category / ORDERS with a line of it, ORDERS >= 200, greatest first',
        tolerance: money,
        columns: ['category', 'aov'],
      },
    ),
  ];
}
