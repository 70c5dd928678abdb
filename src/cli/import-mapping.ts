import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import type { FileFormat } from '@/connectors/files/contract';
import { GENERIC_FIELDS } from '@/connectors/files/generic-csv/fields';
import { AppError } from '@/core/errors';
import { findFiles } from '@/sync/find-files';

/** @throws AppError when the file is missing or is not an object of texts. */
export async function readMappingFile(path: string): Promise<Record<string, string>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('not_found', `The mapping file ${path} cannot be read.`, { cause, field: 'mapping', remedy: 'Check the path.' });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_input', `The mapping file ${path} is not JSON.`, {
      cause,
      field: 'mapping',
      remedy: 'Write {"orderId": "name of its column", …}.',
    });
  }
  const parsed = z.record(z.string(), z.string()).safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', `The mapping file ${path} is not an object of field and column names.`, {
    field: 'mapping',
    remedy: 'Write {"orderId": "name of its column", …}.',
  });
}

/**
 * The columns a free file was guessed to have, with the person's answers for what is needed and was not found.
 * Without a keyboard nothing is asked.
 */
export async function askMapping(format: FileFormat, path: string): Promise<Record<string, string> | undefined> {
  if (!format.guessMapping) return undefined;
  const columns = (await findFiles(format, path))[0]?.columns ?? [];
  const mapping = format.guessMapping(columns);
  const needed = GENERIC_FIELDS.filter(
    (field) => mapping[field.id] === undefined && (field.isRequired || (field.id === 'unitPrice' && mapping['lineTotal'] === undefined)),
  );
  if (needed.length === 0 || !process.stdin.isTTY) return mapping;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const list = columns.map((column, index) => `  ${index + 1}. ${column}`).join('\n');
    for (const field of needed) {
      const answer = (await prompt.question(`Which column is ${field.id}: ${field.description}?\n${list}\nNumber or name: `)).trim();
      const column = columns[Number(answer) - 1] ?? columns.find((name) => name.toLowerCase() === answer.toLowerCase());
      if (column !== undefined) mapping[field.id] = column;
    }
  } finally {
    prompt.close();
  }
  return mapping;
}
