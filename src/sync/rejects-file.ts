import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { SourceRow } from '@/connectors/files/row';
import { AppError } from '@/core/errors';

/** Rows that were left out, as a CSV: file, line, column, reason, and the row as it was. Made when the first comes. */
export class RejectsFile {
  readonly path: string;
  count = 0;
  private stream: WriteStream | null = null;
  private failure: Error | null = null;

  constructor(path: string) {
    this.path = path;
  }

  add(row: SourceRow, column: string, reason: string): void {
    if (!this.stream) {
      this.stream = createWriteStream(this.path);
      this.stream.on('error', (error) => (this.failure = error));
      this.stream.write('file,line,column,reason,row\n');
    }
    this.count += 1;
    this.stream.write(`${[row.file, String(row.line), column, reason, row.cells.map(quoted).join(',')].map(quoted).join(',')}\n`);
  }

  /** Wait until the disk has caught up, so that a file full of bad rows does not fill the memory. */
  async settle(): Promise<void> {
    if (this.failure) throw this.unwritable(this.failure);
    if (this.stream?.writableNeedDrain) await once(this.stream, 'drain').catch((error: Error) => Promise.reject(this.unwritable(error)));
  }

  async close(): Promise<void> {
    if (this.stream && !this.failure) {
      this.stream.end();
      if (!this.stream.writableFinished) await once(this.stream, 'finish').catch((error: Error) => (this.failure = error));
    }
    if (this.failure) throw this.unwritable(this.failure);
  }

  private unwritable(cause: Error): AppError {
    return new AppError('invalid_input', `The file of rejected rows ${this.path} cannot be written.`, {
      cause,
      field: 'rejects',
      remedy: 'Name another with --rejects.',
    });
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
