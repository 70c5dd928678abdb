import { expect, it } from 'vitest';
import { newArtifact, type Artifact, type Column } from '@/core/artifact/artifact';
import { renderTerminal } from './terminal';

const name: Column = { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none' };
const sales: Column = { id: 'netSales', label: 'Net sales', role: 'metric', type: 'number', unit: 'money', currency: 'BRL' };
const artifact: Artifact = {
  ...newArtifact('answer', 'Net sales', 'Net sales were **[[t1/total/netSales]]**.'),
  tables: [
    {
      id: 't1',
      title: 'Net sales by product',
      columns: [name, sales],
      rows: [
        { product: 'Mug\u001b[31m\nred', netSales: 1200.5 },
        { product: 'Lamp', netSales: -3 },
      ],
      complete: false,
      totalRows: 1045,
      totals: { netSales: 99_999.99 },
    },
  ],
  provenance: [
    {
      tool: 'queryMetrics',
      tableIds: ['t1'],
      definitions: [],
      period: { from: '2026-10-01', to: '2026-10-31' },
      periodLabel: '',
      comparison: { from: '2026-09-01', to: '2026-09-30' },
      timeZone: 'America/Sao_Paulo',
      currency: 'BRL',
      rates: [],
      basis: 'order',
      rowsRead: 12,
      freshness: [
        { connection: 'A', marketplace: 'shopify', asOf: '2026-11-01T05:00:00Z', firstDay: null, lastDay: null },
        { connection: 'B', marketplace: 'etsy', asOf: '2026-10-30T05:00:00Z', firstDay: null, lastDay: null },
      ],
      gaps: ['Etsy has no data before October 3.'],
    },
  ],
};

it('prints the sentence, the table with its totals, and what the answer rests on', () => {
  // Intl's own spaces differ between versions of ICU.
  expect(renderTerminal(artifact, 'en-US').replace(/[\u2009\u202f\u00a0]/g, ' ')).toBe(
    [
      'Net sales were R$99,999.99.',
      '',
      'Net sales by product',
      'Product    Net sales',
      '-------  -----------',
      'Mug red   R$1,200.50',
      'Lamp         −R$3.00',
      '-------  -----------',
      'All      R$99,999.99',
      '... 1,043 more',
      '',
      'Oct 1 – 31, 2026 · compared with Sep 1 – 30, 2026 · America/Sao_Paulo · BRL · order date · synced Oct 30, 2026, 2:00 AM',
      '! Etsy has no data before October 3.',
    ].join('\n'),
  );
});

it('speaks the language of the answer', () => {
  expect(renderTerminal({ ...artifact, locale: 'pt-BR' }, 'en-US')).toContain('99.999,99');
});

it('prints the choices of a question back', () => {
  const clarify = { ...newArtifact('clarify', 'Which?', 'Which sales?'), options: [{ label: 'Net', value: '$5', question: 'net sales?' }] };
  expect(renderTerminal(clarify, 'en-US')).toBe('Which sales?\n\n  Net ($5): net sales?');
});
