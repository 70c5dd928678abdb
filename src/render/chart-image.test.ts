import { Resvg } from '@resvg/resvg-js';
import { expect, it } from 'vitest';
import type { Chart, Column, Table } from '@/core/artifact/artifact';
import { renderChartPng, renderChartSvg } from './chart-image';

const product: Column = { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none' };
const sales: Column = { id: 'netSales', label: 'Net sales', role: 'metric', type: 'number', unit: 'money', currency: 'BRL' };
const table: Table = {
  id: 't1',
  title: 'Net sales by product',
  columns: [product, sales],
  rows: [
    { product: 'Mug', netSales: 1234.5 },
    { product: '<script>alert(1)</script>', netSales: 99 },
  ],
  complete: true,
  totalRows: 2,
};
const chart: Chart = { id: 'c1', kind: 'bar', title: 'Best products', tableId: 't1', x: 'product', y: ['netSales'], alt: 'Bars.' };
const light = { theme: 'light', locale: 'en-US' } as const;

const svgOf = (given: Partial<Chart> = {}, image: Parameters<typeof renderChartSvg>[2] = light): string => {
  const svg = renderChartSvg({ ...chart, ...given }, table, image);
  if (svg === null) throw new Error('nothing was drawn');
  return svg;
};
const wordsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
/** Width and height stand in the header of a PNG. */
const sizeOf = (png: Uint8Array): number[] => [16, 20].map((at) => new DataView(png.buffer, png.byteOffset).getUint32(at));

it('draws the title, the names, the values and the note of a chart', () => {
  const words = wordsOf(svgOf({}, { ...light, note: 'Oct 1 – 31, 2026 · UTC' }));
  expect(words).toEqual(expect.arrayContaining(['Best products', 'Mug', '1.2K', '99', 'Net sales, BRL', 'Oct 1 – 31, 2026 · UTC']));
});

it('keeps names of strangers text', () => {
  const svg = svgOf();
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;');
});

it('gives PNG at twice the size asked for, and the same picture each time', () => {
  const png = renderChartPng(chart, table, { ...light, width: 600 });
  expect(new TextDecoder().decode(png?.slice(1, 4))).toBe('PNG');
  expect(png && sizeOf(png)[0]).toBe(1200);
  expect(renderChartPng(chart, table, { ...light, width: 600 })).toEqual(png);
});

it('really draws the text: a picture of the same chart without it is another one', () => {
  const pixels = (svg: string): Uint8Array => new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
  const png = renderChartPng(chart, table, light);
  expect(png).not.toEqual(pixels(svgOf().replace(/<text[^>]*>[^<]*<\/text>/g, '')));
  // Each word has its pixels: another title, another picture.
  expect(png).not.toEqual(renderChartPng({ ...chart, title: 'Best product' }, table, light));
});

it('is dark on demand', () => {
  expect(svgOf({}, { ...light, theme: 'dark' })).toContain('#191a1c');
  expect(svgOf()).not.toContain('#191a1c');
});

it('has no box for the spaces of French numbers', () => {
  const french = renderChartPng({ ...chart, title: '1\u202f234' }, table, light);
  expect(french).toEqual(renderChartPng({ ...chart, title: '1\u00a0234' }, table, light));
});

it('gives a long title a second line and cuts the rest', () => {
  const title = 'The best products of all marketplaces by net sales after returns '.repeat(6);
  const tall = renderChartPng({ ...chart, title }, table, light);
  const usual = renderChartPng(chart, table, light);
  expect((tall && sizeOf(tall)[1]) ?? 0).toBe(((usual && sizeOf(usual)[1]) ?? 0) + 2 * 22);
});

it('draws nothing for a big number or an empty table', () => {
  expect(renderChartSvg({ ...chart, kind: 'number' }, table, light)).toBeNull();
  expect(renderChartPng({ ...chart, kind: 'number' }, table, light)).toBeNull();
  expect(renderChartPng(chart, { ...table, rows: [] }, light)).toBeNull();
});
