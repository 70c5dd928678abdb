import { describe, expect, it } from 'vitest';
import { wordAnswer } from '@/analyst/wording/answer';
import { wordGaps, wordRefusal } from '@/analyst/wording/notes';
import { dimensionTitle, metricTitle, say } from '@/analyst/wording/say';
import { formatCell, formatPeriod } from '@/core/artifact/format';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';
import { ask, ENGLISH, OTHERS, PREVIOUS } from './asking.fixture';
import { languageOf } from './language-file';
import { buildLexicon } from './lexicon';
import { numberOf, tokenize } from './text';
import { findPeriods } from '@/analyst/grammar/time/periods';

const CONTEXT = { today: '2026-11-21', weekStart: 1, firstDay: '2024-05-03', lastDay: '2026-11-20' };
const places = (sentence: string): string[] => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();

describe.each(OTHERS.map((file) => [file.language, file] as const))('%s', (language, file) => {
  it('has every sentence of the first language, with the same places', () => {
    for (const [key, sentence] of Object.entries(ENGLISH?.wording ?? {}))
      expect([key, places(file.wording[key] ?? '')]).toEqual([key, places(sentence)]);
  });

  it('has words for every function, particle, opener, symbol of time and topic of advice', () => {
    for (const group of ['functions', 'particles', 'openers', 'time', 'advice'] as const)
      expect(Object.keys(ENGLISH?.[group] ?? {}).filter((name) => (file[group][name] ?? []).length === 0)).toEqual([]);
  });

  it('names every measure and group, or borrows the English names', () => {
    if (file.borrows.includes('en')) return;
    expect(METRICS.filter(({ id }) => !file.metrics[id]?.title).map(({ id }) => id)).toEqual([]);
    expect(DIMENSIONS.filter(({ id }) => !file.dimensions[id]?.title).map(({ id }) => id)).toEqual([]);
  });

  it('understands every question it offers', async () => {
    const refusals = ['missing', 'refuseWrite', 'notFound', 'unread', 'unheeded', 'badDate', 'noEarlier', 'notUnderstood'];
    for (const [key, question] of Object.entries(file.wording).filter(([name]) => name.startsWith('ask.'))) {
      const decision = await ask(question, language, PREVIOUS);
      expect([question, refusals.includes(decision.kind)]).toEqual([question, false]);
      const english = await ask(ENGLISH?.wording[key] ?? '', 'en', PREVIOUS);
      expect([question, decision.kind]).toEqual([question, english.kind]);
    }
  });

  it('understands the questions it offers about a measure and a choice', async () => {
    for (const id of ['netSales', 'orders', 'customers', 'stockOnHand', 'averageReviewScore', 'repeatPurchaseRate']) {
      const question = say(file, 'missing.ask', { metric: metricTitle(id, file) });
      expect(await ask(question, language)).toMatchObject({ kind: 'query', frames: [{ query: { metrics: [id] } }] });
    }
    for (const id of ['netSales', 'unitsSold', 'averageReviewScore']) {
      const question = say(file, 'clarify.question.best', { metric: metricTitle(id, file), dimension: dimensionTitle('product', file) });
      expect([question, await ask(question, language)]).toMatchObject([
        question,
        { kind: 'query', frames: [{ query: { metrics: [id], dimensions: ['product'] } }] },
      ]);
    }
  });
});

describe('periods', () => {
  it.each([
    ['es', 'la semana pasada', '2026-11-09..2026-11-15'],
    ['es', 'los últimos 30 días', '2026-10-22..2026-11-20'],
    ['es', 'el 5 de marzo de 2025', '2025-03-05..2025-03-05'],
    ['es', 'segundo semestre de 2025', '2025-07-01..2025-12-31'],
    ['es', 'en lo que va de año', '2026-01-01..2026-11-21'],
    ['es', 'noviembre pasado', '2025-11-01..2025-11-30'],
    ['pt', 'na semana passada', '2026-11-09..2026-11-15'],
    ['pt', 'nos últimos 30 dias', '2026-10-22..2026-11-20'],
    ['pt', 'em 5 de março de 2025', '2025-03-05..2025-03-05'],
    ['pt', 'segundo semestre de 2025', '2025-07-01..2025-12-31'],
    ['pt', '3º trimestre de 2025', '2025-07-01..2025-09-30'],
    ['pt', 'ontem', '2026-11-20..2026-11-20'],
    ['de', 'letzte Woche', '2026-11-09..2026-11-15'],
    ['de', 'am 5. März 2025', '2025-03-05..2025-03-05'],
    ['de', 'am 05.03.2025', '2025-03-05..2025-03-05'],
    ['de', 'im 3. Quartal 2025', '2025-07-01..2025-09-30'],
    ['de', 'im Vormonat', '2026-10-01..2026-10-31'],
    ['de', 'vor März 2025', '2024-05-03..2025-02-28'],
    ['de', 'seit Jahresbeginn', '2026-01-01..2026-11-21'],
    ['fr', 'la semaine dernière', '2026-11-09..2026-11-15'],
    ['fr', 'les 30 derniers jours', '2026-10-22..2026-11-20'],
    ['fr', 'le 5 mars 2025', '2025-03-05..2025-03-05'],
    ['fr', 'au troisième trimestre 2025', '2025-07-01..2025-09-30'],
    ['fr', "jusqu'en juin 2025", '2024-05-03..2025-06-30'],
    ['hi', 'pichle hafte', '2026-11-09..2026-11-15'],
    ['hi', 'is mahine', '2026-11-01..2026-11-21'],
    ['hi', 'march 2025 tak', '2024-05-03..2025-03-31'],
    ['hi', 'pichle 30 din', '2026-10-22..2026-11-20'],
    ['hi', 'पिछले महीने', '2026-10-01..2026-10-31'],
    ['hi', 'मार्च 2025 में', '2025-03-01..2025-03-31'],
  ])('%s: %s is %s', (code, said, expected) => {
    const file = languageOf(code);
    const found = findPeriods(tokenize(said, file), CONTEXT, { lexicon: buildLexicon(file, []) });
    expect(found.map(({ period }) => `${period.from}..${period.to}`)).toEqual([expected]);
  });
});

