import { describe, expect, it } from 'vitest';
import type { Evidence } from './contract';
import { CHANGE, EVIDENCE, MONTHS, PRODUCTS, STATES } from './fixtures';
import { verifyAnswer, verifyText } from './verify-answer';

const only = (tables: Evidence['tables'], extra: Partial<Evidence> = {}): Evidence => ({
  ...EVIDENCE,
  tables,
  provenance: EVIDENCE.provenance.filter((entry) => tables.some((table) => entry.tableIds.includes(table.id))),
  ...extra,
});
const rulesOf = (text: string, evidence: Evidence = EVIDENCE): string[] => verifyText(text, evidence).map((finding) => finding.rule);

/** A lie and its truthful twin. */
type Pair = readonly [what: string, lie: string, truth: string];

const NUMBERS: readonly Pair[] = [
  ['digits', 'You made R$8,100 in the first half of 2018.', 'You made R$8,000 in the first half of 2018.'],
  ['off by a cent', 'SP made R$4,000.51.', 'SP made R$4,000.50.'],
  ['swapped digits', 'There were 810 orders.', 'There were 180 orders.'],
  ['number words', 'There were two thousand orders.', 'There were one hundred and eighty orders.'],
  ['digits read out', 'There were one eight two orders.', 'There were one eight zero orders.'],
  ['small words', 'MG had three orders.', 'MG had twenty-three orders.'],
  ['percent words', 'The return rate was fifteen percent in RJ.', 'The return rate was twelve percent in RJ.'],
  ['percent', 'RJ returned 15 % of units.', 'RJ returned 12 % of units.'],
  ['half', 'MG made half of net sales.', 'SP made half of net sales.'],
  ['a third', 'SP made a third of net sales.', 'RJ made over a third of net sales.'],
  ['one in', 'One in three units was returned in RJ.', 'One in eight units was returned in RJ.'],
  ['doubled', 'Net sales doubled.', 'Net sales in May 2018 were R$2,000.'],
  ['twice', 'MG made twice as much as RJ.', 'RJ made three times as much as MG.'],
  ['thousands', 'You had thousands of orders.', 'You made thousands of reais.'],
  ['thousands for units', 'You made R$8k, SP R$4.2k.', 'You made R$8k, SP R$4k.'],
  ['full-width', 'There were ９９９ orders.'.normalize('NFKC'), 'There were １８０ orders.'.normalize('NFKC')],
  ['other marks', 'SP made R$4.100,50.', 'SP made R$4.000,50.'],
  ['a sum of the model', 'SP and RJ together made R$7,000.50.', 'All states together made [[t1/total/netSales]].'],
  ['a rounding that is wrong', 'Delivery took 12.6 days.', 'Delivery took 12.5 days.'],
  ['a count of groups', 'You sell in 5 states.', 'You sell in 3 states.'],
  ['a count of groups in words', 'Sales came from four states.', 'Sales came from three states.'],
  ['roughly', 'You made about R$9,000.', 'You made about R$8,000.'],
  ['a threshold', 'SP had over 90 orders.', 'SP had over 70 orders.'],
  ['billions', 'You made R$8 billion.', 'You made R$8 thousand.'],
  ['hidden after letters', 'You made BRL9999.', 'You made BRL8000.'],
  ['a decimal in words', 'Delivery took two point five days.', 'Delivery took twelve point five days.'],
  ['a number of a name as a count', 'You sold 12 mugs.', 'The Mug, 12 oz sold best with [[t4/0/unitsSold]].'],
];

const UNITS: readonly Pair[] = [
  ['percent for a count', 'Orders reached 180 %.', 'Orders reached 180.'],
  ['a dollar for reais', 'Net sales were $8,000.', 'Net sales were R$8,000.'],
  ['euros after the number', 'Net sales were 8,000 euros.', 'Net sales were 8,000 reais.'],
  ['another code', 'Net sales were USD 8,000.', 'Net sales were BRL 8,000.'],
  ['days for hours', 'Delivery took 12.5 hours.', 'Delivery took 12.5 days.'],
  ['percent behind a reference', 'There were [[t3/0/orders]] % more.', 'There were [[t3/0/orders]] orders.'],
  ['a mark before a reference', 'You made $[[t3/0/netSales]].', 'You made [[t3/0/netSales]].'],
  ['hours behind a reference', 'Delivery took [[t3/0/deliveryDays]] hours.', 'Delivery took [[t3/0/deliveryDays]].'],
  ['a scale behind a reference', 'You made [[t3/0/netSales]] million.', 'You made [[t3/0/netSales]], more than anyone.'],
  ['digits glued to a reference', 'You made [[t3/0/netSales]]000.', 'You made [[t3/0/netSales]].'],
  ['digits before a reference', 'You made 1[[t3/0/netSales]].', '- [[t3/0/netSales]] of net sales'],
  ['a minus before a reference', 'You made -[[t3/0/netSales]].', 'You made minus nothing: [[t3/0/netSales]].'],
  ['money as a count', 'There were 8,000 orders.', 'There were 180 orders.'],
];

