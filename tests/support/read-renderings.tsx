import { createElement, type ReactElement } from 'react';
import { parse } from 'csv-parse/sync';
import { renderToStaticMarkup } from 'react-dom/server';
import readExcelFile from 'read-excel-file/node';
import type { Artifact, Column, Table } from '@/core/artifact/artifact';
import { toCsv } from '@/core/artifact/csv';
import { withoutUnseen, withPlainDigits } from '@/core/artifact/plain-text';
import { renderEmail } from '@/render/email/render-email';
import { toSlackParts } from '@/render/slack-blocks';
import { renderTerminal } from '@/render/terminal';
import { renderXlsx } from '@/render/xlsx';
import { DataTable } from '@/ui/answer/data-table';
import { Prose } from '@/ui/answer/prose';
import { MARK } from './artifacts';

/** What a rendering shows of a table, as it stands there. */
export interface ReadTable {
  rows: unknown[][];
  totals: unknown[] | null;
}

export interface Reading {
  tables: ReadTable[];
  /** The words between the marks of the prose; null where a rendering has none. */
  prose: string[] | null;
}

export interface Rendering {
  name: string;
  /** How much of a table it shows. */
  shows(table: Table): { rows: number; columns: number; totals: boolean };
  read(artifact: Artifact): Promise<Reading>;
  /** What a cell of it means as a number. */
  toNumber(shown: unknown, column: Column, locale: string): number | null;
  /** True when it keeps every digit. */
  isExact: boolean;
}

const MAIL = { rows: 12, columns: 4 };
const all = (table: Table): { rows: number; columns: number; totals: boolean } => ({
  rows: table.rows.length,
  columns: table.columns.length,
  totals: table.totals !== undefined && table.rows.length > 1,
});

/** Every rendering of an answer, one entry each. */
export const RENDERINGS: readonly Rendering[] = [
  {
    name: 'the page',
    shows: (table) => ({ ...all(table), rows: table.rows.length <= 15 ? table.rows.length : 12 }),
    read: readPage,
    toNumber: parseShown,
    isExact: false,
  },
  { name: 'mail, HTML', shows: inMail, read: readMailHtml, toNumber: parseShown, isExact: false },
  {
    name: 'mail, text',
    shows: (table) => ({ ...all(table), rows: inMail(table).rows }),
    read: readMailText,
    toNumber: parseShown,
    isExact: false,
  },
  {
    name: 'Slack',
    shows: (table) => ({ ...all(table), rows: isSaidInSlack(table) ? 0 : Math.min(60, table.rows.length), totals: false }),
    read: readSlack,
    toNumber: parseShown,
    isExact: false,
  },
  { name: 'terminal', shows: all, read: readTerminal, toNumber: parseShown, isExact: false },
  { name: 'CSV', shows: (table) => ({ ...all(table), totals: false }), read: readCsv, toNumber: parsePlain, isExact: true },
  { name: 'XLSX', shows: all, read: readXlsx, toNumber: parseTyped, isExact: true },
];

function inMail(table: Table): ReturnType<Rendering['shows']> {
  const whole = all(table);
  return { ...whole, rows: Math.min(MAIL.rows, whole.rows), columns: Math.min(MAIL.columns, whole.columns) };
}

/** A number as people read it, in the writing of a locale: percent as a fraction, an en dash as nothing. */
export function parseShown(shown: unknown, column: Column, locale: string): number | null {
  const text = withPlainDigits(withoutUnseen(String(shown)));
  if (text.trim() === '\u2013') return null;
  const parts = new Intl.NumberFormat(locale).formatToParts(-1_234_567.8);
  const group = parts.find(({ type }) => type === 'group')?.value ?? '';
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
  const digits = text.replace(/\s/g, '').replaceAll(group.trim() === '' ? '\u0000' : group, '');
  const match = new RegExp(`\\d+(?:[${decimal}]\\d+)?`).exec(digits);
  if (!match) throw new Error(`"${text}" holds no number`);
  const value = Number(match[0].replace(decimal, '.')) * (/[-\u2212]/.test(digits) ? -1 : 1);
  return column.unit === 'ratio' ? value / 100 : value;
}

function parsePlain(shown: unknown): number | null {
  return shown === '' ? null : Number(shown);
}

function parseTyped(shown: unknown): number | null {
  if (shown === null || typeof shown === 'number') return shown;
  throw new Error(`${JSON.stringify(shown)} is no number`);
}

async function readPage(artifact: Artifact): Promise<Reading> {
  const locale = artifact.locale ?? 'en-US';
  const html = (element: ReactElement): string => renderToStaticMarkup(element);
  const prose = html(createElement(Prose, { prose: artifact.prose, artifact, locale, onShowHow: () => {} }));
  return {
    tables: artifact.tables.flatMap((table) => readHtmlTables(html(createElement(DataTable, { table, locale })))),
    prose: betweenMarks(toWords(prose)),
  };
}

