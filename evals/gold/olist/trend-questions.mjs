// Questions about shares, trends and comparisons.
import {
  money,
  exact,
  points,
  round,
  between,
  inYear,
  revenue,
  units,
  freight,
  aov,
  percent,
  growth,
  group,
  tabulate,
  descending,
  ascending,
  named,
  take,
  isWeekend,
  byLine,
  linesRevenue,
  value,
  table,
} from './measures.mjs';

export function shares({ counted, lines, payments }) {
  const total2018 = revenue(counted.filter(inYear(2018)));
  const rio = revenue(counted.filter((order) => order.year === '2018' && order.state === 'RJ'));
  const ofCategory = take(
    descending(
      byLine(
        lines.filter((line) => line.order.year === '2018'),
        (line) => line.category,
        linesRevenue,
      ),
    ),
    3,
  );
  const card = payments.filter((payment) => payment.order.year === '2017');
  const cents = (list) => list.reduce((sum, payment) => sum + payment.cents, 0);
  return [
    value('What percentage of revenue came from RJ in 2018?', percent(rio, total2018), {
      definition: 'REVENUE of CUSTOMER STATE RJ / REVENUE, 2018, in percent',
      tolerance: points,
    }),
    table(
      'share of revenue of the top 3 categories in 2018',
      ofCategory.map(([category, sum]) => [category, percent(sum, total2018)]),
      {
        definition: 'REVENUE share by CATEGORY in percent of all REVENUE of 2018, greatest first',
        tolerance: points,
        columns: ['category', 'share_pct'],
      },
    ),
    value(
      'freight as a share of sales in SP',
      percent(freight(counted.filter((o) => o.state === 'SP')), revenue(counted.filter((o) => o.state === 'SP'))),
      {
        definition: 'FREIGHT SHARE of CUSTOMER STATE SP, in percent',
        tolerance: points,
      },
    ),
    table(
      'payment mix 2017',
      descending(
        tabulate(
          group(card, (payment) => payment.method),
          (list) => percent(cents(list), cents(card)),
        ),
      ),
      {
        definition: 'share of payment_value by payment_type, valid orders of 2017, in percent',
        tolerance: points,
        columns: ['payment_type', 'share_pct'],
      },
    ),
  ];
}

export function trends({ counted, lines }) {
  const quarters = group(counted, (order) => order.quarter);
  const byMonth = (year, to = '12') => group(counted.filter(between(`${year}-01-01`, `${year}-${to}-31`)), (order) => order.month);
  const months2018 = tabulate(byMonth('2018', '08'), (list) => round(revenue(list), 2));
  const hours = group(
    counted.filter((order) => order.weekday === 'Sunday'),
    (order) => order.hour,
  );
  let running = 0;
  return [
    table('avrage order vlaue by quarter', tabulate(quarters, aov), {
      definition: 'AOV by calendar quarter, all data',
      tolerance: money,
      columns: ['quarter', 'aov'],
    }),
    table(
      'pieces sold per month in 2017',
      tabulate(byMonth('2017'), (list) => units(list)),
      {
        definition: 'UNITS by month, 2017',
        tolerance: exact,
        columns: ['month', 'units'],
      },
    ),
    table(
      'revenue and units per quarter in 2017',
      tabulate(
        group(counted.filter(inYear(2017)), (order) => order.quarter),
        (list) => [round(revenue(list), 2), units(list)],
      ),
      { definition: 'REVENUE and UNITS by quarter, 2017', tolerance: money, columns: ['quarter', 'revenue', 'units'] },
    ),
    table(
      'month over month revenue growth january to august 2018',
      months2018.map(([month, sum], index) => [month, sum, index === 0 ? null : growth(months2018[index - 1][1], sum)]),
      {
        definition: 'REVENUE by month with its change from the month before, in percent',
        tolerance: { rel: 0.001, abs: 0.05 },
        columns: ['month', 'revenue', 'growth_pct'],
      },
    ),
    table(
      'cumulative revenue by month in 2017',
      tabulate(byMonth('2017'), (list) => {
        running = round(running + revenue(list), 2);
        return running;
      }),
      { definition: 'running sum of REVENUE by month, 2017', tolerance: money, columns: ['month', 'cumulative'] },
    ),
    table(
      'which weekday has the highest average order value',
      take(
        descending(
          tabulate(
            group(counted, (order) => order.weekday),
            aov,
          ),
        ),
        1,
      ),
      { definition: 'AOV by weekday, greatest', tolerance: money, columns: ['weekday', 'aov'] },
    ),
    table(
      'orders by hour on sundays',
      [...hours.entries()].sort(([a], [b]) => a - b).map(([hour, list]) => [hour, list.length]),
      { definition: 'ORDERS by hour of purchase, Sundays only', tolerance: exact, columns: ['hour', 'orders'] },
    ),
    table(
      'Quietest hour of the day by orders?',
      take(
        ascending(
          tabulate(
            group(counted, (order) => order.hour),
            (list) => list.length,
          ),
        ),
        1,
      ),
      {
        definition: 'hour with the fewest ORDERS',
        tolerance: exact,
        columns: ['hour', 'orders'],
      },
    ),
    table('worst month of 2018 up to august, by revenue', take(ascending(months2018), 1), {
      definition: 'month of 2018-01..2018-08 with the least REVENUE',
      tolerance: money,
      columns: ['month', 'revenue'],
    }),
    table(
      'units by year',
      byLine(
        lines,
        (line) => line.order.year,
        (list) => list.length,
      ),
      { definition: 'UNITS by year', tolerance: exact, columns: ['year', 'units'] },
    ),
  ];
}

export function comparisons({ counted, payments }) {
  const count = (month) => counted.filter((order) => order.month === month).length;
  const sold = (from, to) => revenue(counted.filter(between(from, to)));
  const states = tabulate(
    group(counted.filter(inYear(2018)), (order) => order.state),
    (list) => list.length,
  );
  const methods = tabulate(
    group(
      payments.filter((payment) => payment.order.year === '2018'),
      (payment) => payment.method,
    ),
    (list) => round(list.reduce((sum, payment) => sum + payment.cents, 0) / 100, 2),
  );
  const day = (isWeekendDay) => counted.filter((order) => isWeekend(order) === isWeekendDay);
  return [
    value('By what percentage did orders change in May 2018 compared with April 2018?', growth(count('2018-04'), count('2018-05')), {
      definition: 'change of ORDERS, in percent',
      tolerance: points,
    }),
    value('revenue q1 2018 vs q1 2017, growth in %', growth(sold('2017-01-01', '2017-03-31'), sold('2018-01-01', '2018-03-31')), {
      definition: 'change of REVENUE, in percent',
      tolerance: points,
    }),
    value('how did sales in may 2018 develop year over year', growth(sold('2017-05-01', '2017-05-31'), sold('2018-05-01', '2018-05-31')), {
      definition: 'change of REVENUE 2018-05 from 2017-05, in percent',
      tolerance: points,
    }),
    table('MG vs RJ vs PR: orders in 2018', named(states, ['MG', 'RJ', 'PR']), {
      definition: 'ORDERS by CUSTOMER STATE, 2018, as named',
      tolerance: exact,
      columns: ['state', 'orders'],
    }),
    table('boleto vs credit card payments in 2018', named(methods, ['boleto', 'credit_card']), {
      definition: 'payment_value by payment_type, valid orders of 2018, as named',
      tolerance: money,
      columns: ['payment_type', 'payment_value'],
    }),
    value('What is the average order value at weekends?', aov(day(true)), { definition: 'AOV of Saturday and Sunday', tolerance: money }),
  ];
}