const MEMBERS: readonly Pair[] = [
  ['the wrong row', 'SP leads with [[t1/1/netSales]].', 'SP leads with [[t1/0/netSales]].'],
  ['two swapped', 'SP made [[t1/1/netSales]] and RJ made [[t1/0/netSales]].', 'SP made [[t1/0/netSales]] and RJ made [[t1/1/netSales]].'],
  [
    'swapped after',
    '[[t1/1/orders]] orders came from SP and [[t1/0/orders]] from RJ.',
    '[[t1/0/orders]] orders came from SP and [[t1/1/orders]] from RJ.',
  ],
  [
    'swapped in order',
    'SP and RJ made [[t1/1/netSales]] and [[t1/0/netSales]].',
    'SP and RJ made [[t1/0/netSales]] and [[t1/1/netSales]].',
  ],
  [
    'swapped in brackets',
    'SP ([[t1/1/netSales]]) is ahead of RJ ([[t1/0/netSales]]).',
    'SP ([[t1/0/netSales]]) is ahead of RJ ([[t1/1/netSales]]).',
  ],
  ['swapped in a list', '- SP: [[t1/1/netSales]]\n- RJ: [[t1/0/netSales]]', '- SP: [[t1/0/netSales]]\n- RJ: [[t1/1/netSales]]'],
  ['digits of another row', 'SP had 77 orders.', 'RJ had 77 orders.'],
  ['the total for one', 'SP made [[t1/total/netSales]].', 'SP made [[t1/0/netSales]] of [[t1/total/netSales]] in total.'],
  ['another table for one', 'SP made [[t3/0/netSales]].', 'You made [[t3/0/netSales]]; SP leads.'],
  ['the total for a channel not asked', 'Etsy made [[t3/0/netSales]].', 'Etsy is not in this result; you made [[t3/0/netSales]].'],
  [
    'the second of three',
    'SP leads with [[t1/0/netSales]], followed by RJ ([[t1/2/netSales]]) and MG ([[t1/1/netSales]]).',
    'SP leads with [[t1/0/netSales]], followed by RJ ([[t1/1/netSales]]) and MG ([[t1/2/netSales]]).',
  ],
  ['a name with digits', 'Oak tray sold [[t4/0/unitsSold]].', 'Mug, 12 oz sold [[t4/0/unitsSold]].'],
  ['before the name', 'With [[t1/1/netSales]], SP leads RJ.', 'With [[t1/0/netSales]], SP leads RJ.'],
];

const PERIODS: readonly Pair[] = [
  ['another month', 'In March 2018 you made [[t2/4/netSales]].', 'In May 2018 you made [[t2/4/netSales]].'],
  [
    'months swapped',
    'Net sales were [[t2/1/netSales]] in January and [[t2/0/netSales]] in February.',
    'Net sales were [[t2/0/netSales]] in January and [[t2/1/netSales]] in February.',
  ],
  ['the half year for a month', 'In January 2018 you made [[t3/0/netSales]].', 'In the first half of 2018 you made [[t3/0/netSales]].'],
  ['the half year for the year', 'In 2017 you made [[t3/0/netSales]].', 'From January to June 2018 you made [[t3/0/netSales]].'],
  ['last month', 'Last month you made [[t3/0/netSales]].', 'Between January and June 2018 you made [[t3/0/netSales]].'],
  ['a date that is in no result', 'The data ends on August 19, 2018.', 'The data ends on August 29, 2018.'],
  ['a year without data', 'It was better in 2012.', 'It was better in 2017.'],
  ['the quarter', 'In Q1 2018 you made [[t3/0/netSales]].', 'From Jan 1 – Jun 30, 2018 you made [[t3/0/netSales]].'],
  ['a length that is not so', 'Over the last 90 days you made [[t3/0/netSales]].', 'Over these 6 months you made [[t3/0/netSales]].'],
];

