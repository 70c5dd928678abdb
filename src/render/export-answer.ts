import type { Artifact, Table } from '@/core/artifact/artifact';
import { BYTE_ORDER_MARK, definitionsToCsv, toCsv } from '@/core/artifact/csv';
import { pictureNote } from '@/core/artifact/facts';
import { toFileName } from '@/core/artifact/file-name';
import { AppError } from '@/core/errors';
import { isDrawable, renderChartPng, type ImageFrame } from './chart-image';
import { renderXlsx } from './xlsx';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'png'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The part of a CSV export that says what the figures mean, in place of a table's id. */
const DEFINITIONS = 'definitions';

export interface ExportRequest {
  format: ExportFormat;
  /** CSV: id of a table, or "definitions"; PNG: id of a chart. The first one when not given. A workbook holds all. */
  part?: string | undefined;
  /** Formats of an answer without a language of its own. */
  locale: string;
  theme?: ImageFrame['theme'] | undefined;
}

export interface ExportedFile {
  /** With its ending. */
  name: string;
  contentType: string;
  content: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
};

/**
 * An answer as a file: one table as CSV, its definitions as CSV, all of it as a workbook, or one chart as a picture.
 * @throws AppError not_found when the answer has no such table or chart.
 */
export async function exportAnswer(artifact: Artifact, request: ExportRequest): Promise<ExportedFile> {
  const { format } = request;
  const { title, content } = await CONTENTS[format](artifact, { ...request, locale: artifact.locale ?? request.locale });
  return { name: `${toFileName(title)}.${format}`, contentType: TYPES[format], content: new Uint8Array(content) };
}

interface Content {
  title: string;
  content: Uint8Array;
}

const CONTENTS: Readonly<Record<ExportFormat, (artifact: Artifact, request: ExportRequest) => Content | Promise<Content>>> = {
  csv: csvOf,
  xlsx: async (artifact, { locale }) => {
    if (artifact.tables.length === 0) throw missing('table', 'xlsx');
    return { title: artifact.title, content: await renderXlsx(artifact, locale) };
  },
  png: pngOf,
};

function csvOf(artifact: Artifact, { part, locale }: ExportRequest): Content {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(BYTE_ORDER_MARK + text);
  if (part === DEFINITIONS) return { title: `${artifact.title} ${DEFINITIONS}`, content: bytes(definitionsToCsv(artifact, locale)) };
  const table = part === undefined ? artifact.tables[0] : artifact.tables.find(({ id }) => id === part);
  if (!table) throw missing('table', 'csv');
  return { title: table.title, content: bytes(toCsv(table)) };
}

function pngOf(artifact: Artifact, { part, locale, theme = 'light' }: ExportRequest): Content {
  const tableOf = (tableId: string): Table | undefined => artifact.tables.find(({ id }) => id === tableId);
  const chart = artifact.charts.find((candidate) => {
    const table = tableOf(candidate.tableId);
    return (part === undefined || candidate.id === part) && table !== undefined && isDrawable(candidate, table);
  });
  const table = chart && tableOf(chart.tableId);
  const content = chart && table ? renderChartPng(chart, table, { theme, locale, note: pictureNote(artifact, table.id, locale) }) : null;
  if (!chart || !content) throw missing('chart', 'png');
  return { title: chart.title, content };
}

function missing(what: 'table' | 'chart', format: ExportFormat): AppError {
  return new AppError('not_found', `This answer has no such ${what}.`, {
    field: 'part',
    remedy: what === 'chart' ? 'Export its table as csv or xlsx.' : `Ask a question whose answer has a table, then export it as ${format}.`,
  });
}
