import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@/core/errors';

/** A year of orders of a large shop is some hundred megabytes; above this the command line is the better way. */
const MAX_BYTES = 1024 * 1024 * 1024;
const MAX_FILES = 40;

export interface Upload {
  /** Folder that holds the files and nothing else. */
  folder: string;
  /** Beside it, for what the import writes. */
  rejectsPath: string;
  fields: Record<string, string>;
  remove(): Promise<void>;
}

/**
 * Put the files of a multipart form into a folder of their own. The caller removes it.
 * @throws AppError invalid_input when there is no file, too many or too large ones.
 */
export async function receiveUpload(request: Request): Promise<Upload> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) {
    throw new AppError('invalid_input', 'The files are larger than 1 GB together.', {
      field: 'files',
      remedy: 'Import them on the server with `npx shopiq import`.',
    });
  }
  const form = await request.formData().catch((cause: unknown) => {
    throw new AppError('invalid_input', 'The upload broke off.', { cause, field: 'files', remedy: 'Send the files again.' });
  });
  const files = form.getAll('files').filter((entry) => entry instanceof File);
  if (files.length === 0 || files.length > MAX_FILES) {
    throw new AppError('invalid_input', files.length === 0 ? 'No file was sent.' : `More than ${MAX_FILES} files were sent.`, {
      field: 'files',
      remedy: 'Choose the files of one export.',
    });
  }
  const base = await mkdtemp(path.join(os.tmpdir(), 'shopiq-upload-'));
  const folder = await mkdtemp(path.join(base, 'files-'));
  const remove = (): Promise<void> => rm(base, { recursive: true, force: true });
  try {
    for (const file of files) {
      await pipeline(
        Readable.fromWeb(file.stream() as Parameters<typeof Readable.fromWeb>[0]),
        createWriteStream(path.join(folder, toSafeName(file.name))),
      );
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : [])),
  );
  return { folder, rejectsPath: path.join(base, 'rejects.csv'), fields, remove };
}

/** The last part of a name, without anything a file system could read as a path; formats know files by their names. */
function toSafeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const safe = last
    .replace(/[^\p{L}\p{N}._ ()-]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-120);
  if (!/\.(csv|tsv|txt)(\.gz)?$/i.test(safe)) {
    throw new AppError('unknown_format', `"${last}" is not a text table.`, {
      field: 'files',
      remedy: 'Export or save it as CSV, then import that.',
    });
  }
  return safe;
}
