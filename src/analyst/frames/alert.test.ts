import { describe, expect, it } from 'vitest';
import { ask } from '@/analyst/language/asking.fixture';

const of = async (question: string, language = 'en'): Promise<unknown> => {
  const decision = await ask(question, language);
  return decision.kind === 'alert' ? decision.wish : decision.kind;
};
const onShopify = [{ dimension: 'marketplace', op: 'in', values: ['shopify'] }];

describe('a wish to be told', () => {
  it.each([
    [
      'Tell me when returns on Shopify pass 8 %',
      { metric: 'returnRate', filters: onShopify, each: null, condition: { is: 'above', value: 0.08 } },
    ],
    ['tell me when my return rate goes above 8%', { metric: 'returnRate', each: null, condition: { is: 'above', value: 0.08 } }],
    [
      'Alert me if net sales last 7 days drop below $500',
      { metric: 'netSales', condition: { is: 'below', value: 500 }, period: 'last_7_days' },
    ],
    ['let me know when any product is out of stock', { metric: 'stockOnHand', each: 'product', condition: { is: 'below', value: 1 } }],
    ['notify me when orders today exceed 100', { metric: 'orders', condition: { is: 'above', value: 100 }, period: 'today' }],
  ])('%s', async (question, expected) => {
    expect(await of(question)).toMatchObject(expected);
  });

  it.each([
    [
      'de',
      'Benachrichtige mich, wenn die Retourenquote auf Shopify 8 % übersteigt',
      { metric: 'returnRate', condition: { is: 'above', value: 0.08 } },
    ],
    ['de', 'Sag mir, wenn die Bestellungen unter 10 fallen', { metric: 'orders', condition: { is: 'below', value: 10 } }],
    ['es', 'Avísame cuando las devoluciones en Shopify superen el 8 %', { metric: 'returnRate', condition: { is: 'above', value: 0.08 } }],
    ['fr', 'Préviens-moi quand les retours sur Shopify dépassent 8 %', { metric: 'returnRate', condition: { is: 'above', value: 0.08 } }],
    ['pt', 'Me avise quando as devoluções na Shopify passarem de 8 %', { metric: 'returnRate', condition: { is: 'above', value: 0.08 } }],
  ])('in %s: %s', async (language, question, expected) => {
    expect(await of(question, language)).toMatchObject(expected);
  });

  it('without a limit, or of days that are over, is not guessed', async () => {
    expect(await of('tell me when returns on Shopify go up')).toBe('unread');
    expect(await of('tell me when net sales in March 2025 pass 500')).toBe('unread');
  });

  it('is none where something is asked', async () => {
    expect((await ask('When did returns pass 8%?', 'en')).kind).not.toBe('alert');
    expect(await of('Tell me my net sales')).toBe('query');
  });
});
