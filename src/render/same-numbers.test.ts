import { beforeAll, describe, expect, it } from 'vitest';
import { CURRENCIES, LOCALES, sampleArtifacts } from '~/tests/support/artifacts';
import { RENDERINGS, parseShown, type Reading, type Rendering } from '~/tests/support/read-renderings';
import type { Artifact, Cell, Chart, Column, Table } from '@/core/artifact/artifact';
import { resolveCell, splitProse } from '@/core/artifact/prose';
import { currencyExponent } from '@/core/model/money';
import { toChartOption } from '@/ui/chart/option';
import { renderChartSvg } from './chart-image';

/** One artifact, all renderings: parsed back, each says the numbers of the artifact's cells. */

const artifacts = sampleArtifacts(60);

/** Digits behind the point that people are shown (`formatCell`); ratios are percentages of two digits. */
function shownDigits(column: Column): number {
  switch (column.unit) {
    case 'money':
      return currencyExponent(column.currency ?? 'USD');
    case 'ratio':
      return 4;
    case 'days':
      return 1;
    case 'score':
    case 'count':
    case 'none':
      return 2;
  }
}

/** Says what is wrong with a number read back, or nothing. */
function difference(shown: unknown, cell: Cell, about: { column: Column; locale: string; rendering: Rendering }): string[] {
  const { column, locale, rendering } = about;
  const read = rendering.toNumber(shown, column, locale);
  const isSame =
    cell === null || read === null || rendering.isExact
      ? read === cell
      : Math.abs(read - Number(cell)) <= 0.5 * 10 ** -shownDigits(column) * (1 + 1e-6) + Math.abs(Number(cell)) * 1e-12;
  return isSame
    ? []
    : [`${column.unit} ${column.id}: ${JSON.stringify(shown)} is ${String(read)}, the cell is ${String(cell)} (${locale})`];
}

/** Every number a rendering shows, compared with the cells; what must be there and is not is a difference too. */
function differences(reading: Reading, artifact: Artifact, rendering: Rendering): string[] {
  const locale = artifact.locale ?? 'en-US';
  const inTables = artifact.tables.flatMap((table, index) => {
    const read = reading.tables[index];
    const { rows, columns, totals } = rendering.shows(table);
    if ((read?.rows.length ?? 0) !== rows) return [`${table.id} shows ${read?.rows.length ?? 0} of ${rows} rows`];
    if (!read) return [];
    if (totals !== (read.totals !== null)) return [`${table.id} ${totals ? 'lacks' : 'should not have'} totals`];
    const lines = [
      ...read.rows.map((line, at) => [line, table.rows[at]] as const),
      ...(read.totals ? [[read.totals, table.totals] as const] : []),
    ];
    return lines.flatMap(([line, cells]) =>
      table.columns
        .slice(0, columns)
        .flatMap((column, at) =>
          column.type === 'number' ? difference(line[at], cells?.[column.id] ?? null, { column, locale, rendering }) : [],
        ),
    );
  });
  const references = splitProse(artifact.prose).filter((part) => part.kind === 'cell');
  const inProse =
    reading.prose === null
      ? []
      : reading.prose.length === references.length
        ? references.flatMap((reference, at) => {
            const cell = resolveCell(artifact.tables, reference);
            return cell
              ? difference(reading.prose?.[at], cell.value, {
                  column: cell.column,
                  locale,
                  rendering: { ...rendering, toNumber: parseShown },
                })
              : [];
          })
        : [`the prose holds ${reading.prose.length} of ${references.length} numbers`];
  return [...inTables, ...inProse];
}

it('is asked about answers of every kind', () => {
  const tables = artifacts.flatMap((artifact) => artifact.tables);
  const columns = tables.flatMap((table) => table.columns);
  const cells = tables.flatMap((table) => table.rows.flatMap((row) => Object.values(row)));
  expect(new Set(artifacts.map(({ locale }) => locale))).toEqual(new Set(LOCALES));
  expect(new Set(columns.flatMap(({ currency }) => currency ?? []))).toEqual(new Set(CURRENCIES));
  expect(new Set(CURRENCIES.map(currencyExponent))).toEqual(new Set([0, 2, 3]));
  expect(new Set(columns.map(({ unit }) => unit)).size).toBe(6);
  expect(new Set(columns.map(({ derivation }) => derivation))).toEqual(new Set([undefined, 'comparison', 'changePct', 'growth', 'share']));
  expect(cells.some((cell) => cell === null)).toBe(true);
  expect(cells.some((cell) => typeof cell === 'number' && cell < 0)).toBe(true);
  expect(tables.filter(({ totals }) => totals).length).toBeGreaterThan(20);
  expect(tables.filter(({ partialBuckets }) => partialBuckets).length).toBeGreaterThan(20);
});