async function readMailHtml(artifact: Artifact): Promise<Reading> {
  const { html } = await mailOf(artifact);
  const tables = html.match(/<table[^>]*class="d t"[\s\S]*?<\/table>/g) ?? [];
  return { tables: tables.flatMap(readHtmlTables), prose: betweenMarks(toWords(html)) };
}

async function readMailText(artifact: Artifact): Promise<Reading> {
  const { text } = await mailOf(artifact);
  return { tables: readTextTables(text), prose: betweenMarks(text) };
}

// Pictures are looked at by their own test; here they would be drawn twice for each answer.
const mailOf = (artifact: Artifact): ReturnType<typeof renderEmail> =>
  renderEmail({
    subject: 'Figures',
    preheader: '',
    sections: [{ ...artifact, charts: [] }],
    footer: { reason: 'You asked for it.', links: [] },
    locale: 'en-US',
    baseUrl: 'https://shop.example',
  });

/** Tables as their blocks, of which a long one has several, each with its header. */
async function readSlack(artifact: Artifact): Promise<Reading> {
  const parts = toSlackParts({ ...artifact, charts: [] }, { locale: 'en-US', nowMs: 0, openUrl: 'https://shop.example/c/1' });
  const blocks = parts.flatMap((part) => (part.kind === 'message' ? part.blocks : []));
  const tables: ReadTable[] = [];
  let isTitled = false;
  for (const block of blocks) {
    if (block.type === 'context') isTitled = true;
    if (block.type !== 'table') continue;
    const rows = block.rows.slice(1).map((row) => row.map((cell) => ('text' in cell ? cell.text : '')));
    if (isTitled) tables.push({ rows, totals: null });
    else tables.at(-1)?.rows.push(...rows);
    isTitled = false;
  }
  return {
    tables,
    prose: betweenMarks(
      blocks
        .filter(({ type }) => type === 'rich_text')
        .flatMap(everyText)
        .join(''),
    ),
  };
}

/** One figure needs no table: the sentence says it. */
const isSaidInSlack = ({ rows, columns }: Table): boolean => rows.length === 0 || (rows.length === 1 && columns.length <= 2);

/** The words anywhere in a block, in their order. */
function everyText(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('text' in node && typeof node.text === 'string') return [node.text];
  return Object.values(node).flatMap(everyText);
}

async function readTerminal(artifact: Artifact): Promise<Reading> {
  const text = renderTerminal(artifact, 'en-US');
  return { tables: readTextTables(text), prose: betweenMarks(text) };
}

async function readCsv(artifact: Artifact): Promise<Reading> {
  const tables = artifact.tables.map((table) => ({ rows: (parse(toCsv(table)) as string[][]).slice(1), totals: null }));
  return { tables, prose: null };
}

async function readXlsx(artifact: Artifact): Promise<Reading> {
  const sheets = await readExcelFile(Buffer.from(await renderXlsx(artifact, 'en-US')));
  const tables = sheets.slice(0, -1).map(({ data }) => {
    const rows = data.slice(1);
    const hasTotals = rows.at(-1)?.[0] === 'All';
    return { rows: hasTotals ? rows.slice(0, -1) : rows, totals: hasTotals ? (rows.at(-1) ?? null) : null };
  });
  return { tables, prose: null };
}

const betweenMarks = (text: string): string[] => text.split(MARK).slice(1, -1);

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'", nbsp: '\u00a0' };
const toWords = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&([#\w]+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

function readHtmlTables(html: string): ReadTable[] {
  return (html.match(/<table[\s\S]*?<\/table>/g) ?? []).map((table) => {
    const linesIn = (part: string): string[][] =>
      (new RegExp(`<${part}>([\\s\\S]*?)</${part}>`).exec(table)?.[1]?.match(/<tr[\s\S]*?<\/tr>/g) ?? []).map((line) =>
        [...line.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map((match) => toWords(match[1] ?? '')),
      );
    return { rows: linesIn('tbody'), totals: linesIn('tfoot')[0] ?? null };
  });
}

/** Tables of aligned text: the first line of dashes says where columns begin and end, a second one that totals follow. */
function readTextTables(text: string): ReadTable[] {
  const blocks = text.split('\n\n').filter((block) => /^-+(?: {2}-+)*$/m.test(block));
  return blocks.map((block) => {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => /^-+(?: {2}-+)*$/.test(line));
    const rule = lines[at] ?? '';
    const columns = [...rule.matchAll(/-+/g)].map((match) => [match.index, match.index + match[0].length] as const);
    const cells = (line: string): string[] => columns.map(([from, to]) => line.slice(from, to).trim());
    const body = lines.slice(at + 1).filter((line) => !line.startsWith('... '));
    const end = body.indexOf(rule);
    return { rows: (end < 0 ? body : body.slice(0, end)).map(cells), totals: end < 0 ? null : cells(body[end + 1] ?? '') };
  });
}
