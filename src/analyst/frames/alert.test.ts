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

  const fall = (value: number) => ({ is: 'below', value: -value, against: 'previousPeriod' });
  it.each([
    ['en', 'tell me when net sales drop by 20 %', { metric: 'netSales', each: null, condition: fall(0.2), period: 'last_7_days' }],
    ['en', 'Alert me if weekly sales fall more than 15%', { condition: fall(0.15), period: 'last_week' }],
    [
      'en',
      'let me know when orders on Shopify rise by at least 30 percent',
      { metric: 'orders', filters: onShopify, condition: { is: 'above', value: 0.3, against: 'previousPeriod' } },
    ],
    ['en', 'tell me when sales this month are down 10%', { condition: fall(0.1), period: 'last_30_days' }],
    [
      'en',
      'warn me when sales last month drop 10% compared to the same month last year',
      { condition: { ...fall(0.1), against: 'previousYear' }, period: 'last_month' },
    ],
    ['en', 'notify me if sales of any product drop 50%', { each: 'product', condition: fall(0.5) }],
    ['de', 'Warne mich, wenn der Umsatz eines Produkts um 50 % einbricht', { each: 'product', condition: fall(0.5) }],
    ['es', 'Avísame si las ventas de algún producto caen un 50 %', { each: 'product', condition: fall(0.5) }],
    ['fr', "Préviens-moi si les ventes de n'importe quel produit chutent de 50 %", { each: 'product', condition: fall(0.5) }],
    ['pt', 'Me avise se as vendas de algum produto caírem 50 %', { each: 'product', condition: fall(0.5) }],
    ['hi', 'mujhe batao jab kisi bhi product ki sales 50 % gire', { each: 'product', condition: fall(0.5) }],
    ['de', 'Benachrichtige mich, wenn der Umsatz um mehr als 20 % fällt', { metric: 'netSales', condition: fall(0.2) }],
    ['es', 'Avísame cuando las ventas bajen un 20 %', { metric: 'netSales', condition: fall(0.2) }],
    ['fr', 'Préviens-moi quand les ventes baissent de plus de 20 %', { metric: 'netSales', condition: fall(0.2) }],
    ['pt', 'Me avise quando as vendas caírem 20 %', { metric: 'netSales', condition: fall(0.2) }],
    ['hi', 'mujhe batao jab sales 20 % gire', { metric: 'netSales', condition: fall(0.2) }],
    ['hi', 'mujhe batao jab return rate 8 % se zyada ho', { metric: 'returnRate', condition: { is: 'above', value: 0.08, against: null } }],
  ])('of a change, in %s: %s', async (language, question, expected) => {
    expect(await of(question, language)).toMatchObject(expected);
  });

  it('of a stock level that changes, or a change that is no share, is not guessed', async () => {
    expect(await of('tell me when stock on hand drops 20 %')).toBe('unread');
    expect(await of('tell me when net sales drop by $500')).toBe('unread');
  });

  it('of any member that is not understood is not taken for one of them all', async () => {
    expect(await of("tell me when any product's sales drop 50 %")).toBe('unread');
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