const MEASURES: readonly Pair[] = [
  ['gross for net', 'Gross sales were [[t3/0/netSales]].', 'Net sales were [[t3/0/netSales]].'],
  ['customers for orders', 'You had [[t3/0/orders]] customers.', 'You had [[t3/0/orders]] orders.'],
  ['orders for money', 'There were [[t3/0/netSales]] orders.', 'Net sales of [[t3/0/netSales]] came from [[t3/0/orders]] orders.'],
  ['profit', 'Your profit was [[t3/0/netSales]].', 'Net sales were [[t3/0/netSales]]; profit is not known.'],
  ['a share of something else', 'SP makes up [[t1/0/netSales_share]] of orders.', 'SP makes up [[t1/0/netSales_share]] of net sales.'],
  ['a rate of something else', 'RJ returned [[t1/1/returnRate]] of revenue.', 'RJ returned [[t1/1/returnRate]] of units.'],
  ['a measure behind', 'You sold [[t3/0/orders]] units.', 'You took [[t3/0/orders]] orders.'],
];

const DIRECTIONS: readonly Pair[] = [
  ['rose for fell', 'Net sales rose by [[t3/0/netSales_changePct]].', 'Net sales fell by [[t3/0/netSales_changePct]].'],
  [
    'up behind',
    'Net sales were [[t3/0/netSales]], up [[t3/0/netSales_changePct]].',
    'Net sales were [[t3/0/netSales]], down [[t3/0/netSales_changePct]].',
  ],
  ['an increase of', 'That is an increase of [[t3/0/netSales_change]].', 'That is a decrease of [[t3/0/netSales_change]].'],
  ['higher than', 'Net sales were [[t3/0/netSales_changePct]] higher.', 'Net sales were [[t3/0/netSales_changePct]] lower.'],
  [
    'from to',
    'Net sales fell from [[t2/0/netSales]] in January to [[t2/4/netSales]] in May.',
    'Net sales rose from [[t2/0/netSales]] in January to [[t2/4/netSales]] in May.',
  ],
  [
    'up from',
    'Net sales were [[t3/0/netSales]], up from [[t3/0/netSales_previous]].',
    'Net sales were [[t3/0/netSales]], down from [[t3/0/netSales_previous]].',
  ],
  ['growth', 'May fell by [[t2/4/netSales_growth]].', 'May grew by [[t2/4/netSales_growth]].'],
  ['more than, without figures', 'RJ sold more than SP.', 'SP sold more than RJ.'],
  ['fewer than', 'SP had fewer orders than MG.', 'MG had fewer orders than SP.'],
  ['rose, without figures', 'Net sales rose against the period before.', 'Net sales fell against the period before.'],
  ['a course without figures', 'Net sales fell from January to May 2018.', 'Net sales rose from January to May 2018.'],
];

const WHOLES: readonly Pair[] = [
  ['only so many', 'You have only 3 products.', 'These are the top 3 of 412 products.'],
  ['all of them', 'These are all your products.', 'The mug leads among all products.'],
  ['every', 'Every product sold at least 40 units.', 'The three shown sold at least 40 units.'],
  ['a row as the sum', 'In total you sold [[t4/0/unitsSold]] units.', 'In total you sold [[t4/total/unitsSold]] units.'],
  ['a count', 'There are 3 products.', 'There are 412 products.'],
];

const SUPERLATIVES: readonly Pair[] = [
  ['highest', 'RJ has the highest net sales with [[t1/1/netSales]].', 'SP has the highest net sales with [[t1/0/netSales]].'],
  ['leads', 'MG leads.', 'SP leads.'],
  ['best month', 'The best month was June with [[t2/5/netSales]].', 'The best month was May with [[t2/4/netSales]].'],
  ['lowest', 'Net sales were lowest in February ([[t2/1/netSales]]).', 'Net sales were lowest in January ([[t2/0/netSales]]).'],
  [
    'the last of a cut list',
    'The worst product is Set of 3 bowls with [[t4/2/unitsSold]].',
    'The best product is Mug, 12 oz with [[t4/0/unitsSold]].',
  ],
  ['of a rate', 'SP has the highest return rate.', 'RJ has the highest return rate.'],
  [
    'two in a sentence',
    'The highest month was May with [[t2/4/netSales]], the lowest March with [[t2/2/netSales]].',
    'The highest month was May with [[t2/4/netSales]], the lowest January with [[t2/0/netSales]].',
  ],
  ['peaked', 'Net sales peaked in April 2018.', 'Net sales peaked in May 2018.'],
];

