import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileFormat, FileRole } from '@/connectors/files/contract';
import { AppError } from '@/core/errors';
import { openTable } from './read-table';

export interface FoundFile {
  path: string;
  bytes: number;
  columns: readonly string[];
}

export interface AssignedFile extends FoundFile {
  roleId: string;
}

/**
 * The tables at a path: one file, or those of a folder, by name.
 * @throws AppError not_found, unreadable_file.
 */
export async function findFiles(format: FileFormat, target: string): Promise<FoundFile[]> {
  const info = await stat(target).catch((cause: unknown) => {
    throw new AppError('not_found', `${target} does not exist.`, { cause, field: 'path', remedy: 'Check the path.' });
  });
  const isUsed = (name: string): boolean => /\.(csv|tsv|txt)(\.gz)?$/i.test(name) && format.ignoredFileName?.test(name) !== true;
  const paths = info.isDirectory()
    ? (await readdir(target))
        .filter(isUsed)
        .sort()
        .map((name) => path.join(target, name))
    : [target];
  if (paths.length === 0) {
    throw new AppError('not_found', `The folder ${target} holds no CSV files.`, {
      field: 'path',
      remedy: 'Give the folder with the export, or one file.',
    });
  }
  const found: FoundFile[] = [];
  for (const file of paths) {
    const table = await openTable(file);
    table.close();
    found.push({ path: file, bytes: (await stat(file)).size, columns: table.columns });
  }
  return found;
}

/**
 * Tell which file plays which role, in reading order.
 * @throws AppError missing_column naming every column that is missing; not_found naming the role without a file.
 */
export function assignRoles(roles: readonly FileRole[], files: readonly FoundFile[]): { assigned: AssignedFile[]; unused: FoundFile[] } {
  const assigned: AssignedFile[] = [];
  const unused: FoundFile[] = [];
  for (const file of files) {
    const role =
      roles.find((candidate) => candidate.fileName?.test(path.basename(file.path))) ??
      roles.find((candidate) => missingColumns(candidate, file).length === 0);
    if (role) {
      assertColumns(role, file);
      assigned.push({ ...file, roleId: role.id });
    } else unused.push(file);
  }
  const lacking = roles.find((role) => role.isRequired && !assigned.some((file) => file.roleId === role.id));
  const [likely] = [...unused]
    .flatMap((file) => roles.map((role) => ({ file, role, missing: missingColumns(role, file).length })))
    .sort((a, b) => a.missing - b.missing);
  if (likely && (assigned.length === 0 || (lacking && lacking.fileName === undefined))) assertColumns(likely.role, likely.file);
  if (lacking) {
    throw new AppError('not_found', `There is no file with the ${lacking.id} of this format.`, {
      field: 'path',
      remedy: `Add the file with the columns ${lacking.requiredColumns.join(', ')}.`,
    });
  }
  const order = roles.map((role) => role.id);
  return { assigned: assigned.sort((a, b) => order.indexOf(a.roleId) - order.indexOf(b.roleId)), unused };
}

function missingColumns(role: FileRole, file: FoundFile): string[] {
  const present = new Set(file.columns.map((column) => column.toLowerCase()));
  return role.requiredColumns.filter((column) => !present.has(column.trim().toLowerCase()));
}

function assertColumns(role: FileRole, file: FoundFile): void {
  const missing = missingColumns(role, file);
  if (missing.length === 0) return;
  throw new AppError(
    'missing_column',
    `${path.basename(file.path)} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
    {
      field: missing[0] ?? 'columns',
      remedy: `It has: ${file.columns.slice(0, 40).join(', ')}. Export it again with all columns, or choose another format.`,
    },
  );
}
