import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { AppError } from '@/core/errors';
import type { LabelledText } from '@/core/trust/text/train';

export interface LabelledColumns {
  label?: string | undefined;
  text?: string | undefined;
  /** Value of the label that means fake. */
  fake?: string | undefined;
  /** Texts with the same value here are never learned from and tested on at once. */
  group?: string | undefined;
}

/** Names looked for, in this order, when none is given. */
const LABELS = ['label', 'deceptive', 'class', 'is_fake', 'fake'];
const TEXTS = ['text_', 'text', 'review', 'review_text', 'body', 'content'];
const FAKES = ['cg', 'fake', 'deceptive', 'deceptive_', 'spam', '1', 'true', 'yes', '-1'];

/**
 * Reads labelled texts from a CSV file, gzipped or not. Empty texts are left out.
 * @throws AppError not_found, unreadable_file, missing_column, or invalid_input when no or every label means fake.
 */
export function readLabelledTexts(file: string, columns: LabelledColumns): LabelledText[] {
  const rows = readRows(file);
  const names = Object.keys(rows[0] ?? {});
  const label = columnOf(names, { field: '--label', given: columns.label, known: LABELS });
  const text = columnOf(names, { field: '--text', given: columns.text, known: TEXTS });
  const group = columns.group === undefined ? undefined : columnOf(names, { field: '--group', given: columns.group, known: [] });
  const values = [...new Set(rows.map((row) => row[label] ?? ''))];
  const fake =
    columns.fake ?? FAKES.map((known) => values.find((value) => value.toLowerCase() === known)).find((value) => value !== undefined);
  if (fake === undefined || values.length < 2 || !values.includes(fake))
    throw new AppError(
      'invalid_input',
      `Column "${label}" has the values ${values
        .slice(0, 5)
        .map((value) => `"${value}"`)
        .join(', ')}; which one means fake is not clear.`,
      {
        field: '--fake',
        remedy: 'Name it with --fake.',
      },
    );
  return rows
    .filter((row) => (row[text] ?? '').trim() !== '')
    .map((row) => ({ text: row[text] ?? '', isFake: row[label] === fake, ...(group === undefined ? {} : { group: row[group] ?? '' }) }));
}

function readRows(file: string): Record<string, string>[] {
  if (!existsSync(file))
    throw new AppError('not_found', `There is no file ${file}.`, {
      field: 'file',
      remedy: 'Name a CSV file with a column of texts and one of labels.',
    });
  try {
    const bytes = readFileSync(file);
    const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return parse(isZipped ? gunzipSync(bytes) : bytes, { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    throw new AppError('unreadable_file', `${file} cannot be read as CSV: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      field: 'file',
      remedy: 'Save it as CSV in UTF-8 with a header line, gzipped or not.',
      cause,
    });
  }
}

function columnOf(
  names: readonly string[],
  { field, given, known }: { field: string; given: string | undefined; known: readonly string[] },
): string {
  const wanted = given === undefined ? known : [given];
  for (const name of wanted) {
    const found = names.find((each) => each.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
  }
  throw new AppError('missing_column', `The file has no column "${wanted.join('", "')}"; it has "${names.join('", "')}".`, {
    field,
    remedy: `Name the column with ${field}.`,
  });
}
