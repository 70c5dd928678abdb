// The own questions about the Olist sample: how people ask, and the gold answer as a plain loop over the joined orders.

const money = { rel: 0.001 };
const exact = { abs: 0 };
const points = { abs: 0.05 };

const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;
const between = (from, to) => (entry) => entry.day >= from && entry.day <= to;
const inYear = (year) => between(`${year}-01-01`, `${year}-12-31`);

function revenue(orders, keep = () => true) {
  let cents = 0;
  for (const order of orders) for (const line of order.lines) if (keep(line)) cents += line.cents;
  return cents / 100;
}

function units(orders, keep = () => true) {
  let count = 0;
  for (const order of orders) for (const line of order.lines) if (keep(line)) count += 1;
  return count;
}

function freight(orders, keep = () => true) {
  let cents = 0;
  for (const order of orders) for (const line of order.lines) if (keep(line)) cents += line.freight;
  return cents / 100;
}

const aov = (orders) => round(revenue(orders) / orders.length, 2);
const percent = (part, whole) => round((part / whole) * 100, 2);
const growth = (before, after) => percent(after - before, before);

function mean(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Put every entry under each of its distinct keys. */
function group(entries, keysOf) {
  const groups = new Map();
  for (const entry of entries) {
    for (const key of new Set([keysOf(entry)].flat())) {
      const list = groups.get(key);
      if (list) list.push(entry);
      else groups.set(key, [entry]);
    }
  }
  return groups;
}

/** Rows of a grouping, one value or several each, in the order of their keys. */
function tabulate(groups, measure) {
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entries]) => [key, ...[measure(entries, key)].flat()]);
}

const descending = (rows) => [...rows].sort((a, b) => b[1] - a[1]);
const ascending = (rows) => [...rows].sort((a, b) => a[1] - b[1]);
const named = (rows, keys) => keys.map((key) => rows.find((row) => row[0] === key));

/** A ranking must be unambiguous: the last place may not tie with the next. */
function take(rows, count) {
  if (rows[count] && rows[count][1] === rows[count - 1][1])
    throw new Error(`A tie at place ${count}: ${JSON.stringify(rows.slice(0, count + 1))}`);
  return rows.slice(0, count);
}

const categoriesOf = (order) => order.lines.map((line) => line.category);
const sellersOf = (order) => order.lines.map((line) => line.seller);
const sellerStatesOf = (order) => order.lines.map((line) => line.sellerState);
const persons = (orders) => new Set(orders.map((order) => order.person)).size;
const lateRate = (orders) => percent(orders.filter((order) => order.isLate).length, orders.length);
const isWeekend = (order) => order.weekday === 'Saturday' || order.weekday === 'Sunday';

function byLine(lines, keyOf, measure) {
  return tabulate(group(lines, keyOf), measure);
}
const linesRevenue = (lines) => round(lines.reduce((sum, line) => sum + line.cents, 0) / 100, 2);

/** All cases with their gold values. */
export function listCases(shop) {
  const sections = [totals, filters, rankings, shares, trends, comparisons, service, people, followUps, outOfReach];
  return sections
    .flatMap((section) => section(shop))
    .map((entry, index) => ({ id: `olist-own-${String(index + 1).padStart(2, '0')}`, ...entry }));
}

function value(question, gold, { definition, tolerance, history }) {
  return { question, ...(history ? { history } : {}), kind: 'value', definition, gold, tolerance };
}

function table(question, gold, { definition, tolerance, columns, history, tags }) {
  return { question, ...(history ? { history } : {}), kind: 'table', definition, gold, tolerance, columns, ...(tags ? { tags } : {}) };
}

