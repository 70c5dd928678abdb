import readExcelFile from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { newArtifact, type Artifact, type Column, type Table } from '@/core/artifact/artifact';
import { renderXlsx, sheetNames } from './xlsx';

const month: Column = { id: 'time', label: 'Month', role: 'time', type: 'date', unit: 'none', grain: 'month' };
const name: Column = { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none' };
const sales: Column = { id: 'netSales', label: 'Net sales', role: 'metric', type: 'number', unit: 'money', currency: 'KWD' };
const rate: Column = { id: 'returnRate', label: 'Return rate', role: 'metric', type: 'number', unit: 'ratio' };

const table: Table = {
  id: 't1',
  title: 'Net sales: by month/product',
  columns: [month, name, sales, rate],
  rows: [
    { time: '2026-01', product: '=HYPERLINK("http://evil.example")', netSales: -1234.567, returnRate: 0.125 },
    { time: '2026-02', product: '+1\u0000\u202e<b>', netSales: 0.001, returnRate: null },
  ],
  complete: true,
  totalRows: 2,
  totals: { netSales: -1234.566, returnRate: 0.1 },
};
const artifact: Artifact = {
  ...newArtifact('answer', 'Net sales', ''),
  tables: [table],
  provenance: [
    {
      tool: 'queryMetrics',
      tableIds: ['t1'],
      definitions: [{ id: 'netSales', title: 'Net sales', unit: 'money', text: 'Gross less returns.', source: 'Shopify', version: 2 }],
      period: { from: '2026-01-01', to: '2026-02-28' },
      periodLabel: 'Jan – Feb 2026',
      timeZone: 'Asia/Kuwait',
      currency: 'KWD',
      rates: [],
      basis: 'event',
      rowsRead: 12,
      freshness: [{ connection: 'Main shop', marketplace: 'shopify', asOf: '2026-03-01T05:00:00Z', firstDay: null, lastDay: null }],
      gaps: ['February ends early.'],
    },
  ],
};

const read = async (given: Artifact = artifact): Promise<Map<string, unknown[][]>> =>
  new Map((await readExcelFile(Buffer.from(await renderXlsx(given, 'en-US')))).map(({ sheet, data }) => [sheet, data]));

it('gives numbers, dates and text back as what they are', async () => {
  const sheets = await read();
  expect([...sheets.keys()]).toEqual(['Net sales by month product', 'Definitions']);
  const [header, first, second, all] = sheets.get('Net sales by month product') ?? [];
  expect(header).toEqual(['Month', 'Product', 'Net sales (KWD)', 'Return rate']);
  expect(first).toEqual([new Date('2026-01-01T00:00:00Z'), '=HYPERLINK("http://evil.example")', -1234.567, 0.125]);
  expect(second).toEqual([new Date('2026-02-01T00:00:00Z'), '+1<b>', 0.001, null]);
  expect(all).toEqual(['All', null, -1234.566, 0.1]);
});

it('holds no formula, whatever the names are', async () => {
  const { unzipSync, strFromU8 } = await import('fflate');
  const files = unzipSync(await renderXlsx(artifact, 'en-US'));
  const sheets = Object.entries(files).filter(([file]) => file.startsWith('xl/worksheets/'));
  expect(sheets.length).toBeGreaterThan(1);
  for (const [, content] of sheets) expect(strFromU8(content)).not.toMatch(/<f[ >]/);
});

it('says on a sheet of its own what the figures mean and rest on', async () => {
  const rows = (await read()).get('Definitions') ?? [];
  expect(rows).toContainEqual([table.title, 'Definition', 'Net sales', 'Gross less returns.', 'Shopify, version 2']);
  expect(rows).toContainEqual([table.title, 'Basis', 'Time zone', 'Asia/Kuwait', null]);
  expect(rows).toContainEqual([table.title, 'Basis', 'Currency', 'KWD', null]);
  expect(rows).toContainEqual([table.title, 'Missing', null, 'February ends early.', null]);
  expect(rows.some((row) => row[2] === 'Main shop' && String(row[3]).startsWith('synced Mar 1, 2026'))).toBe(true);
});

it('names sheets as the format allows, each once', () => {
  const long = 'Net sales by marketplace, category and month';
  expect(sheetNames([long, long, "'Sales'", '', 'definitions', '[a]:b*?/\\c'])).toEqual([
    'Net sales by marketplace, categ',
    'Net sales by marketplace, c (2)',
    'Sales',
    'Table',
    'definitions (2)',
    'a b c',
  ]);
});

it('is a workbook also when an answer has no table', async () => {
  expect([...(await read(newArtifact('refusal', 'No', 'No data.'))).keys()]).toEqual(['Definitions']);
});
