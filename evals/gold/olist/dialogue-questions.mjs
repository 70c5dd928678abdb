// Questions about follow-ups, and what cannot be answered.
import {
  money,
  exact,
  points,
  round,
  inYear,
  revenue,
  group,
  tabulate,
  descending,
  ascending,
  take,
  lateRate,
  byLine,
  linesRevenue,
  value,
  table,
} from './measures.mjs';

export function followUps({ counted, lines, delivered }) {
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

export function outOfReach({ counted }) {
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
