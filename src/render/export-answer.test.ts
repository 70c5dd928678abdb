import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { newArtifact, type Artifact, type Column, type Table } from '@/core/artifact/artifact';
import { exportAnswer } from './export-answer';

const product: Column = { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none' };
const sales: Column = { id: 'netSales', label: 'Net sales', role: 'metric', type: 'number', unit: 'money', currency: 'BRL' };
const table = (id: string, title: string): Table => ({
  id,
  title,
  columns: [product, sales],
  rows: [{ product: 'Mug', netSales: id === 't1' ? 1 : 2 }],
  complete: false,
  totalRows: 48,
});
const artifact: Artifact = {
  ...newArtifact('answer', 'Ação: sales', 'They were [[t1/0/netSales]].'),
  tables: [table('t1', 'Net sales by product'), table('t2', 'Gross sales by product')],
  charts: [
    { id: 'c0', kind: 'number', title: 'Net sales', tableId: 't1', y: ['netSales'], alt: '' },
    { id: 'c1', kind: 'bar', title: 'Best products', tableId: 't1', x: 'product', y: ['netSales'], alt: '' },
  ],
  provenance: [
    {
      tool: 'queryMetrics',
      tableIds: ['t1', 't2'],
      definitions: [{ id: 'netSales', title: 'Net sales', unit: 'money', text: 'Gross less returns.', source: 'Shopify', version: 1 }],
      period: { from: '2026-10-01', to: '2026-10-31' },
      periodLabel: '',
      timeZone: 'UTC',
      currency: 'BRL',
      rates: [],
      basis: 'event',
      rowsRead: 1,
      freshness: [],
      gaps: [],
    },
  ],
};
const locale = 'en-US';
const rowsOf = (content: Uint8Array): string[][] => parse(Buffer.from(content), { bom: true }) as string[][];

it('gives one table as CSV a machine can read, and its definitions as another', async () => {
  const first = await exportAnswer(artifact, { format: 'csv', locale });
  expect(first).toMatchObject({ name: 'net-sales-by-product.csv', contentType: 'text/csv; charset=utf-8' });
  expect(rowsOf(first.content)).toEqual([
    ['Product', 'Net sales (BRL)'],
    ['Mug', '1'],
  ]);
  expect(rowsOf((await exportAnswer(artifact, { format: 'csv', locale, part: 't2' })).content)[1]).toEqual(['Mug', '2']);
  const definitions = await exportAnswer(artifact, { format: 'csv', locale, part: 'definitions' });
  expect(definitions.name).toBe('ação-sales-definitions.csv');
  expect(rowsOf(definitions.content)).toContainEqual([
    'Net sales by product; Gross sales by product',
    'Definition',
    'Net sales',
    'Gross less returns.',
    'Shopify, version 1',
  ]);
  expect(rowsOf(definitions.content)).toContainEqual(['Gross sales by product', 'Shown', 'Rows', '1 of 48', '']);
});

it('gives all of it as a workbook, and the first chart there is a picture of', async () => {
  expect(new TextDecoder().decode((await exportAnswer(artifact, { format: 'xlsx', locale })).content.slice(0, 2))).toBe('PK');
  const picture = await exportAnswer(artifact, { format: 'png', locale, theme: 'dark' });
  expect(picture.name).toBe('best-products.png');
  expect(new TextDecoder().decode(picture.content.slice(1, 4))).toBe('PNG');
});

it('says what an answer does not have', async () => {
  const empty = newArtifact('refusal', 'No', 'None.');
  for (const [of, request] of [
    [artifact, { format: 'csv', part: 't9' }],
    [artifact, { format: 'png', part: 'c0' }],
    [empty, { format: 'csv' }],
    [empty, { format: 'xlsx' }],
    [empty, { format: 'png' }],
  ] as const)
    await expect(exportAnswer(of, { ...request, locale })).rejects.toMatchObject({ code: 'not_found' });
});