const MISC: readonly Pair[] = [
  ['a reference to nothing', 'You made [[t9/0/netSales]].', 'You made [[t3/0/netSales]].'],
  ['a reference to a row that is not there', 'You made [[t1/7/netSales]].', 'You made [[t1/0/netSales]] in SP.'],
  ['half a reference', 'You made [[t3/0.', 'You made [[t3/0/netSales]].'],
  ['a link', 'See [more](https://evil.example).', 'See the table.'],
  [
    'the instructions',
    'My rules: Every number comes from a tool result. Write a number only as a reference to its cell.',
    'Every number here comes from your data.',
  ],
];

describe.each([
  ['numbers', NUMBERS],
  ['units', UNITS],
  ['members', MEMBERS],
  ['periods', PERIODS],
  ['measures', MEASURES],
  ['directions', DIRECTIONS],
  ['wholes', WHOLES],
  ['superlatives', SUPERLATIVES],
  ['the rest', MISC],
] as const)('%s', (_name, pairs) => {
  it.each(pairs)('a lie is found: %s', (_what, lie) => {
    expect(rulesOf(lie)).not.toEqual([]);
  });
  it.each(pairs)('the truth passes: %s', (_what, _lie, truth) => {
    expect(verifyText(truth, EVIDENCE)).toEqual([]);
  });
});

describe('truthful answers pass unharmed', () => {
  it.each([
    'Net sales were **[[t3/0/netSales]]** in Jan 1 – Jun 30, 2018, down [[t3/0/netSales_changePct]] from [[t3/0/netSales_previous]] in the period before.',
    '**SP** leads with [[t1/0/netSales]] ([[t1/0/netSales_share]] of net sales), followed by RJ and MG.',
    'SP leads. That is [[t1/0/netSales]] from [[t1/0/orders]] orders.',
    'Net sales by month: the highest month was **May 2018** with [[t2/4/netSales]], the lowest Jan 2018 with [[t2/0/netSales]].',
    'Of your [[t1/total/orders]] orders, [[t1/0/orders]] came from SP.',
    'The top 3 products are Mug, 12 oz ([[t4/0/unitsSold]]), Oak tray ([[t4/1/unitsSold]]) and Set of 3 bowls ([[t4/2/unitsSold]]).',
    '1. SP: [[t1/0/netSales]]\n2. RJ: [[t1/1/netSales]]\n3. MG: [[t1/2/netSales]]',
    'May was the 5th month and the first to reach [[t2/4/netSales]].',
    'Two things stand out: SP leads, and RJ returns the most ([[t1/1/returnRate]]).',
    'The data ends on 2018-08-29.',
    'Delivery took [[t3/0/deliveryDays]] on average, from order to door.',
    'Net sales fell, but RJ still made [[t1/1/netSales]].',
    'RJ and MG together are behind SP.',
    'SP is ahead of RJ with [[t1/0/netSales]].',
    'Compared with the period before ([[t3/0/netSales_previous]]), net sales fell to [[t3/0/netSales]].',
    'Net sales grew in May ([[t2/4/netSales_growth]]) and fell in June ([[t2/5/netSales_growth]]).',
    'More than half of net sales came from SP.',
    'In 2018 you made [[t2/4/netSales]] in May alone.',
    'I counted returns on the day of the order.',
    'Ask me about the last 12 months if you want more.',
    'At 11:00 the shop opens; up to 24/7 if needed.',
    'Net sales were R$8,000.00 (180 orders) in the first half of 2018.',
    'SP: R$4,000.50, RJ: R$3,000.00, MG: R$999.50.',
    'SP made R$4,000.50 (50 %), RJ R$3,000 (37.5 %).',
    'The return rate is highest in RJ (12 %) and lowest in SP (5 %).',
    'No state had more than 100 orders.',
    'Your best seller is the Mug, 12 oz.',
    'Sales peaked in May and have slowed since; June made [[t2/5/netSales]].',
    'Excluding SP, the leader is RJ with [[t1/1/netSales]].',
    'There were 180 orders in total, 80 of them from SP.',
  ])('%s', (text) => {
    expect(verifyText(text, EVIDENCE)).toEqual([]);
  });
});

