import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline, Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse, type Info } from 'csv-parse';
import type { SourceRow } from '@/connectors/files/row';
import { AppError, isAppError } from '@/core/errors';
import { TextDecoding } from './decode-text';

export interface Table {
  /** Column names as written. */
  columns: string[];
  /** The rows below the header. Can be read once. */
  rows: AsyncIterable<SourceRow | MalformedRow>;
  /** Stop reading. */
  close(): void;
}

/** A row with more or fewer cells than the header. */
export interface MalformedRow {
  row: SourceRow;
  problem: string;
}

export interface TableHooks {
  /** Bytes read from the file as it is stored, also when compressed. */
  onBytes?(count: number): void;
  onWarning?(text: string): void;
}

/** A cell of this size is not a cell but a quotation mark that was never closed. */
const MAX_RECORD_BYTES = 2_000_000;
/** Longest header line looked at to find the delimiter. */
const MAX_HEADER = 262_144;

/**
 * Open a table of text: comma, semicolon or tab separated, plain or gzip, in UTF-8, UTF-16 or Windows-1252.
 * @throws AppError unreadable_file when it is empty, damaged or not a table.
 */
export async function openTable(file: string, hooks: TableHooks = {}): Promise<Table> {
  const name = path.basename(file);
  const handle = await open(file);
  const { mtime } = await handle.stat();
  const magic = Buffer.alloc(4);
  await handle.read(magic, 0, 4, 0);
  await handle.close();
  if (magic.toString('latin1', 0, 2) === 'PK') {
    throw new AppError('unreadable_file', `${name} is an Excel or ZIP file.`, {
      field: name,
      remedy: 'Save the sheet as CSV, or unpack the archive, and import that.',
    });
  }
  const text = decodedText(file, { isGzip: magic[0] === 0x1f && magic[1] === 0x8b, hooks })[Symbol.asyncIterator]();
  try {
    const head = await readHead(text);
    if (head.trim() === '') throw new AppError('unreadable_file', `${name} is empty.`, { field: name, remedy: 'Export the file again.' });
    const delimiter = delimiterOf(head);
    const source = Readable.from(prepend(head, text), { objectMode: true });
    const parser = parse({
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD_BYTES,
    });
    const records = pipeline(source, parser, () => {})[Symbol.asyncIterator]() as AsyncIterator<ParsedRecord>;
    const header = await records.next();
    if (header.done === true)
      throw new AppError('unreadable_file', `${name} has no header line.`, { field: name, remedy: 'Export the file again.' });
    const columns = header.value.record.map((column) => column.trim());
    const context = { file: name, columns, delimiter, headerLines: header.value.info.lines, fileTime: mtime };
    return { columns, rows: rowsOf(records, context), close: () => source.destroy() };
  } catch (error) {
    throw translate(error, name);
  }
}

interface ParsedRecord {
  record: string[];
  info: Info;
}

async function* rowsOf(
  records: AsyncIterator<ParsedRecord>,
  context: { file: string; columns: string[]; delimiter: string; headerLines: number; fileTime: Date },
): AsyncGenerator<SourceRow | MalformedRow> {
  const { file, fileTime, columns } = context;
  const positions = new Map<string, number>();
  for (const [position, column] of columns.entries())
    if (!positions.has(column.toLowerCase())) positions.set(column.toLowerCase(), position);
  // A file separated by semicolons comes from a place where the comma is the decimal mark.
  const decimal = context.delimiter === ';' ? ',' : '.';
  let lastLine = context.headerLines;
  try {
    for (let next = await records.next(); next.done !== true; next = await records.next()) {
      const { record, info } = next.value;
      const row: SourceRow = { file, line: lastLine + 1, cells: record, columns: positions, decimal, fileTime };
      lastLine = info.lines;
      const isWhole = record.length === columns.length || record.slice(columns.length).every((extra) => extra.trim() === '');
      if (isWhole && record.length >= columns.length) yield row;
      else yield { row, problem: `has ${record.length} cells where the header has ${columns.length}` };
    }
  } catch (error) {
    throw translate(error, file);
  }
}

async function* decodedText(file: string, { isGzip, hooks }: { isGzip: boolean; hooks: TableHooks }): AsyncGenerator<string> {
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hooks.onBytes?.(chunk.length);
      done(null, chunk);
    },
  });
  const source = createReadStream(file);
  const bytes: Readable = isGzip ? pipeline(source, counter, createGunzip(), () => {}) : pipeline(source, counter, () => {});
  const decoding = new TextDecoding((text) => hooks.onWarning?.(text));
  for await (const piece of bytes) yield decoding.decode(piece as Buffer);
  yield decoding.end();
}

/** Text up to and with the first line break outside quotes. */
async function readHead(text: AsyncIterator<string>): Promise<string> {
  let head = '';
  for (let next = await text.next(); next.done !== true; next = await text.next()) {
    head += next.value;
    if (endOfFirstLine(head) !== -1 || head.length > MAX_HEADER) break;
  }
  return head;
}

async function* prepend(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) if (next.value !== '') yield next.value;
}

function endOfFirstLine(text: string): number {
  let isQuoted = false;
  let hasContent = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) {
      if (hasContent) return index;
    } else hasContent = true;
  }
  return -1;
}

/** The delimiter the header line holds most of, outside quotes. */
function delimiterOf(head: string): string {
  const end = endOfFirstLine(head);
  const line = (end === -1 ? head : head.slice(0, end)).replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function translate(error: unknown, name: string): unknown {
  if (isAppError(error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') {
    return new AppError('unreadable_file', `${name} is cut off: the compressed file ends too early.`, {
      cause: error,
      field: name,
      remedy: 'Download it again. What was read before is kept; importing the whole file completes it.',
    });
  }
  if (code?.startsWith('Z_')) {
    return new AppError('unreadable_file', `${name} is damaged: ${message}.`, {
      cause: error,
      field: name,
      remedy: 'Download it again. What was read before is kept; importing the whole file completes it.',
    });
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') {
    const line = (error as { lines?: number }).lines;
    return new AppError(
      'unreadable_file',
      `A quotation mark in ${name} is never closed${line === undefined ? '' : `, in the row before line ${line}`}.`,
      { cause: error, field: name, remedy: 'Close or double the quotation mark, or export the file again.' },
    );
  }
  if (code === 'EISDIR' || code === 'ENOENT' || code === 'EACCES') {
    return new AppError('unreadable_file', `${name} cannot be opened.`, {
      cause: error,
      field: name,
      remedy: 'Check the path and the permission to read it.',
    });
  }
  return error;
}
