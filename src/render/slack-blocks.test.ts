import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newArtifact, type Artifact, type Table } from '@/core/artifact/artifact';
import { blockProblems, everyNode } from '~/tests/support/slack-limits';
import { ACTIONS, settled, toSlackParts, type SlackOptions, type SlackPart } from './slack-blocks';

const OPTIONS: SlackOptions = { locale: 'en-US', nowMs: Date.parse('2026-03-15T12:00:00Z'), openUrl: 'https://shopiq.example.com/c/1' };

const sales: Table = {
  id: 't1',
  title: 'Net sales by product',
  columns: [
    { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none' },
    { id: 'netSales', label: 'Net sales', role: 'metric', type: 'number', unit: 'money', currency: 'USD' },
  ],
  rows: [
    { product: 'Blue mug', netSales: 60 },
    { product: 'Oak tray', netSales: 145 },
  ],
  complete: true,
  totalRows: 2,
};

const answer = (prose: string, part: Partial<Artifact> = {}): Artifact => ({
  ...newArtifact('answer', 'Net sales', prose),
  tables: [sales],
  ...part,
});

const messages = (parts: readonly SlackPart[]) => parts.filter((part) => part.kind === 'message');
const textsIn = (parts: readonly SlackPart[]): string[] =>
  messages(parts).flatMap(({ blocks }) => everyNode(blocks).flatMap(({ text }) => (typeof text === 'string' ? [text] : [])));

describe('an answer in Slack', () => {
  it('begins with the sentence, its numbers filled in and emphasis kept', () => {
    const [first] = messages(toSlackParts(answer('Net sales were **[[t1/1/netSales]]**.'), OPTIONS));
    expect(first?.text).toBe('Net sales were $145.00.');
    expect(first?.blocks[0]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Net sales were ' },
            { type: 'text', text: '$145.00', style: { bold: true } },
            { type: 'text', text: '.' },
          ],
        },
      ],
    });
  });

  it('shows the chart between the sentence and the table, with its words for those who cannot see it', () => {
    const charts: Artifact['charts'] = [
      { id: 'c1', kind: 'bar', title: 'Net sales', tableId: 't1', x: 'product', y: ['netSales'], alt: 'Oak tray leads.' },
    ];
    const parts = toSlackParts(answer('Oak tray leads.', { charts }), OPTIONS);
    expect(parts.map((part) => (part.kind === 'chart' ? `chart: ${part.alt}` : part.blocks.map(({ type }) => type).join(' ')))).toEqual([
      'rich_text',
      'chart: Oak tray leads.',
      'context table actions',
    ]);
  });

  it('says on what it rests', () => {
    const provenance: Artifact['provenance'] = [
      {
        tool: 'queryMetrics',
        tableIds: ['t1'],
        definitions: [],
        period: { from: '2026-02-01', to: '2026-02-28' },
        periodLabel: 'last month',
        timeZone: 'Europe/Berlin',
        currency: 'USD',
        rates: [{ from: 'EUR', to: 'USD', firstDay: '2026-02-01', lastDay: '2026-02-27', source: 'ECB' }],
        basis: 'event',
        rowsRead: 4,
        freshness: [{ connection: 'shop', marketplace: 'etsy', asOf: '2026-03-15T11:55:00Z', firstDay: null, lastDay: null }],
        gaps: ['Etsy was read up to March 14.'],
      },
    ];
    const texts = textsIn(toSlackParts(answer('Fine.', { provenance }), OPTIONS));
    expect(texts).toContain(
      'Feb 1\u2009–\u200928, 2026 · Europe/Berlin · USD, converted from EUR at rates up to 2026-02-27 · Event date · Synced 5 min. ago · 1 thing to know',
    );
    expect(texts).toContain('Etsy was read up to March 14.');
  });

  it('offers readings with their values, and follow-ups that carry their question', () => {
    const options = [
      { label: 'Gross sales', value: '$200.00', question: 'gross sales last month' },
      { label: 'Net sales', value: '$180.00', question: 'net sales last month' },
    ];
    const parts = toSlackParts({ ...newArtifact('clarify', 'Which?', 'Which sales?'), options, followUps: ['and by month?'] }, OPTIONS);
    const buttons = messages(parts).flatMap(({ blocks }) => everyNode(blocks).filter(({ type }) => type === 'button'));
    expect(buttons.map((button) => [(button['text'] as { text: string }).text, button['value']])).toEqual([
      ['Gross sales: $200.00', 'gross sales last month'],
      ['Net sales: $180.00', 'net sales last month'],
      ['and by month?', 'and by month?'],
      ['Open in ShopIQ', 'open'],
    ]);
  });

  it('leaves what strangers wrote as letters: no mentions, marks, emoji or links', () => {
    const product = '<!channel> <@U1> *bold* :tada: https://evil.example/x &amp; [a](https://b.example/c)';
    const nasty: Table = { ...sales, rows: [{ product, netSales: 1 }, ...sales.rows] };
    const parts = toSlackParts(answer('**[[t1/0/product]]** sells best.', { tables: [nasty], followUps: [product] }), OPTIONS);
    expect(messages(parts).flatMap(({ blocks }) => blockProblems(blocks))).toEqual([]);
    expect(textsIn(parts).join(' ')).not.toContain('://');
    expect(messages(parts).every(({ text }) => !text.includes('<'))).toBe(true);
    // Marks of a product name are not read as ours: it is bold as a whole.
    expect(everyNode(messages(parts)[0]?.blocks).filter(({ style }) => (style as { bold?: boolean } | undefined)?.bold)).toHaveLength(3);
  });

  it('asks a viewer for no approval', () => {
    const waiting = (value: string | null): string[] =>
      messages(toSlackParts(answer('Waits.'), { ...OPTIONS, approval: { what: 'Change price: product “Blue mug”', value } })).flatMap(
        ({ blocks }) => everyNode(blocks).flatMap(({ action_id: id }) => (typeof id === 'string' ? [id] : [])),
      );
    expect(waiting('{}')).toEqual([ACTIONS.approve, ACTIONS.decline, ACTIONS.open]);
    expect(waiting(null)).toEqual([ACTIONS.open]);
  });

  it('says what was chosen in place of buttons that are of use once', () => {
    const options = [{ label: 'Net sales', question: 'net sales' }];
    const [part] = messages(toSlackParts({ ...newArtifact('clarify', 'Which?', 'Which?'), options }, OPTIONS));
    const after = settled(part?.blocks ?? [], 'Chosen: net sales');
    expect(JSON.stringify(after)).not.toContain(`${ACTIONS.ask}:option`);
    expect(after.at(-1)).toMatchObject({ type: 'context', elements: [{ text: 'Chosen: net sales' }] });
  });

  it('shows a table of more columns than Slack takes as aligned text', () => {
    const columns = Array.from({ length: 24 }, (_, index) => ({
      ...sales.columns[1],
      id: `m${index}`,
      label: `M${index}`,
      role: 'metric' as const,
      type: 'number' as const,
      unit: 'count' as const,
    }));
    const wide: Table = { ...sales, columns, rows: [Object.fromEntries(columns.map(({ id }, index) => [id, index]))] };
    const parts = toSlackParts(answer('Wide.', { tables: [wide] }), OPTIONS);
    expect(messages(parts).flatMap(({ blocks }) => blockProblems(blocks))).toEqual([]);
    expect(textsIn(parts).join('\n')).toMatch(/M0 .*M23/);
  });
});

