import { describe, expect, it } from 'vitest';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon } from '@/analyst/language/lexicon';
import { tokenize } from '@/analyst/language/text';
import { findPeriods, type TimeContext } from './periods';

const lexicon = buildLexicon(languageOf('en'), []);

// A Saturday; weeks begin on Monday.
const CONTEXT: TimeContext = { today: '2026-11-21', weekStart: 1, firstDay: '2024-05-03', lastDay: '2026-11-20' };

/** The periods of a question as "from..to". */
function periods(question: string, context: Partial<TimeContext> = {}): string[] {
  return findPeriods(tokenize(question, lexicon.file), { ...CONTEXT, ...context }, { lexicon }).map(({ period }) =>
    period.from === period.to ? period.from : `${period.from}..${period.to}`,
  );
}

describe('findPeriods', () => {
  it.each([
    ['sales today', '2026-11-21'],
    ['sales yesterday', '2026-11-20'],
    ['this week', '2026-11-16..2026-11-21'],
    ['last week', '2026-11-09..2026-11-15'],
    ['this month', '2026-11-01..2026-11-21'],
    ['last month', '2026-10-01..2026-10-31'],
    ['the previous month', '2026-10-01..2026-10-31'],
    ['this quarter', '2026-10-01..2026-11-21'],
    ['last quarter', '2026-07-01..2026-09-30'],
    ['this year', '2026-01-01..2026-11-21'],
    ['last year', '2025-01-01..2025-12-31'],
    ['year to date', '2026-01-01..2026-11-21'],
    ['ytd', '2026-01-01..2026-11-21'],
    ['mtd', '2026-11-01..2026-11-21'],
    ['the last 7 days', '2026-11-14..2026-11-20'],
    ['past thirty days', '2026-10-22..2026-11-20'],
    ['last 3 months', '2026-08-01..2026-10-31'],
    ['last two quarters', '2026-04-01..2026-09-30'],
    ['past 2 weeks', '2026-11-02..2026-11-15'],
    ['in 2025', '2025-01-01..2025-12-31'],
    ['in march', '2026-03-01..2026-03-31'],
    ['in December', '2025-12-01..2025-12-31'],
    ['in november', '2026-11-01..2026-11-30'],
    ['march 2025', '2025-03-01..2025-03-31'],
    ['Mar 2025', '2025-03-01..2025-03-31'],
    ['2025-03', '2025-03-01..2025-03-31'],
    ['on 2025-03-05', '2025-03-05'],
    ['on 5 march 2025', '2025-03-05'],
    ['on March 5th, 2025', '2025-03-05'],
    ['on the 5th of march 2025', '2025-03-05'],
    ['q1 2025', '2025-01-01..2025-03-31'],
    ['Q4', '2026-10-01..2026-12-31'],
    ['third quarter of 2025', '2025-07-01..2025-09-30'],
    ['h1 2025', '2025-01-01..2025-06-30'],
    ['second half of 2025', '2025-07-01..2025-12-31'],
    ['from May to July 2025', '2025-05-01..2025-07-31'],
    ['from November to February 2026', '2025-11-01..2026-02-28'],
    ['between march and may 2025', '2025-03-01..2025-05-31'],
    ['between March 10 2025 and March 20 2025', '2025-03-10..2025-03-20'],
    ['from 2025-02-10 to 2025-02-20', '2025-02-10..2025-02-20'],
    ['from 2024 to 2025', '2024-01-01..2025-12-31'],
    ['since march 2026', '2026-03-01..2026-11-21'],
    ['since 2025', '2025-01-01..2026-11-21'],
    ['after q1 2026', '2026-04-01..2026-11-21'],
    ['before 2025', '2024-05-03..2024-12-31'],
    ['until june 2025', '2024-05-03..2025-06-30'],
    ['on black friday 2025', '2025-11-28'],
    ['on cyber monday 2024', '2024-12-02'],
    ['christmas day 2025', '2025-12-25'],
    ['february 2024', '2024-02-01..2024-02-29'],
    ['of all time', '2024-05-03..2026-11-20'],
    ['ever', '2024-05-03..2026-11-20'],
  ])('%s is %s', (question, expected) => {
    expect(periods(question)).toEqual([expected]);
  });

  it('finds both periods of a comparison', () => {
    expect(periods('revenue in q1 2026 vs q1 2025')).toEqual(['2026-01-01..2026-03-31', '2025-01-01..2025-03-31']);
    expect(periods('revenue q1 2026 vs q1 2025, growth in %')).toEqual(['2026-01-01..2026-03-31', '2025-01-01..2025-03-31']);
  });

  it('takes the last month of a name the data can hold', () => {
    expect(periods('in march', { lastDay: '2018-10-03', firstDay: '2016-09-15' })).toEqual(['2018-03-01..2018-03-31']);
    expect(periods('in november', { lastDay: '2018-10-03', firstDay: '2016-09-15' })).toEqual(['2017-11-01..2017-11-30']);
  });

  it('begins weeks on Sunday where the workspace does', () => {
    expect(periods('this week', { weekStart: 7 })).toEqual(['2026-11-15..2026-11-21']);
    expect(periods('last week', { weekStart: 7 })).toEqual(['2026-11-08..2026-11-14']);
  });

  it('crosses month and year ends', () => {
    expect(periods('last month', { today: '2026-01-31' })).toEqual(['2025-12-01..2025-12-31']);
    expect(periods('last quarter', { today: '2026-03-31' })).toEqual(['2025-10-01..2025-12-31']);
    expect(periods('last 7 days', { today: '2024-03-01' })).toEqual(['2024-02-23..2024-02-29']);
  });

  it.each(['top 5 products', 'orders over 1000', 'may I see the sales', 'products called "May 2025"'])('finds none in: %s', (question) => {
    expect(periods(question)).toEqual([]);
  });
});
