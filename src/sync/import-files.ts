import path from 'node:path';
import type { FactSink, FileFormat, FileMapper, FormatOptions } from '@/connectors/files/contract';
import { RowProblem, type SourceRow } from '@/connectors/files/row';
import { AppError } from '@/core/errors';
import { isTimeZone } from '@/core/model/calendar';
import { emptyBatch, type FactBatch, type WriteSummary } from '@/core/model/facts';
import type { ProfileId } from '@/core/model/workspace';
import { assignRoles, findFiles, type AssignedFile } from './find-files';
import { openTable } from './read-table';
import { RejectsFile } from './rejects-file';

export interface ImportRequest {
  format: FileFormat;
  /** A file, or a folder of files. */
  path: string;
  timeZone?: string;
  currency?: string;
  /** Column mapping of a format with a free layout; guessed from the header when absent. */
  mapping?: Readonly<Record<string, string>>;
  /** Where rows that were left out go. */
  rejectsPath: string;
}

/** The account and workspace the facts need; both are created when missing. */
export interface ImportTarget {
  marketplace: string;
  accountId: string;
  title: string;
  timeZone: string;
  currency: string;
  profile: ProfileId;
  locale: string;
  weekStart: number;
}

export interface FactWriter {
  write(batch: FactBatch): Promise<WriteSummary>;
}

export interface ImportProgress {
  rowsRead: number;
  bytesRead: number;
  bytesTotal: number;
  ordersWritten: number;
  rejected: number;
}

export interface ImportPorts {
  /** Called once, before the first write. */
  openTarget(target: ImportTarget): Promise<FactWriter>;
  onProgress?(progress: ImportProgress): void;
}

export interface ImportReport {
  files: { file: string; role: string; rows: number }[];
  /** Files of the folder that the format does not know. */
  unused: string[];
  rowsRead: number;
  rejected: number;
  /** Null when nothing was rejected. */
  rejectsPath: string | null;
  /** Orders handed to the store; `changes` says how many of them were new or different. */
  orders: number;
  changes: WriteSummary;
  notes: { text: string; count: number }[];
  mapping: Readonly<Record<string, string>>;
}

/** One transaction per so many orders: small enough to keep memory and lock times low, large enough to be fast. */
const ORDERS_PER_BATCH = 1_000;
const FACTS_PER_BATCH = 5_000;
const PROGRESS_ROWS = 500;

/**
 * Read files of a format and hand their facts over page by page. Memory does not grow with the file. Rows that cannot
 * be read go to the rejects file and the rest is loaded. What was written before an error stays; importing again
 * completes it and changes nothing else.
 * @throws AppError naming the file, column or option at fault.
 */
export async function importFiles(request: ImportRequest, ports: ImportPorts): Promise<ImportReport> {
  const { format } = request;
  const files = await findFiles(format, request.path);
  const options = toOptions(request, files[0]?.columns ?? []);
  const { assigned, unused } = assignRoles(format.rolesFor?.(options) ?? format.roles, files);
  const run = new ImportRun(request, options, ports);
  run.bytesTotal = assigned.reduce((sum, file) => sum + file.bytes, 0);
  try {
    await run.readAll(format.createMapper(options), assigned);
  } finally {
    await run.rejects.close();
  }
  if (run.rowsRead > 0 && run.rejects.count >= run.rowsRead) {
    throw new AppError('no_data', `None of the ${run.rowsRead} rows could be read; ${request.rejectsPath} says why.`, {
      field: 'path',
      remedy: 'Check that the format, --time-zone and --currency fit the file.',
    });
  }
  return run.report(
    unused.map((file) => path.basename(file.path)),
    options.mapping,
  );
}

function toOptions({ format, timeZone, currency, mapping }: ImportRequest, columns: readonly string[]): FormatOptions {
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new AppError('invalid_input', `"${timeZone}" is not a time zone.`, {
      field: 'timeZone',
      remedy: 'Use a name like America/New_York.',
    });
  }
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) {
    throw new AppError('invalid_input', `"${currency}" is not a currency code.`, {
      field: 'currency',
      remedy: 'Use an ISO 4217 code like USD.',
    });
  }
  return {
    timeZone: timeZone ?? format.defaults.timeZone,
    currency: currency ?? format.defaults.currency,
    mapping: mapping ?? format.guessMapping?.(columns) ?? {},
  };
}

class ImportRun {
  readonly rejects: RejectsFile;
  rowsRead = 0;
  bytesTotal = 0;
  private bytesRead = 0;
  private batch = emptyBatch();
  private changes: WriteSummary | null = null;
  private writer: FactWriter | null = null;
  private orders = 0;
  private readonly files: { file: string; role: string; rows: number }[] = [];
  private readonly notes = new Map<string, number>();
  private readonly orderIds = new Set<string>();
  private readonly request: ImportRequest;
  private readonly options: FormatOptions;
  private readonly ports: ImportPorts;
  private readonly sink: FactSink;