describe('any answer', () => {
  const words = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.constantFrom('<!channel>', '<@U123>', '*a*', '`', ':x:', '', ' ', '\u202e', 'https://a.example/b', '🧡'.repeat(40)),
    fc.integer({ min: 1, max: 60 }).map((times) => 'long words without an end '.repeat(times)),
    fc.integer({ min: 1, max: 1200 }).map((times) => 'x'.repeat(times)),
  );
  const table = fc
    .record({
      columns: fc.integer({ min: 1, max: 25 }),
      rows: fc.integer({ min: 0, max: 90 }),
      cells: fc.array(words, { minLength: 1, maxLength: 12 }),
      title: words,
    })
    .map(({ columns, rows, cells, title }): Table => {
      const at = (index: number): string => cells[index % cells.length] ?? '';
      const ids = Array.from({ length: columns }, (_, index) => `c${index}`);
      return {
        id: 't1',
        title,
        columns: ids.map((id, index) => ({ id, label: at(index), role: 'dimension', type: 'string', unit: 'none' })),
        rows: Array.from({ length: rows }, (_, row) =>
          Object.fromEntries(ids.map((id, index) => [id, index % 3 === 0 ? null : at(row + index)])),
        ),
        complete: false,
        totalRows: rows + 7,
      };
    });
  const artifact = fc.record({
    kind: fc.constantFrom('answer' as const, 'clarify' as const, 'refusal' as const),
    prose: fc
      .array(
        fc.oneof(
          words,
          words.map((text) => `- ${text}`),
          words.map((text) => `**${text}**`),
          fc.constant('[[t1/0/c1]]'),
        ),
        { maxLength: 12 },
      )
      .map((lines) => lines.join('\n')),
    tables: fc.array(table, { maxLength: 2 }),
    followUps: fc.array(words, { maxLength: 5 }),
    options: fc.array(fc.record({ label: words, value: words, question: words }), { maxLength: 5 }),
    title: words,
  });

  it('stays within all of Slack’s limits, split over as many messages as it needs', () => {
    fc.assert(
      fc.property(artifact, fc.boolean(), words, (given, isAsked, question) => {
        const whole: Artifact = { ...newArtifact(given.kind, given.title, given.prose), ...given };
        const parts = toSlackParts(whole, { ...OPTIONS, ...(isAsked ? { asked: { slackUserId: 'U1', question } } : {}) });
        for (const { blocks, text } of messages(parts)) {
          expect(blockProblems(blocks)).toEqual([]);
          expect(text.length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(3000);
        }
      }),
      { numRuns: 150 },
    );
  });
});
