import { describe, expect, it } from 'vitest';
import { ask } from '@/analyst/language/asking.fixture';
import type { DigestSchedule } from '@/core/digest/digest';

const monday = (at: string): DigestSchedule => ({ every: 'week', weekday: 1, at });

/** Sections as they are written down in these tests: ids, and questions in quotes. */
async function digest(question: string, language = 'en'): Promise<[DigestSchedule, ...string[]] | string> {
  const decision = await ask(question, language);
  if (decision.kind !== 'digest') return decision.kind;
  return [decision.schedule, ...decision.sections.map((section) => (section.kind === 'standard' ? section.id : `"${section.question}"`))];
}

const USUAL = ['sales', 'changes', 'products', 'returns', 'stockOuts'];

describe('a request for a digest', () => {
  it.each<[string, DigestSchedule, ...string[]]>([
    ['Send me sales, returns and stock-outs every Monday at 8', monday('08:00'), 'sales', 'returns', 'stockOuts'],
    ['send me sales, returns and stock outs every monday at 8', monday('08:00'), 'sales', 'returns', 'stockOuts'],
    ['Email me a weekly digest', monday('08:00'), ...USUAL],
    ['email me my best sellers every Friday at 5pm', { every: 'week', weekday: 5, at: '17:00' }, 'products'],
    ['Every day at 7:30 send me the sales and the reviews', { every: 'day', at: '07:30' }, 'sales', 'reviews'],
    ['Mail me fees on the 5th of each month at 9 am', { every: 'month', monthDay: 5, at: '09:00' }, 'fees'],
    ['send me a summary every evening', { every: 'day', at: '18:00' }, ...USUAL],
    ['Send me what changed most on Mondays', monday('08:00'), 'changes'],
    [
      'send me the top 5 products by revenue every Sunday at 18:00',
      { every: 'week', weekday: 7, at: '18:00' },
      '"top 5 products by revenue"',
    ],
    [
      'Send me returns and net sales by country every month',
      { every: 'month', monthDay: 1, at: '08:00' },
      'returns',
      '"net sales by country"',
    ],
  ])('%s', async (question, ...expected) => {
    expect(await digest(question)).toEqual(expected);
  });

  it.each<[string, string, DigestSchedule, ...string[]]>([
    ['de', 'Schick mir jeden Montag um 8 Uhr Umsatz, Retouren und ausverkaufte Produkte', monday('08:00'), 'sales', 'returns', 'stockOuts'],
    ['es', 'Envíame ventas, devoluciones y agotados todos los lunes a las 8', monday('08:00'), 'sales', 'returns', 'stockOuts'],
    ['fr', 'Envoie-moi les ventes et les retours tous les lundis à 8h30', monday('08:30'), 'sales', 'returns'],
    ['pt', 'Me envie vendas e devoluções toda segunda-feira às 8', monday('08:00'), 'sales', 'returns'],
    ['hi', 'mujhe har din subah 8 baje sales bhejo', { every: 'day', at: '08:00' }, 'sales'],
  ])('in %s: %s', async (language, question, ...expected) => {
    expect(await digest(question, language)).toEqual(expected);
  });

  it('is none where nothing is to come again', async () => {
    expect(await digest('Sales every Monday')).toBe('query');
    expect(await digest('Show me sales by weekday')).toBe('query');
    expect(await digest('What were my sales each month in 2025?')).toBe('query');
  });

  it('says which words it cannot read instead of leaving them out', async () => {
    expect(await ask('send me the blorp figures every Monday', 'en')).toMatchObject({ kind: 'unread' });
  });
});
