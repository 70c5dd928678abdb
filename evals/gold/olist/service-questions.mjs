// Questions about deliveries, reviews and people.
import {
  money,
  exact,
  points,
  round,
  between,
  inYear,
  revenue,
  percent,
  mean,
  group,
  tabulate,
  descending,
  ascending,
  take,
  sellersOf,
  sellerStatesOf,
  persons,
  lateRate,
  value,
  table,
} from './measures.mjs';

export function service({ delivered, reviews }) {
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

export function people({ counted }) {
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
