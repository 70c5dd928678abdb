import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { FileFormat } from '@/connectors/files/contract';
import { FILE_FORMATS, getFileFormatOrThrow } from '@/connectors/files/registry';
import { AppError } from '@/core/errors';
import type { Workspace } from '@/core/model/workspace';
import { ensureConnection, markSynced } from '@/store/connections';
import { writeFacts } from '@/store/write-facts';
import { assignRoles, findFiles, type FoundFile } from '@/sync/find-files';
import { importFiles, type ImportRequest } from '@/sync/import-files';
import { openTable } from '@/sync/read-table';
import type { Container } from './container';
import type { ImportEvent, ImportPreview, PreviewFile } from './import-events';
import { toProblem } from './route-problem';
import type { Upload } from './upload';

const PREVIEW_ROWS = 8;
/** Rejected rows beyond this size would make the answer heavier than the file; the first ones show what is wrong. */
const MAX_REJECTS_BYTES = 5 * 1024 * 1024;

const optionsSchema = z.object({
  format: z.string().optional(),
  timeZone: z.string().optional(),
  currency: z.string().optional(),
  mapping: z.record(z.string(), z.string()).optional(),
});
type Options = z.infer<typeof optionsSchema>;

function readOptions(fields: Record<string, string>): Options {
  try {
    return optionsSchema.parse({ ...fields, ...(fields['mapping'] ? { mapping: JSON.parse(fields['mapping']) as unknown } : {}) });
  } catch (cause) {
    throw new AppError('invalid_input', 'The mapping of columns is not valid.', {
      cause,
      field: 'mapping',
      remedy: 'Choose the columns again.',
    });
  }
}

/** How the files would be read: the format they look like, the first rows, and the columns found. */
export async function previewUpload(upload: Upload, workspace: Workspace): Promise<ImportPreview> {
  const wanted = readOptions(upload.fields);
  const format = wanted.format ? getFileFormatOrThrow(wanted.format) : await recognise(upload.folder);
  const found = await findFiles(format, upload.folder);
  const timeZone = wanted.timeZone ?? workspace.timeZone;
  const currency = wanted.currency ?? workspace.currency;
  const mapping = wanted.mapping ?? format.guessMapping?.(found[0]?.columns ?? []) ?? {};
  const roles = format.rolesFor?.({ timeZone, currency, mapping }) ?? format.roles;
  const roleOf = new Map<string, string>();
  let problem: ImportPreview['problem'] = null;
  try {
    for (const file of assignRoles(roles, found).assigned) roleOf.set(file.path, file.roleId);
    format.createMapper({ timeZone, currency, mapping });
  } catch (error) {
    problem = toProblem(error);
  }
  const files = await Promise.all(found.map((file) => toPreviewFile(file, roleOf.get(file.path) ?? null)));
  return { format: format.id, files, mapping, timeZone, currency, problem };
}

/** The first format that knows every file it needs; a free layout when none does. */
async function recognise(folder: string): Promise<FileFormat> {
  for (const format of FILE_FORMATS.filter((candidate) => candidate.guessMapping === undefined)) {
    try {
      assignRoles(format.roles, await findFiles(format, folder));
      return format;
    } catch {
      // Not this one.
    }
  }
  const free = FILE_FORMATS.find((format) => format.guessMapping !== undefined);
  if (!free) throw new AppError('unknown_format', 'No format fits these files.', { field: 'format', remedy: 'Choose a format.' });
  return free;
}

async function toPreviewFile(file: FoundFile, role: string | null): Promise<PreviewFile> {
  const table = await openTable(file.path);
  const rows: string[][] = [];
  for await (const read of table.rows) {
    rows.push([...('problem' in read ? read.row.cells : read.cells)]);
    if (rows.length >= PREVIEW_ROWS) break;
  }
  table.close();
  return { name: path.basename(file.path), role, columns: [...file.columns], rows };
}

/**
 * Import the files into the workspace, telling how far it is as newline-delimited JSON; the last line is `done` or
 * `failed`. What was written before a failure stays, and importing again completes it. Removes the upload.
 */
export function streamImport(container: Container, workspace: Workspace, upload: Upload): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      const send = (event: ImportEvent): void => {
        try {
          controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
        } catch {
          // The page was closed. The import goes on, so that the data is whole when the person comes back.
        }
      };
      try {
        send(await runImport(container, { workspace, upload, send }));
      } catch (error) {
        const problem = toProblem(error);
        container.logger[problem.status >= 500 ? 'error' : 'warn']({ err: error, workspaceId: workspace.id }, 'import failed');
        send({ type: 'failed', problem });
      } finally {
        await upload.remove();
        try {
          controller.close();
        } catch {
          // Closed by the reader already.
        }
      }
    },
  });
}

async function runImport(
  container: Container,
  { workspace, upload, send }: { workspace: Workspace; upload: Upload; send(event: ImportEvent): void },
): Promise<ImportEvent> {
  const { db, clock } = container;
  const options = readOptions(upload.fields);
  const startedAt = performance.now();
  const request: ImportRequest = {
    format: getFileFormatOrThrow(options.format ?? ''),
    path: upload.folder,
    rejectsPath: upload.rejectsPath,
    timeZone: options.timeZone ?? workspace.timeZone,
    currency: options.currency ?? workspace.currency,
    ...(options.mapping === undefined ? {} : { mapping: options.mapping }),
  };
  let connectionId: string | null = null;
  const { rejectsPath, ...report } = await importFiles(request, {
    openTarget: async ({ marketplace, accountId, title, timeZone, currency }) => {
      const connection = await ensureConnection(db, workspace.id, { marketplace, accountId, name: title, timeZone, currency });
      connectionId = connection.id;
      return { write: (batch) => writeFacts(db, { workspaceId: workspace.id, connection }, batch) };
    },
    onProgress: (progress) => send({ type: 'progress', progress }),
  });
  if (connectionId !== null) {
    await markSynced(db, workspace.id, connectionId, clock.now());
    await container.settle(workspace.id);
  }
  return {
    type: 'done',
    report,
    rejects: rejectsPath === null ? null : await readRejects(rejectsPath),
    ms: Math.round(performance.now() - startedAt),
  };
}

async function readRejects(file: string): Promise<{ csv: string; isCut: boolean }> {
  const { size } = await stat(file);
  if (size <= MAX_REJECTS_BYTES) return { csv: await readFile(file, 'utf8'), isCut: false };
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_REJECTS_BYTES), 0, MAX_REJECTS_BYTES, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    return { csv: text.slice(0, text.lastIndexOf('\n') + 1), isCut: true };
  } finally {
    await handle.close();
  }
}