describe('numbers', () => {
  it.each([
    ['es', '1.234,56', 1234.56],
    ['pt', '1.234,56', 1234.56],
    ['de', '1.234,56', 1234.56],
    ['fr', '1234,56', 1234.56],
    ['hi', '1,234.56', 1234.56],
    ['de', '12.000', 12000],
    ['es', '0,5', 0.5],
    ['es', 'veinte', 20],
    ['pt', 'três', 3],
    ['de', 'fünf', 5],
    ['fr', 'dix', 10],
    ['hi', 'paanch', 5],
  ])('%s reads %s as %d', (code, said, expected) => {
    const file = languageOf(code);
    expect(numberOf(tokenize(said, file)[0], file)).toBe(expected);
  });

  it.each([
    ['es', '1234,50\u00a0€', '12,5\u202fdías'],
    ['pt', '€\u00a01.234,50', '12,5\u202fdias'],
    ['de', '1.234,50\u00a0€', '12,5\u202fTage'],
    ['fr', '1\u202f234,50\u00a0€', '12,5\u202fjours'],
    ['hi', '€1,234.50', '12.5\u202fdays'],
  ])('%s writes money as %s and days as %s', (code, money, days) => {
    const { locale } = languageOf(code);
    const column = { id: 'a', label: 'A', role: 'metric' as const, type: 'number' as const };
    expect(formatCell(1234.5, { ...column, unit: 'money', currency: 'EUR' }, locale)).toBe(money);
    expect(formatCell(12.5, { ...column, unit: 'days' }, locale)).toBe(days);
  });
});

describe('sentences', () => {
  const output = {
    tables: [{ id: 't1', title: '', columns: [], rows: [{ netSales: 5 }], highlights: {}, totalRows: 1, complete: true }],
    gaps: ['The data ends on 2026-11-20: days after it are not in the answer.'],
    gapNotes: [{ code: 'dataEnds', values: { day: '2026-11-20' } }],
  };
  const period = { from: '2026-10-01', to: '2026-10-31' };
  const frame = { query: { metrics: ['netSales'], period }, isSuperlative: false, notes: [] };

  it.each([
    ['es', 'Ventas netas', 'Los datos terminan el 20 nov 2026'],
    ['pt', 'Vendas líquidas', 'Os dados terminam em 20 de nov. de 2026'],
    ['de', 'Nettoumsatz', 'Die Daten enden am 20. Nov. 2026'],
    ['fr', 'Ventes nettes', "Les données s'arrêtent au 20 nov. 2026"],
    ['hi', 'Net sales', 'Data 20 Nov 2026 tak hai'],
  ])('%s says the figure, its period and what is missing', (code, metric, gap) => {
    const language = languageOf(code);
    const text = wordAnswer(frame, output, { language, locale: language.locale });
    expect(text).toContain(metric);
    expect(text).toContain(formatPeriod(period, language.locale));
    expect(text).toContain('**[[t1/0/netSales]]**');
    expect(text).toContain(gap);
    expect(text).not.toContain('The data');
  });

  it('says gaps and refusals as they are where there are no words for them', () => {
    const english = { language: languageOf('en'), locale: 'en-US' };
    expect(wordGaps(output, english)).toEqual(output.gaps);
    expect(wordRefusal({ message: 'No.', remedy: 'Ask.', code: 'no_data' }, english)).toBe('No. Ask.');
    expect(wordRefusal({ message: 'No.', code: 'no_data' }, { language: languageOf('es'), locale: 'es-ES' })).toContain(
      'Todavía no hay datos',
    );
  });
});
