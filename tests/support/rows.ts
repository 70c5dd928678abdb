import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { FactSink, FileFormat, FormatOptions } from '@/connectors/files/contract';
import { RowProblem, type SourceRow } from '@/connectors/files/row';
import { emptyBatch, type FactBatch } from '@/core/model/facts';

export interface Mapped extends FactBatch {
  rejects: { line: number; column: string; reason: string }[];
  notes: string[];
}

/** Run a format's mapper over tables given as lists of records, the way the import does, without files. */
export function mapRows(
  format: FileFormat,
  tables: Record<string, Record<string, string>[]>,
  options: Partial<FormatOptions> = {},
): Mapped {
  const mapped: Mapped = { ...emptyBatch(), rejects: [], notes: [] };
  const sink: FactSink = {
    product: (fact) => mapped.products.push(fact),
    customer: (fact) => mapped.customers.push(fact),
    order: (fact) => mapped.orders.push(fact),
    review: (fact) => mapped.reviews.push(fact),
    inventoryLevel: (fact) => mapped.inventoryLevels.push(fact),
    reject: (row, column, reason) => mapped.rejects.push({ line: row.line, column, reason }),
    note: (text) => mapped.notes.push(text),
  };
  const mapper = format.createMapper({ timeZone: format.defaults.timeZone, currency: format.defaults.currency, mapping: {}, ...options });
  for (const role of format.roles) {
    const records = tables[role.id];
    if (!records) continue;
    for (const [index, record] of records.entries()) {
      const row = toRow(record, { line: index + 2, columns: Object.keys(Object.assign({}, ...records) as object) });
      try {
        mapper.read(role.id, row, sink);
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error;
        sink.reject(row, error.column, error.message);
      }
    }
    mapper.end(role.id, sink);
  }
  return mapped;
}

/** A row of a table; columns the record does not name are empty. */
export function toRow(record: Record<string, string>, place: { line?: number; columns?: string[]; decimal?: '.' | ',' } = {}): SourceRow {
  const columns = place.columns ?? Object.keys(record);
  return {
    file: 'test.csv',
    line: place.line ?? 2,
    cells: columns.map((column) => record[column] ?? ''),
    columns: new Map(columns.map((column, position) => [column.toLowerCase(), position])),
    decimal: place.decimal ?? '.',
    fileTime: new Date('2026-03-01T12:00:00Z'),
  };
}

/** `mapRows` over the fixture files of a format's folder, by role. */
export function mapFixtures(
  format: FileFormat,
  folder: string,
  files: Record<string, string>,
  options: Partial<FormatOptions> = {},
): Mapped {
  const read = (file: string): Record<string, string>[] =>
    parse(readFileSync(path.join(folder, 'fixtures', file), 'utf8'), { columns: true, relax_column_count: true });
  return mapRows(format, Object.fromEntries(Object.entries(files).map(([roleId, file]) => [roleId, read(file)])), options);
}