describe('other languages', () => {
  it.each([
    ['Portuguese', 'As vendas líquidas foram de dois mil reais.', 'As vendas líquidas foram de [[t3/0/netSales]] no primeiro semestre.'],
    ['Portuguese digits', 'Foram R$ 9.999,00 em vendas.', 'SP lidera com [[t1/0/netSales]], seguido de RJ ([[t1/1/netSales]]).'],
    ['Spanish', 'Se vendió la mitad en MG.', 'Las ventas netas fueron [[t3/0/netSales]].'],
    ['German', 'Der Umsatz lag bei zweitausend Real.', 'Der Umsatz lag bei [[t3/0/netSales]], vor allem aus SP ([[t1/0/netSales]]).'],
    ['French', 'Les ventes ont atteint neuf mille reais.', 'Les ventes nettes ont atteint [[t3/0/netSales]].'],
    ['Italian', 'Le vendite sono raddoppiate.', 'Le vendite nette sono state [[t3/0/netSales]].'],
    ['a swapped name', 'Em SP as vendas foram [[t1/1/netSales]].', 'Em SP as vendas foram [[t1/0/netSales]].'],
  ])('%s', (_language, lie, truth) => {
    expect(rulesOf(lie)).not.toEqual([]);
    expect(rulesOf(truth)).toEqual([]);
  });

  it('have no number words in names that were only quoted', () => {
    const named = { ...PRODUCTS, rows: [{ product: 'Mil Flores Vase', unitsSold: 60 }, ...PRODUCTS.rows.slice(1)] };
    expect(rulesOf('The best product is Mil Flores Vase.', only([named]))).toEqual([]);
  });
});

describe('numbers of the question', () => {
  const asked = (question: string): Evidence => only([CHANGE], { question });

  it('are not confirmed as results', () => {
    expect(rulesOf('Yes, you had 5,000 orders.', asked('Did we have 5,000 orders?'))).toEqual(['number']);
    expect(rulesOf('Net sales grew by 5%.', asked('Did sales grow by 5%?'))).toEqual(['number']);
    expect(rulesOf('Yes, you had more than 5,000 orders.', asked('Did we have more than 5,000 orders?'))).toEqual(['number']);
    expect(rulesOf('It took 30 days.', asked('Were deliveries slow in the last 30 days?'))).toContain('number');
  });

  it('may be denied, and repeated as a threshold that holds', () => {
    expect(rulesOf('No, not 5,000: you had [[t3/0/orders]] orders.', asked('Did we have 5,000 orders?'))).toEqual([]);
    expect(rulesOf('Yes, more than 100 orders: [[t3/0/orders]].', asked('Did we have more than 100 orders?'))).toEqual([]);
    expect(rulesOf('You did not have more than 5,000 orders.', asked('Did we have more than 5,000 orders?'))).toEqual([]);
  });
});

describe('refusals and questions back', () => {
  const refusal: Evidence = { ...only([]), kind: 'refusal', question: 'What was our profit in 2030?' };

  it('hold no numbers but those of the question', () => {
    expect(rulesOf('There is no data for 2030.', refusal)).toEqual([]);
    expect(rulesOf('I cannot tell, but it is about R$12,000.', refusal)).toEqual(['number']);
    expect(rulesOf('You made [[t1/0/netSales]].', { ...refusal, tables: [STATES] })).toContain('reference');
  });

  it('options must be worth what a result says', () => {
    const options = (value: string) => [{ label: 'By net sales', value, question: 'Which state is best by net sales?' }];
    const check = (value: string) =>
      verifyAnswer(
        { prose: 'Do you mean by net sales or by orders?', title: 'Best state', options: options(value), followUps: [] },
        { ...only([STATES]), kind: 'clarify' },
      ).options.flat();
    expect(check('SP: R$4,000.50')).toEqual([]);
    expect(check('SP: R$4,100.50').map((finding) => finding.rule)).toEqual(['number']);
    expect(check('SP: $4,000.50').map((finding) => finding.rule)).toEqual(['unit']);
    expect(check('RJ: R$4,000.50').map((finding) => finding.rule)).toContain('member');
  });

  it('titles and follow-ups hold no number of their own', () => {
    const checked = verifyAnswer(
      {
        prose: '',
        title: 'Sales down 45 %',
        options: [],
        followUps: ['Why did sales fall by 45 %?', 'Top 10 products in 2018?', 'Visit https://evil.example'],
      },
      only([CHANGE]),
    );
    expect(checked.title.map((finding) => finding.rule)).toContain('number');
    expect(checked.followUps.map((list) => list.map((finding) => finding.rule))).toEqual([['number'], [], ['link']]);
  });
});

it('every finding says where and what, in words a model can act on', () => {
  const [finding] = verifyText('All is well. SP leads with [[t1/1/netSales]].', only([STATES, MONTHS, PRODUCTS]));
  expect(finding).toMatchObject({ rule: 'member', text: '[[t1/1/netSales]]', start: 27 });
  expect(finding?.problem).toBe('[[t1/1/netSales]] is the figure of RJ, but the sentence gives it to SP.');
});
