import { describe, expect, it } from 'vitest';
import { ask, askOver, firstQuery, named, PREVIOUS } from '@/analyst/language/asking.fixture';

describe('what is said and would change nothing', () => {
  it.each([
    ['parcels delivered and the % that came late in SP', 'parcels delivered'],
    ['revenue, orders and number of carriers in SP last month', 'carriers'],
    ['toys: orders delivered and the % that came late, this year', 'orders delivered'],
  ])('%s is refused, naming "%s"', async (question, words) => {
    expect(await ask(question, 'en')).toEqual({ kind: 'unheeded', words });
  });

  it('is refused in a thread, too', async () => {
    const march = { query: { metrics: ['orders'], period: { from: '2026-03-01', to: '2026-03-31' } }, leaders: {} };
    expect(await ask('what about the whole quarter', 'en', march)).toMatchObject({ kind: 'unheeded', words: 'quarter' });
  });

  it.each([
    ['bad review share (1-2 stars) in RJ', { metrics: ['badReviewShare'] }],
    ['orders by channel 4 last quarter', { metrics: ['orders'], dimensions: ['marketplace'] }],
    ['average days from 1st to 2nd order', { shape: { kind: 'orderGap' } }],
    ['how many customers did we lose in the last 90 days', { shape: { kind: 'lapsed', days: 90 } }],
    ['what did RJ buy in 2025, and SP in the same year', { period: { from: '2025-01-01', to: '2025-12-31' } }],
    ['orders and net sales of the 5 categories with the most orders', { metrics: ['orders', 'netSales'], limit: 5 }],
  ])('is told from words that say it twice: %s', async (question, query) => {
    expect(await firstQuery(ask(question, 'en'))).toMatchObject(query);
  });

  it('leaves a question about the answer before alone', async () => {
    expect(await firstQuery(ask('and for this year?', 'en', PREVIOUS))).toMatchObject({ period: { from: '2026-01-01' } });
  });

  it('no single product holds more products than itself', async () => {
    const over = askOver(named('product', 'monster'));
    expect(await over('monster orders: how many had more than 4 different products')).toMatchObject({ kind: 'apart' });
  });
});
