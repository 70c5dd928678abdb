import fc from 'fast-check';
import { newArtifact, type Artifact, type Cell, type Chart, type Column, type Row, type Table } from '@/core/artifact/artifact';
import { addGrain, grainLabel } from '@/core/model/calendar';
import { currencyExponent } from '@/core/model/money';
import { cellReference } from '@/core/artifact/prose';

/** Generated answers: all units, currencies of 0, 2 and 3 decimals, gaps, totals, comparisons, months that are not over. */

export const LOCALES = ['en-US', 'de-DE', 'pt-BR', 'ja-JP', 'en-IN', 'fr-FR', 'ar-EG'] as const;
export const CURRENCIES = ['USD', 'BRL', 'EUR', 'INR', 'JPY', 'KWD'] as const;
const NAMES = ['Stoneware mug', 'Linen runner, 180 cm', 'Kerze „Meer“', '緑茶の急須', 'Açaí bowl', 'كوب قهوة', '=SUM(A1)', '<b>Lamp</b>'];

/** Stands around every number of the prose, so that it can be found again. */
export const MARK = '§';

const VALUES: Readonly<Record<string, fc.Arbitrary<number>>> = {
  count: fc.oneof(
    fc.integer({ min: 0, max: 9_999_999 }),
    fc.integer({ min: 0, max: 999_999 }).map((n) => n / 1000),
  ),
  ratio: fc.integer({ min: -300_000, max: 1_500_000 }).map((n) => n / 1_000_000),
  days: fc.integer({ min: 0, max: 400_000 }).map((n) => n / 1000),
  score: fc.integer({ min: 1000, max: 5000 }).map((n) => n / 1000),
  none: fc.integer({ min: -1000, max: 100_000 }),
};

const money = (currency: string): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: -99_999_999, max: 999_999_999 }).map((minor) => minor / 10 ** currencyExponent(currency)),
    // A mean has more digits than its currency.
    fc.integer({ min: -9_999_999, max: 9_999_999 }).map((n) => n / 10_000),
    fc.constant(0),
  );

const units = ['money', 'count', 'ratio', 'days', 'score', 'none'] as const;
const derivations = [undefined, undefined, 'comparison', 'changePct', 'growth', 'share'] as const;

interface NumericColumn {
  column: Column;
  values: fc.Arbitrary<number>;
}

const numericColumn = (id: string, currency: string): fc.Arbitrary<NumericColumn> =>
  fc.record({ unit: fc.constantFrom(...units), derivation: fc.constantFrom(...derivations) }).map(({ unit, derivation }) => ({
    column: {
      id,
      label: `Figure ${id}`,
      role: derivation === undefined ? 'metric' : 'derived',
      type: 'number',
      unit,
      ...(unit === 'money' ? { currency } : {}),
      ...(derivation === undefined ? {} : { derivation }),
    },
    values: unit === 'money' ? money(currency) : (VALUES[unit] ?? fc.constant(0)),
  }));

const month: Column = { id: 'time', label: 'Month', role: 'time', type: 'date', unit: 'none', grain: 'month' };
const product: Column = { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none', source: 'product' };

const keyOf = (isTime: boolean, index: number): Row =>
  isTime ? { time: grainLabel(addGrain('2025-01-01', 'month', index), 'month') } : { product: `${NAMES[index % NAMES.length]} ${index}` };

const tableArbitrary = (id: string, currency: string): fc.Arbitrary<Table> =>
  fc
    .tuple(
      fc.boolean(),
      fc.integer({ min: 1, max: 18 }),
      fc.tuple(numericColumn('a', currency), numericColumn('b', currency), numericColumn('c', currency), numericColumn('d', currency)),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
    )
    .chain(([isTime, size, all, width, hasTotals]) => {
      const figures = all.slice(0, width);
      const line = fc.tuple(...figures.map(({ values }) => fc.option(values, { freq: 8 })));
      return fc.tuple(fc.array(line, { minLength: size, maxLength: size }), line).map(([lines, totals]): Table => {
        const filled = (values: readonly Cell[]): Row =>
          Object.fromEntries(figures.map(({ column }, at) => [column.id, values[at] ?? null]));
        return {
          id,
          title: `Table ${id}`,
          columns: [isTime ? month : product, ...figures.map(({ column }) => column)],
          rows: lines.map((values, index) => ({ ...keyOf(isTime, index), ...filled(values) })),
          complete: true,
          totalRows: size,
          ...(isTime ? { partialBuckets: [String(keyOf(true, size - 1)['time'])] } : {}),
          ...(hasTotals ? { totals: filled(totals) } : {}),
        };
      });
    });

/** Every figure that is there, once. */
function proseOf(tables: readonly Table[]): string {
  const references = tables.flatMap((table) =>
    table.columns
      .filter(({ type }) => type === 'number')
      .flatMap(({ id }) => [cellReference(table.id, 0, id), ...(table.totals ? [cellReference(table.id, 'total', id)] : [])]),
  );
  return `The figures: ${MARK}${references.map((reference) => `${reference}${MARK}`).join(' ')}`;
}

function chartOf(table: Table): Chart {
  const isTime = table.columns[0]?.role === 'time';
  return {
    id: `c-${table.id}`,
    kind: isTime ? 'line' : 'bar',
    title: table.title,
    tableId: table.id,
    x: isTime ? 'time' : 'product',
    y: ['a'],
    ...(isTime && table.partialBuckets?.[0] ? { partial: table.partialBuckets[0] } : {}),
    alt: 'A chart.',
  };
}

const artifactArbitrary: fc.Arbitrary<Artifact> = fc
  .tuple(fc.constantFrom(...LOCALES), fc.constantFrom(...CURRENCIES))
  .chain(([locale, currency]) =>
    fc.array(fc.boolean(), { minLength: 1, maxLength: 2 }).chain((wanted) =>
      fc.tuple(...wanted.map((_, index) => tableArbitrary(`t${index + 1}`, currency))).map((tables): Artifact => ({
        ...newArtifact('answer', 'Figures of the shop', proseOf(tables)),
        tables,
        charts: tables.map(chartOf),
        locale,
      })),
    ),
  );

/** The same answers every time. */
export function sampleArtifacts(count: number): Artifact[] {
  return fc.sample(artifactArbitrary, { numRuns: count, seed: 20_261_122 });
}
