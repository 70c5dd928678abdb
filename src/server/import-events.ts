import type { ImportProgress, ImportReport } from '@/sync/import-files';
import type { Problem } from './route-problem';

/** A file of an upload as it was understood. */
export interface PreviewFile {
  name: string;
  /** What it holds in this format; null: the format does not know it and it will not be read. */
  role: string | null;
  columns: string[];
  /** The first rows, as text. */
  rows: string[][];
}

export interface ImportPreview {
  format: string;
  files: PreviewFile[];
  /** Our field to the file's column; empty for formats with a fixed layout. */
  mapping: Record<string, string>;
  timeZone: string;
  currency: string;
  /** Why the files cannot be imported like this; null: they can. */
  problem: Problem | null;
}

/** One line of the import's answer: newline-delimited JSON, so that the page shows progress as it happens. */
export type ImportEvent =
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'done'; report: Omit<ImportReport, 'rejectsPath'>; rejects: { csv: string; isCut: boolean } | null; ms: number }
  | { type: 'failed'; problem: Problem };