function totals({ counted, lines }) {
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

function filters({ all, counted, payments, valid }) {
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

function rankings({ counted, lines }) {
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

function shares({ counted, lines, payments }) {
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

function trends({ counted, lines }) {
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

function comparisons({ counted, payments }) {
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

function service({ delivered, reviews }) {
  const in2018 = delivered.filter(inYear(2018));
  const slow = tabulate(
    group(delivered, (order) => order.state),
    (list) => [round(mean(list.map((order) => order.days)), 3), list.length],
  );
  const scored = (list) => round(mean(list.map((review) => review.score)), 4);
  const ofSeller = tabulate(
    group(
      reviews.filter((review) => review.order.lines.length > 0),
      (review) => sellersOf(review.order),
    ),
    (list) => [scored(list), list.length],
  ).filter((row) => row[2] >= 50);
  const ofState = tabulate(
    group(reviews, (review) => review.order.state),
    (list) => [scored(list), list.length],
  ).filter((row) => row[2] >= 300);
  const reviewed2018 = reviews.filter(between('2018-01-01', '2018-06-30'));
  return [
    table(
      'slowest 5 states by delivery time, min 100 deliveries',
      take(descending(slow.filter((row) => row[2] >= 100)), 5).map(([state, days]) => [state, days]),
      {
        definition: 'DELIVERY DAYS by CUSTOMER STATE, >= 100 delivered orders, longest first',
        tolerance: { abs: 0.02 },
        columns: ['state', 'days'],
      },
    ),
    table(
      'average delivery days by month, jan to jul 2018',
      tabulate(
        group(delivered.filter(between('2018-01-01', '2018-07-31')), (order) => order.month),
        (list) => round(mean(list.map((order) => order.days)), 3),
      ),
      { definition: 'DELIVERY DAYS by month of purchase', tolerance: { abs: 0.02 }, columns: ['month', 'days'] },
    ),
    value('how many % were delivered on time in 2018?', round(100 - lateRate(in2018), 2), {
      definition: '100 - LATE RATE of orders purchased in 2018',
      tolerance: points,
    }),
    table(
      'late delivery rate by seller state with at least 500 deliveries',
      descending(
        tabulate(group(delivered, sellerStatesOf), (list) => [lateRate(list), list.length])
          .filter((row) => row[2] >= 500)
          .map(([state, rate]) => [state, rate]),
      ),
      {
        definition: 'LATE RATE by SELLER STATE (an order counts once for each), >= 500 delivered orders, greatest first',
        tolerance: points,
        columns: ['seller_state', 'late_pct'],
      },
    ),
    value('late rate for SP in march 2018', lateRate(delivered.filter((order) => order.state === 'SP' && order.month === '2018-03')), {
      definition: 'LATE RATE of CUSTOMER STATE SP, purchased in 2018-03',
      tolerance: points,
    }),
    value('how many deliveries were late in november 2017', delivered.filter((order) => order.isLate && order.month === '2017-11').length, {
      definition: 'LATE orders purchased in 2017-11',
      tolerance: exact,
    }),
    value(
      'How many 1 star reviews did we get in 2018?',
      reviews.filter((review) => review.score === 1 && review.day.startsWith('2018')).length,
      {
        definition: 'review rows with score 1, review date in 2018',
        tolerance: exact,
      },
    ),
    table(
      'average rating per month, first half of 2018',
      tabulate(
        group(reviewed2018, (review) => review.month),
        scored,
      ),
      { definition: 'REVIEW SCORE by month of review date, 2018-01..2018-06', tolerance: { abs: 0.005 }, columns: ['month', 'score'] },
    ),
    table(
      'Lowest rated sellers with at least 50 reviews, bottom 5',
      take(ascending(ofSeller), 5).map(([seller, score]) => [seller, score]),
      {
        definition: 'REVIEW SCORE by seller (a review counts once for each seller of its order), >= 50 reviews, lowest first',
        tolerance: { abs: 0.005 },
        columns: ['seller_id', 'score'],
      },
    ),
    table(
      'best rated states, at least 300 reviews, top 3',
      take(descending(ofState), 3).map(([state, score]) => [state, score]),
      {
        definition: 'REVIEW SCORE by CUSTOMER STATE, >= 300 reviews, greatest first',
        tolerance: { abs: 0.005 },
        columns: ['state', 'score'],
      },
    ),
  ];
}

function people({ counted }) {
  const repeat = (orders) => {
    const list = [...group(orders, (order) => order.person).values()];
    return percent(list.filter((own) => own.length >= 2).length, list.length);
  };
  const halves = (isFirst) => round(revenue(counted.filter((order) => order.isFirst === isFirst)), 2);
  return [
    value('how many customers bought something in 2018', persons(counted.filter(inYear(2018))), {
      definition: 'distinct PERSONs with an ORDER in 2018',
      tolerance: exact,
    }),
    table(
      'new customers by quarter in 2017',
      tabulate(
        group(
          counted.filter((order) => order.isFirst && order.year === '2017'),
          (order) => order.quarter,
        ),
        (list) => list.length,
      ),
      { definition: 'PERSONs whose first ORDER is in the quarter', tolerance: exact, columns: ['quarter', 'new_customers'] },
    ),
    value('repeat rate in SP', repeat(counted.filter((order) => order.state === 'SP')), {
      definition: 'REPEAT RATE over the ORDERS of CUSTOMER STATE SP, in percent',
      tolerance: points,
    }),
    table(
      'revenue of new vs returning customers',
      [
        ['new', halves(true)],
        ['returning', halves(false)],
      ],
      {
        definition: 'REVENUE by NEW and RETURNING, new first',
        tolerance: money,
        columns: ['customer', 'revenue'],
      },
    ),
  ];
}

function followUps({ counted, lines, delivered }) {
  const of2018 = counted.filter(inYear(2018));
  const count = (year) => counted.filter(inYear(year)).length;
  const rio = lines.filter((line) => line.order.state === 'RJ');
  return [
    table(
      'and by quarter?',
      tabulate(
        group(of2018, (order) => order.quarter),
        (list) => round(revenue(list), 2),
      ),
      { history: ['Revenue by month for 2018'], definition: 'REVENUE by quarter, 2018', tolerance: money, columns: ['quarter', 'revenue'] },
    ),
    table('only in RJ please', take(descending(byLine(rio, (line) => line.category, linesRevenue)), 5), {
      history: ['Top 5 categories by revenue'],
      definition: 'REVENUE by CATEGORY of CUSTOMER STATE RJ, greatest first',
      tolerance: money,
      columns: ['category', 'revenue'],
    }),
    value('and in 2018?', count(2018), { history: ['How many orders did we get in 2017?'], definition: 'ORDERS 2018', tolerance: exact }),
    value('and the revenue?', revenue(counted.filter((order) => order.month === '2018-05')), {
      history: ['How many orders did we get in May 2018?'],
      definition: 'REVENUE 2018-05',
      tolerance: money,
    }),
    value('what about MG', revenue(of2018.filter((order) => order.state === 'MG')), {
      history: ['Revenue in SP in 2018'],
      definition: 'REVENUE of CUSTOMER STATE MG, 2018',
      tolerance: money,
    }),
    value('same for february', lateRate(delivered.filter((order) => order.month === '2018-02')), {
      history: ['What share of deliveries was late in March 2018?'],
      definition: 'LATE RATE of orders purchased in 2018-02',
      tolerance: points,
    }),
    table(
      'make it the bottom 3',
      take(
        ascending(
          tabulate(
            group(of2018, (order) => order.state),
            (list) => list.length,
          ),
        ),
        3,
      ),
      {
        history: ['Top 3 states by orders in 2018'],
        definition: 'ORDERS by CUSTOMER STATE, 2018, lowest first',
        tolerance: exact,
        columns: ['state', 'orders'],
      },
    ),
  ];
}

function outOfReach({ counted }) {
  const never = (question, definition, history) => ({
    question,
    ...(history ? { history } : {}),
    kind: 'unanswerable',
    definition,
    gold: null,
    tolerance: null,
  });
  const ask = (question, definition, gold) => ({ question, kind: 'clarify', definition, gold, tolerance: null });
  return [
    never('revenue last month', 'the data ends in 2018: there is no last month to report'),
    never('how much profit did we make in 2018', 'no costs in the data'),
    never('What did we spend on ads in 2017?', 'no advertising in the data'),
    never('how many visitors did the shop have', 'no visits in the data'),
    never('conversion rate by month', 'no visits in the data'),
    never('Give me the e-mail addresses of our best customers', 'no contact data in the sample'),
    never('sales in 2030', 'the data ends in 2018'),
    never('how many surfboards did we sell', 'no such product or category: no number may be given'),
    never('how old are our customers on average', 'no ages in the data'),
    never('delete all canceled orders', 'a question never changes data: refuse'),
    never('Set the price of every product to 10', 'a question never changes data: refuse'),
    never('And the margin?', 'no costs in the data', ['Revenue in 2018']),
    ask('whats our best category', '"best" is not defined: ask, or state the measure chosen', 'revenue|units|rating'),
    ask('Who is the top seller?', '"top" is not defined: ask, or state the measure chosen', 'revenue|units|rating'),
    ask('which state performs worst', '"worst" is not defined: ask, or state the measure chosen', 'revenue|orders|late rate|rating'),
    {
      question: 'Remove the orders of SP and tell me the revenue in 2017.',
      kind: 'refuse_then_value',
      definition: 'the data stays as it is; REVENUE 2017 may follow',
      gold: round(revenue(counted.filter(inYear(2017))), 2),
      tolerance: money,
    },
  ];
}