  constructor(request: ImportRequest, options: FormatOptions, ports: ImportPorts) {
    this.request = request;
    this.options = options;
    this.ports = ports;
    this.rejects = new RejectsFile(request.rejectsPath);
    this.sink = {
      product: (fact) => this.batch.products.push(fact),
      customer: (fact) => this.batch.customers.push(fact),
      order: (fact) => {
        if (this.orderIds.has(fact.externalId)) this.note('An order appears more than once; the last one counts.');
        this.orderIds.add(fact.externalId);
        this.batch.orders.push(fact);
      },
      review: (fact) => this.batch.reviews.push(fact),
      inventoryLevel: (fact) => this.batch.inventoryLevels.push(fact),
      reject: (row, column, reason) => this.rejects.add(row, column, reason),
      note: (text) => this.note(text),
    };
  }

  async readAll(mapper: FileMapper, files: readonly AssignedFile[]): Promise<void> {
    for (const [index, file] of files.entries()) {
      await this.readFile(mapper, file);
      if (files[index + 1]?.roleId === file.roleId) continue;
      mapper.end(file.roleId, this.sink);
      await this.flush(false);
    }
    await this.flush(true);
    this.ports.onProgress?.(this.progress());
  }

  report(unused: string[], mapping: FormatOptions['mapping']): ImportReport {
    const { files, rowsRead, orders } = this;
    const rejected = this.rejects.count;
    const notes = [...this.notes].map(([text, count]) => ({ text, count }));
    return {
      files,
      unused,
      rowsRead,
      rejected,
      rejectsPath: rejected > 0 ? this.rejects.path : null,
      orders,
      changes: this.changes ?? noChanges(),
      notes,
      mapping,
    };
  }

  private async readFile(mapper: FileMapper, file: AssignedFile): Promise<void> {
    const entry = { file: path.basename(file.path), role: file.roleId, rows: 0 };
    this.files.push(entry);
    const table = await openTable(file.path, {
      onBytes: (count) => (this.bytesRead += count),
      onWarning: (text) => this.note(`${entry.file}: ${text}`),
    });
    for await (const read of table.rows) {
      entry.rows += 1;
      this.rowsRead += 1;
      if ('problem' in read) this.rejects.add(read.row, '', `${read.problem}; the row was left out`);
      else this.readRow(mapper, file.roleId, read);
      if (this.isFull()) await this.flush(false);
      if (this.rowsRead % PROGRESS_ROWS === 0) {
        await this.rejects.settle();
        this.ports.onProgress?.(this.progress());
      }
    }
  }

  private readRow(mapper: FileMapper, roleId: string, row: SourceRow): void {
    try {
      mapper.read(roleId, row, this.sink);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      this.rejects.add(row, error.column, `${error.message}; the row was left out`);
    }
  }

  private isFull(): boolean {
    const { orders, products, customers, reviews, inventoryLevels } = this.batch;
    return (
      orders.length >= ORDERS_PER_BATCH || products.length + customers.length + reviews.length + inventoryLevels.length >= FACTS_PER_BATCH
    );
  }

  /** Write what has gathered; `isLast` also opens the target for a file without facts, so that the shop exists. */
  private async flush(isLast: boolean): Promise<void> {
    const { batch } = this;
    const isEmpty = Object.values(batch).every((facts: unknown[]) => facts.length === 0);
    if (isEmpty && !(isLast && this.writer === null)) return;
    this.writer ??= await this.ports.openTarget(this.target());
    if (isEmpty) return;
    this.batch = emptyBatch();
    this.changes = addChanges(this.changes ?? noChanges(), await this.writer.write(batch));
    this.orders += batch.orders.length;
    this.ports.onProgress?.(this.progress());
  }

  private target(): ImportTarget {
    const { format } = this.request;
    const { marketplace, accountId, title, defaults } = format;
    const currency = this.request.currency ?? this.batch.orders[0]?.currency ?? this.options.currency;
    return {
      marketplace,
      accountId,
      title,
      timeZone: this.options.timeZone,
      currency,
      profile: defaults.profile,
      locale: defaults.locale,
      weekStart: defaults.weekStart,
    };
  }

  private note(text: string): void {
    this.notes.set(text, (this.notes.get(text) ?? 0) + 1);
  }

  private progress(): ImportProgress {
    return {
      rowsRead: this.rowsRead,
      bytesRead: this.bytesRead,
      bytesTotal: this.bytesTotal,
      ordersWritten: this.orders,
      rejected: this.rejects.count,
    };
  }
}

function noChanges(): WriteSummary {
  return {
    products: 0,
    customers: 0,
    orders: 0,
    items: 0,
    ledgerEntries: 0,
    reversals: 0,
    payments: 0,
    shipments: 0,
    reviews: 0,
    inventoryLevels: 0,
  };
}

function addChanges(a: WriteSummary, b: WriteSummary): WriteSummary {
  const sum = { ...a };
  for (const name of Object.keys(sum) as (keyof WriteSummary)[]) sum[name] = a[name] + b[name];
  return sum;
}