describe.each(RENDERINGS)('$name', (rendering) => {
  let readings: Reading[] = [];
  beforeAll(async () => {
    readings = [];
    for (const artifact of artifacts) readings.push(await rendering.read(artifact));
  });

  it('says the numbers of the artifact', () => {
    expect(artifacts.flatMap((artifact, index) => differences(readings[index] ?? { tables: [], prose: [] }, artifact, rendering))).toEqual(
      [],
    );
  });

  it('would be found out with any number that is another', () => {
    artifacts.forEach((artifact, index) => {
      const [table] = artifact.tables;
      if (!table) throw new Error('every answer has a table');
      table.columns.slice(1, rendering.shows(table).columns).forEach((column) => {
        const cell = table.rows[0]?.[column.id];
        // Read back from the true answer, compared with one in which this cell is another.
        const rows = table.rows.map((row, at) => (at === 0 ? { ...row, [column.id]: typeof cell === 'number' ? cell + 1 : 1 } : row));
        const other = { ...artifact, tables: [{ ...table, rows }, ...artifact.tables.slice(1)] };
        const found = differences(readings[index] ?? { tables: [], prose: [] }, other, rendering);
        expect(found.length, `${column.unit} in ${artifact.locale}`).toBeGreaterThanOrEqual(
          rendering.isExact || rendering.shows(table).rows === 0 ? 1 : 2,
        );
      });
    });
  });
});

describe('charts', () => {
  const frame = { theme: 'light', width: 900, fontFamily: 'Geist' } as const;

  /** The values drawn of each row; the month that is not over is a line of its own. */
  function drawnValues(chart: Chart, table: Table, locale: string): unknown[] | null {
    const option = toChartOption(chart, table, { ...frame, locale });
    if (!option) return null;
    const series = [option.series ?? []].flat() as { data: (number | null | { value: number | null })[] }[];
    const valueOf = (point: number | null | { value: number | null } | undefined): number | null =>
      (typeof point === 'object' ? point?.value : point) ?? null;
    return table.rows.map((_, at) => series.map(({ data }) => valueOf(data[at])).find((value) => value !== null) ?? null);
  }

  it('are drawn from the numbers of the artifact', () => {
    let drawn = 0;
    for (const { charts, tables, locale = 'en-US' } of artifacts)
      for (const chart of charts) {
        const table = tables.find(({ id }) => id === chart.tableId);
        const values = table ? drawnValues(chart, table, locale) : null;
        if (!table || !values) continue;
        const cells = table.rows.map((row) => row['a'] ?? null);
        expect(values).toEqual(cells);
        const other = { ...table, rows: table.rows.map((row, at) => (at === 0 ? { ...row, a: 42.424_242 } : row)) };
        expect(drawnValues(chart, other, locale)).not.toEqual(cells);
        drawn += 1;
      }
    expect(drawn).toBeGreaterThan(50);
  });

  it('carry the values of their bars in the picture, rounded as short numbers are', () => {
    const scale: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9 };
    let labels = 0;
    for (const artifact of artifacts)
      for (const chart of artifact.charts.filter(({ kind }) => kind === 'bar')) {
        const table = artifact.tables.find(({ id }) => id === chart.tableId);
        const column = table?.columns.find(({ id }) => id === 'a');
        if (!table || !column || column.unit === 'days') continue;
        const svg = renderChartSvg({ ...chart, title: '' }, table, { theme: 'light', locale: 'en-US' });
        const words = [...(svg ?? '').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');
        const read = words.flatMap((word) => {
          const match = /^([\u2212-]?)([\d,]+(?:\.\d+)?)([KMB%]?)$/.exec(word);
          if (!match) return [];
          const [, sign, digits = '', ending = ''] = match;
          const size = ending === '%' ? 0.01 : (scale[ending] ?? 1);
          return [
            {
              value: Number(digits.replaceAll(',', '')) * size * (sign === '' ? 1 : -1),
              step: size * 0.1,
            },
          ];
        });
        for (const cell of table.rows.map((row) => row['a'])) {
          if (typeof cell !== 'number') continue;
          expect(
            read.some(({ value, step }) => Math.abs(value - cell) <= step / 2 + Math.abs(cell) * 1e-9),
            `${cell} of ${words.join(' | ')}`,
          ).toBe(true);
          labels += 1;
        }
      }
    expect(labels).toBeGreaterThan(100);
  });
});
