import { describe, expect, it } from 'vitest';
import { named, workspace, WITHOUT_SENSE } from '@/analyst/language/asking.fixture';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon } from '@/analyst/language/lexicon';
import type { AdviceWish } from './advice';
import { decide, type Decision } from './decide';
import type { Previous } from './follow-up';

const lexicon = buildLexicon(languageOf('en'), [
  ...named('product', 'Blue mug', 'Linen Apron, Olive', 'Olive Wood Spoon Set', 'Acacia Chopping Board'),
  ...named('marketplace', 'etsy', 'amazon'),
  ...named('category', 'mugs'),
]);

function ask(question: string, before: { advice?: AdviceWish; thread?: Previous[] } = {}): Promise<Decision> {
  return decide(question, {
    workspace,
    lexicon,
    thread: before.thread ?? [],
    advice: before.advice ?? null,
    time: { today: '2026-11-21', weekStart: 1, firstDay: '2024-05-03', lastDay: '2026-11-20' },
    find: async (text, dimension) =>
      dimension === 'customer' && text.toLowerCase() === 'ann lee' ? [{ dimension, value: 'Ann Lee (c7)', score: 1 }] : [],
    ...WITHOUT_SENSE,
  });
}

const wish = (topic: AdviceWish['topic'], more: Partial<AdviceWish> = {}) => ({
  kind: 'advice',
  wish: { topic, products: [], marketplaces: [], ...more },
});

describe('a question for advice', () => {
  it.each([
    ['can i trust these reviews?', wish('trust')],
    ['can i trsut my reviews on etsy', wish('trust', { marketplaces: ['etsy'] })],
    ['is the rating of the blue mug genuine', wish('trust', { products: ['Blue mug'] })],
    ['which products have fake reviews', wish('trust', { show: 'products' })],
    ['how trustworthy are reviews by marketplace', wish('trust', { show: 'marketplaces' })],
    ['which reviews look suspicious', wish('trust', { show: 'flagged' })],
    ['show me the flagged reviews of the blue mug', wish('trust', { products: ['Blue mug'], show: 'flagged' })],
    ['can i trust the reviews of september 2026', wish('trust', { period: { from: '2026-09-01', to: '2026-09-30' } })],
    ['what goes well with the linen apron, olive', wish('together', { products: ['Linen Apron, Olive'] })],
    ['top 3 products frequently bought together', wish('together', { limit: 3 })],
    ['customers who bought the blue mug also bought?', wish('together', { products: ['Blue mug'] })],
    ['what should i recommend to people who buy the blue mug', wish('basket', { products: ['Blue mug'] })],
    ['what should i recommend to ann lee', wish('customer', { customer: 'Ann Lee (c7)' })],
    ['products like the blue mug', wish('similar', { products: ['Blue mug'] })],
    ['what is trending right now', wish('trending')],
    ['which products do customers buy again', wish('buyAgain')],
    ['how good are our recommendations', wish('model')],
    ['should i list the acacia chopping board on etsy', wish('listing', { products: ['Acacia Chopping Board'], marketplaces: ['etsy'] })],
    ['where else should i sell the blue mug', wish('listing', { products: ['Blue mug'] })],
  ])('%s', async (question, expected) => {
    expect(await ask(question)).toEqual(expected);
  });

  it.each([
    'who bought the most last month',
    'net sales of the blue mug',
    'which customers bought again in 2025',
    'returns on etsy in september 2026',
  ])('is not "%s"', async (question) => {
    expect((await ask(question)).kind).not.toBe('advice');
  });

  it('names the words it does not know instead of leaving them out', async () => {
    expect(await ask('can i trust the reviews of grandma moses')).toEqual({ kind: 'unread', words: ['grandma moses'] });
  });
});

describe('a question that goes on from advice', () => {
  const before: AdviceWish = { topic: 'trust', products: ['Blue mug'], marketplaces: ['etsy'], show: 'flagged' };

  it.each([
    ['and on amazon?', wish('trust', { products: ['Blue mug'], marketplaces: ['amazon'] })],
    ['and the acacia chopping board?', wish('trust', { products: ['Acacia Chopping Board'], marketplaces: ['etsy'] })],
    ['which ones?', wish('trust', { products: ['Blue mug'], marketplaces: ['etsy'], show: 'flagged' })],
    ['what goes well with it?', wish('together', { products: ['Blue mug'] })],
  ])('%s', async (question, expected) => {
    expect(await ask(question, { advice: before })).toEqual(expected);
  });

  it('counts when a measure is asked for', async () => {
    expect((await ask('and net sales by month?', { advice: before })).kind).not.toBe('advice');
  });

  it('means the first of what was ranked before', async () => {
    const ranked: Previous = { query: { metrics: ['unitsSold'], dimensions: ['product'] }, leaders: { product: ['Blue mug'] } };
    expect(await ask('what goes well with it?', { thread: [ranked] })).toEqual(wish('together', { products: ['Blue mug'] }));
  });
});
