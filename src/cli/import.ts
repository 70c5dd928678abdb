import path from 'node:path';
import type { Command } from 'commander';
import { FILE_FORMATS, getFileFormatOrThrow } from '@/connectors/files/registry';
import { AppError, isAppError } from '@/core/errors';
import type { Clock } from '@/platform/clock';
import type { Database } from '@/store/client';
import { ensureConnection, markSynced } from '@/store/connections';
import { ensureWorkspace } from '@/store/workspaces';
import { writeFacts, type WriteTarget } from '@/store/write-facts';
import { importFiles, type FactWriter, type ImportReport, type ImportTarget } from '@/sync/import-files';
import { explainFormat } from './import-explain';
import { askMapping, readMappingFile } from './import-mapping';
import { processTerminal, showProgress, type Terminal } from './import-progress';

export interface ImportDeps {
  db: Database;
  clock: Clock;
  settle(workspaceId: string): Promise<void>;
}

interface ImportFlags {
  workspace?: string;
  mapping?: string;
  timeZone?: string;
  currency?: string;
  rejects?: string;
  json?: boolean;
  explain?: boolean;
}

/**
 * Add `shopiq import`. The database is opened only when the command runs.
 * Exit code 1 when the import fails; rejected rows alone leave it 0 and are reported.
 */
export function registerImport(program: Command, open: () => Promise<ImportDeps>, terminal: Terminal = processTerminal): void {
  program
    .command('import')
    .description('Load orders, products and reviews from exported files.')
    .argument('<format>', `one of ${FILE_FORMATS.map((format) => format.id).join(', ')}`)
    .argument('[path]', 'a file, plain or gzip, or a folder of files')
    .option('-w, --workspace <slug>', 'workspace to load into, created when missing (default: the name of the marketplace)')
    .option('--mapping <file>', 'JSON file that names the columns of a generic CSV')
    .option('--time-zone <zone>', 'zone of times that state none, like America/New_York')
    .option('--currency <code>', 'currency of amounts that state none, like USD')
    .option('--rejects <file>', 'where rows that cannot be read go', 'rejects.csv')
    .option('--json', 'print the result as JSON')
    .option('--explain', 'say how the format is read, and read nothing')
    .action(async (formatId: string, target: string | undefined, flags: ImportFlags) => {
      try {
        if (flags.explain === true) terminal.out(explainFormat(getFileFormatOrThrow(formatId)));
        else await runImport({ formatId, target: assertPath(target), flags }, open, terminal);
      } catch (error) {
        if (!isAppError(error)) throw error;
        printError(error, flags.json === true, terminal);
        process.exitCode = 1;
      }
    });
}

function assertPath(target: string | undefined): string {
  if (target !== undefined) return target;
  throw new AppError('invalid_input', 'There is no file or folder to import.', {
    field: 'path',
    remedy: 'Name it after the format: shopiq import shopify-orders orders.csv.',
  });
}

/** Import and report; also what the benchmark measures. */
export async function runImport(
  { formatId, target, flags }: { formatId: string; target: string; flags: ImportFlags },
  open: () => Promise<ImportDeps>,
  terminal: Terminal,
): Promise<ImportReport> {
  const format = getFileFormatOrThrow(formatId);
  const mapping = flags.mapping === undefined ? await askMapping(format, target) : await readMappingFile(flags.mapping);
  const deps = await open();
  const slug = flags.workspace ?? format.marketplace;
  const startedAt = performance.now();
  const progress = showProgress(terminal, () => performance.now());
  const opened: { target?: WriteTarget } = {};
  try {
    const report = await importFiles(
      {
        format,
        path: target,
        rejectsPath: path.resolve(flags.rejects ?? 'rejects.csv'),
        ...(mapping === undefined ? {} : { mapping }),
        ...(flags.timeZone === undefined ? {} : { timeZone: flags.timeZone }),
        ...(flags.currency === undefined ? {} : { currency: flags.currency.toUpperCase() }),
      },
      {
        openTarget: async (settings) => {
          opened.target = await openTarget(deps.db, slug, settings);
          return writerOf(deps.db, opened.target);
        },
        onProgress: (now) => progress.update(now),
      },
    );
    if (opened.target) {
      await markSynced(deps.db, opened.target.workspaceId, opened.target.connection.id, deps.clock.now());
      await deps.settle(opened.target.workspaceId);
    }
    progress.done();
    const ms = Math.round(performance.now() - startedAt);
    terminal.out(
      flags.json === true ? `${JSON.stringify({ status: 'imported', workspace: slug, ...report, ms })}\n` : summaryText(slug, report, ms),
    );
    return report;
  } finally {
    progress.done();
  }
}

/** The workspace and the connection the facts go to, created when missing and otherwise left as they are. */
async function openTarget(db: Database, slug: string, target: ImportTarget): Promise<WriteTarget> {
  const { profile, timeZone, currency, locale, weekStart, marketplace, accountId, title } = target;
  const workspace = await ensureWorkspace(db, slug, { name: slug, profile, timeZone, currency, locale, weekStart, isDemo: false });
  const connection = await ensureConnection(db, workspace.id, { marketplace, accountId, name: title, timeZone, currency });
  return { workspaceId: workspace.id, connection };
}

function writerOf(db: Database, target: WriteTarget): FactWriter {
  return { write: (batch) => writeFacts(db, target, batch) };
}

function summaryText(slug: string, report: ImportReport, ms: number): string {
  const number = (value: number): string => value.toLocaleString('en-US');
  const { changes } = report;
  const lines = [
    `Read ${number(report.rowsRead)} rows of ${report.files.length} file${report.files.length === 1 ? '' : 's'} in ${(ms / 1000).toFixed(1)} s into the workspace "${slug}".`,
    `New or changed: ${number(changes.orders)} orders, ${number(changes.items)} lines, ${number(changes.products)} products, ${number(changes.customers)} customers, ` +
      `${number(changes.payments)} payments, ${number(changes.shipments)} shipments, ${number(changes.reviews)} reviews, ${number(changes.inventoryLevels)} stock levels, ` +
      `${number(changes.ledgerEntries)} ledger entries, ${number(changes.reversals)} corrections.`,
  ];
  if (report.orders > changes.orders) lines.push(`${number(report.orders - changes.orders)} orders were already stored as they are.`);
  for (const note of report.notes) lines.push(`Note${note.count > 1 ? ` (${number(note.count)} times)` : ''}: ${note.text}`);
  if (report.unused.length > 0) lines.push(`Not read, because the format does not know them: ${report.unused.join(', ')}.`);
  if (report.rejected > 0)
    lines.push(`${number(report.rejected)} rows could not be read and were left out; ${report.rejectsPath ?? ''} says why.`);
  return `${lines.join('\n')}\n`;
}

function printError(error: AppError, isJson: boolean, terminal: Terminal): void {
  const { code, message, field, remedy } = error;
  if (isJson) terminal.out(`${JSON.stringify({ status: 'error', code, message, field, remedy })}\n`);
  else terminal.err(`${error.toString()}\n`);
}
