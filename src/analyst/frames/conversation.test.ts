import { describe, expect, it } from 'vitest';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon, type Lexicon } from '@/analyst/language/lexicon';
import { workspace } from '@/analyst/language/asking.fixture';
import { decide, type Decision } from './decide';
import type { Previous } from './follow-up';
import type { Frame } from './frame';

const VALUES = [
  { dimension: 'marketplace', value: 'etsy' },
  { dimension: 'marketplace', value: 'amazon' },
  { dimension: 'category', value: 'Candles' },
  { dimension: 'customerCountry', value: 'DE' },
  { dimension: 'customerCountry', value: 'FR' },
];
const lexicon = buildLexicon(languageOf('en'), VALUES);

/** Ask one after the other; each answered query goes into the thread. */
function converse(...questions: string[]): Promise<Decision> {
  return converseIn(lexicon, questions);
}

async function converseIn(words: Lexicon, questions: readonly string[]): Promise<Decision> {
  const thread: Previous[] = [];
  let last: Decision = { kind: 'notUnderstood' };
  for (const question of questions) {
    last = await decide(question, {
      workspace,
      lexicon: words,
      thread: [...thread],
      time: { today: '2026-11-21', weekStart: 1, firstDay: '2024-05-03', lastDay: '2026-11-20' },
      find: async () => [],
      conceptOf: async () => null,
      findByMeaning: async () => null,
    });
    if (last.kind === 'query' && last.frames[0]) thread.push({ query: last.frames[0].query, leaders: {} });
  }
  return last;
}

async function query(...questions: string[]): Promise<Frame['query'] | Decision> {
  const decision = await converse(...questions);
  return decision.kind === 'query' ? (decision.frames[0]?.query ?? decision) : decision;
}

const inValues = (dimension: string, ...values: string[]) => ({ dimension, op: 'in', values });
const q = (quarter: 1 | 2 | 3): string => `net sales q${quarter} 2026`;

describe('the answers before, side by side', () => {
  it.each<[string, string[], object]>([
    [
      'members',
      ['orders on amazon in august 2026', 'and on etsy', 'which of the two had the higher aov?'],
      { metrics: ['averageOrderValue'], dimensions: ['marketplace'], filters: [inValues('marketplace', 'amazon', 'etsy')] },
    ],
    [
      'added up',
      ['net sales in germany in september 2026', 'and france?', 'together?'],
      { filters: [inValues('customerCountry', 'DE', 'FR')] },
    ],
    [
      'stretches of time',
      [q(1), 'q2?', 'q3?', 'which of those three was best?'],
      { grain: 'quarter', period: { from: '2026-01-01', to: '2026-09-30' }, limit: 1 },
    ],
    [
      'the later against the earlier',
      ['net sales in september 2026', 'and the month before?', "what's the difference?"],
      { period: { from: '2026-09-01', to: '2026-09-30' }, compare: { from: '2026-08-01', to: '2026-08-31' } },
    ],
  ])('%s', async (_, questions, expected) => {
    expect(await query(...questions)).toMatchObject(expected);
  });
});

describe('what a short question asks of the answer before', () => {
  it.each<[string[], object]>([
    [['late deliveries in september 2026', 'what percentage is that?'], { metrics: ['lateDeliveryRate'] }],
    [
      ['how many orders had more than one item in september 2026', 'what share is that?'],
      { transforms: [{ kind: 'share', of: 'unitCount' }] },
    ],
    [['discounts in q2 2026', 'per order?'], { metrics: ['discounts', 'orders'], shape: { kind: 'quotient' } }],
    [['fees by channel this year', 'as percentage of sales'], { metrics: ['fees', 'netSales'], shape: { kind: 'quotient' } }],
    [['customers in france', 'how many came back?'], { metrics: ['repeatPurchaseRate'] }],
    [['net sales by country by month this year', 'only the top 3'], { grain: 'month', leading: { groups: 3 } }],
    [['returns in 2025', 'by month', 'worst month?'], { grain: 'month', limit: 1 }],
    [['orders per weekday', 'which day is weakest?'], { dimensions: ['weekday'], limit: 1, orderBy: { direction: 'asc' } }],
    [['sales on october 14 2026', 'vs the same day last week'], { compare: { from: '2026-11-11', to: '2026-11-11' } }],
    [['net sales in december 2025', 'who bought the most?'], { dimensions: ['customer'], limit: 1 }],
    [['units sold per day on average in october 2026', 'best day?'], { grain: 'day', limit: 1 }],
  ])('%j', async (questions, expected) => {
    expect(await query(...questions)).toMatchObject(expected);
  });

  it('takes back what was left out', async () => {
    const after = await query('average order value by channel in 2026', 'without amazon', 'and including amazon again');
    expect(after).toMatchObject({ dimensions: ['marketplace'] });
    expect(JSON.stringify(after)).not.toContain('amazon');
  });

  it('asks why of the answer itself, not of the one it is compared with', async () => {
    const why = await converse('net sales in q4 2025', 'why was it better than the quarter before?');
    expect(why).toMatchObject({ kind: 'why', period: { from: '2025-10-01', to: '2025-12-31' } });
  });
});

describe('a question that changes nothing', () => {
  it.each([
    [['new customers in september 2026', 'and returning?']],
    [['net sales in september 2026', 'and second?']],
    [['average basket in december 2025', 'and its price?']],
    [['how many orders of more than 1000 dollars', 'what share of revenue?']],
  ])('%j is not answered by the number before', async (questions) => {
    expect(await converse(...questions)).toMatchObject({ kind: 'unread' });
  });

  it.each([
    [['net sales by month this year', 'as a bar chart']],
    [['net sales in july 2026 vs june 2026', 'in percent?']],
    [['net sales in september 2026', 'and in september?']],
  ])('%j is answered again where that is what was asked', async (questions) => {
    expect(await converse(...questions)).toMatchObject({ kind: 'query' });
  });
});

describe('other languages', () => {
  it.each([
    ['es', 'pedidos con más de un artículo en septiembre de 2026', '¿qué porcentaje es eso?'],
    ['pt', 'pedidos com mais de um item em setembro de 2026', 'que percentagem é isso?'],
    ['de', 'Bestellungen mit mehr als einem Artikel im September 2026', 'welcher Anteil ist das?'],
    ['fr', "commandes avec plus d'un article en septembre 2026", 'quelle part est-ce ?'],
    ['hi', 'september mein ek se zyada item wale orders', 'yeh kitne percent hai?'],
  ])('%s: the article is the number, and the bound is kept', async (code, ...questions) => {
    const decision = await converseIn(buildLexicon(languageOf(code), VALUES), questions);
    expect(decision).toMatchObject({
      frames: [
        { query: { filters: [{ dimension: 'unitCount', op: 'gte', values: [2] }], transforms: [{ kind: 'share', of: 'unitCount' }] } },
      ],
    });
  });

  it.each([
    ['es', 'ventas netas en septiembre de 2026', '¿y el mes anterior?', '¿cuál es la diferencia?'],
    ['de', 'Nettoumsatz im September 2026', 'und im August 2026?', 'was ist der Unterschied?'],
    ['fr', 'ventes nettes en septembre 2026', 'et en août 2026 ?', 'quelle est la différence ?'],
  ])('%s: the later is compared with the earlier', async (code, ...questions) => {
    const decision = await converseIn(buildLexicon(languageOf(code), VALUES), questions);
    expect(decision).toMatchObject({ frames: [{ query: { compare: { from: '2026-08-01', to: '2026-08-31' } } }] });
  });
});
