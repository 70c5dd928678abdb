import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Column, Row, Table } from '@/core/artifact/artifact';
import { compareArtifacts, wholeFigure } from './compare-artifacts';

const product: Column = { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none' };
const sales: Column = { id: 'netSales', label: 'Net sales', role: 'metric', type: 'number', unit: 'money', currency: 'USD' };
const share: Column = { id: 'share', label: 'Share', role: 'derived', type: 'number', unit: 'ratio' };

const tableOf = (rows: Row[], columns = [product, sales, share]): Table => ({
  id: 't1',
  title: 'Net sales by product',
  columns,
  rows,
  complete: true,
  totalRows: rows.length,
});
const compare = (before: Row[], after: Row[]) => compareArtifacts({ tables: [tableOf(before)] }, { tables: [tableOf(after)] });

const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });
const shop = fc.dictionary(fc.constantFrom('mug', 'tray', 'bowl', 'vase', 'plate'), cents);
const rowsOf = (amounts: Record<string, number>): Row[] =>
  Object.entries(amounts).map(([name, amount]) => ({ product: name, netSales: amount / 100 }));

it('finds no change in an answer beside itself, whatever the order of its rows', () => {
  fc.assert(
    fc.property(shop, (amounts) => {
      expect(compare(rowsOf(amounts), rowsOf(amounts).toReversed())).toEqual({ changes: [], figures: Object.keys(amounts).length });
    }),
  );
});

it('gives exactly the rows that differ, by how much to the cent, and what is new or gone', () => {
  fc.assert(
    fc.property(shop, shop, (before, after) => {
      const { changes } = compare(rowsOf(before), rowsOf(after));
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      expect(new Set(changes.map(({ keys }) => keys[0]))).toEqual(new Set(names.filter((name) => before[name] !== after[name])));
      expect(new Set(changes.map(({ keys }) => keys[0])).size).toBe(changes.length);
      for (const change of changes) {
        const [then, now] = [before[change.keys[0] ?? ''], after[change.keys[0] ?? '']];
        expect(change.by).toBe(then === undefined || now === undefined ? null : (now - then) / 100);
      }
    }),
  );
});

it('turns round when the answers are turned round', () => {
  fc.assert(
    fc.property(shop, shop, (before, after) => {
      const there = compare(rowsOf(before), rowsOf(after)).changes;
      const back = compare(rowsOf(after), rowsOf(before)).changes;
      const key = ({ keys }: { keys: string[] }): string => keys.join();
      const sorted = <Item extends { keys: string[] }>(items: Item[]): Item[] => items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
      expect(sorted(back).map(({ before: then, after: now }) => [now, then])).toEqual(
        sorted(there).map(({ before: then, after: now }) => [then, now]),
      );
    }),
  );
});

it('leaves figures derived from others alone, and counts a table that is gone', () => {
  const one = [{ product: 'mug', netSales: 1, share: 0.5 }];
  expect(compare(one, [{ product: 'mug', netSales: 1, share: 0.9 }]).changes).toEqual([]);
  expect(compareArtifacts({ tables: [tableOf(one)] }, { tables: [] }).changes).toMatchObject([{ before: 1, after: null, by: null }]);
});

it('reads the figure of all groups, and none where rows do not tell', () => {
  const rows = rowsOf({ mug: 100, tray: 200 });
  expect(wholeFigure({ ...tableOf(rows), totals: { netSales: 3 } }, 'netSales')).toBe(3);
  expect(wholeFigure(tableOf(rows.slice(0, 1)), 'netSales')).toBe(1);
  expect(wholeFigure(tableOf(rows), 'netSales')).toBeNull();
});
