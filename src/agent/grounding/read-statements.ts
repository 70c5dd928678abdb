import type { Artifact, Column, Row, Table } from '@/core/artifact/artifact';
import { isAllowed } from './allowances';
import type { Claim, Evidence, Figure, NumberMention, Statement } from './contract';
import { findMeasures } from './measures';
import { findMembers, indexMembers } from './members';
import { findNumberWords } from './number-words';
import { CLOCK, findNumerals } from './numerals';
import { blank, splitSentences, toPlain } from './sentences';
import { findTimes } from './times';

const REFERENCE = /\[\[([\w-]+)\/(\d+|total)\/([\w.-]+)\]\]/g;

/** Every sentence of a text with the figures, numbers, names, dates and measures in it. */
export function readStatements(prose: string, evidence: Evidence): Statement[] {
  const index = indexMembers(evidence);
  const names = findMembers(toPlain(prose), index);
  const isName = (at: number): boolean => names.some((name) => at >= name.start && at < name.end);
  const figures = allFigures(evidence);
  return splitSentences(prose, isName).map(({ text, offset }): Statement => {
    const plain = toPlain(text);
    const members = findMembers(plain, index);
    const withoutNames = blank(plain, members);
    const times = findTimes(withoutNames, evidence);
    const clocks = [...withoutNames.matchAll(CLOCK)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
    const words = blank(blank(withoutNames, times), clocks);
    const numerals = findNumerals(words, evidence.locale);
    const numbers = [...numerals, ...findNumberWords(blank(words, numerals), evidence.locale)].sort((a, b) => a.start - b.start);
    const statement: Statement = {
      offset,
      text,
      plain,
      claims: readReferences(text, evidence),
      numbers,
      members,
      times,
      measures: findMeasures(withoutNames),
    };
    const claims = numbers
      // "Two things", "top 10": numbers that state no figure are about no row.
      .filter((number) => number.form !== 'part' && number.form !== 'multiple' && !isAllowed(number, statement, evidence))
      .map(({ start, end, text: written, ...number }): Claim => {
        const cells = cellsOf({ start, end, text: written, ...number }, figures);
        return { kind: 'number', start, end, text: written, cells };
      });
    return { ...statement, claims: [...statement.claims, ...claims].sort((a, b) => a.start - b.start) };
  });
}

/** Cells a number can stand for; those whose unit fits it, when there are any. */
function cellsOf(number: NumberMention, figures: readonly Figure[]): Figure[] {
  const said = figures.filter((cell) => isSaid(number, cell));
  const fitting = said.filter((cell) => isUnitRight(number, cell.column));
  return fitting.length > 0 ? fitting : said;
}

function readReferences(text: string, evidence: Evidence): Claim[] {
  return [...text.matchAll(REFERENCE)].map((match): Claim => {
    const table = evidence.tables.find((candidate) => candidate.id === match[1]);
    const column = table?.columns.find((candidate) => candidate.id === match[3]);
    const row = match[2] === 'total' ? 'total' : Number(match[2]);
    const value = table && column ? (row === 'total' ? table.totals : table.rows[row])?.[column.id] : undefined;
    const cells =
      table && column && value !== undefined ? [{ table, column, row, value, provenance: provenanceOf(evidence, table) } as const] : [];
    return { kind: 'reference', start: match.index, end: match.index + match[0].length, text: match[0], cells };
  });
}

export function provenanceOf(evidence: Pick<Evidence, 'provenance'>, table: Table): Artifact['provenance'][number] | undefined {
  return evidence.provenance.find((entry) => entry.tableIds.includes(table.id));
}

const figuresOf = new WeakMap<Evidence['tables'], Figure[]>();

/** Every cell with a number in it. Read once: rules ask for it again and again. */
export function allFigures(evidence: Evidence): Figure[] {
  const known = figuresOf.get(evidence.tables);
  if (known) return known;
  const figures = evidence.tables.flatMap((table) => tableFigures(table, provenanceOf(evidence, table)));
  figuresOf.set(evidence.tables, figures);
  return figures;
}

function tableFigures(table: Table, provenance: Figure['provenance']): Figure[] {
  const rows: [number | 'total', Row][] = table.rows.map((row, index) => [index, row]);
  if (table.totals) rows.push(['total', table.totals]);
  return rows.flatMap(([row, values]) =>
    table.columns.flatMap((column): Figure[] => {
      const value = values[column.id];
      return typeof value === 'number' ? [{ table, row, column, value, provenance }] : [];
    }),
  );
}

/** True when a number as written is the cell's value at the written rounding, whatever its unit. */
export function isSaid(number: NumberMention, { value, column }: Figure): boolean {
  if (typeof value !== 'number') return false;
  // A minus may be said in words ("fell by 10"), never added.
  if (number.isNegative && value > 0) return false;
  const shown = column.unit === 'ratio' && number.isPercent ? value * 100 : value;
  const slack = number.tolerance + 1e-9 * Math.max(1, Math.abs(shown));
  return Math.abs(Math.abs(shown) - Math.abs(number.value)) <= slack;
}

/** Units a number may be written in, given its column. */
export function isUnitRight(number: NumberMention, column: Column): boolean {
  if (number.isPercent !== (column.unit === 'ratio')) return false;
  if (number.currencies !== null && (column.unit !== 'money' || !number.currencies.includes(column.currency ?? ''))) return false;
  return number.unit === null ? true : column.unit === 'days' ? number.unit === 'day' : false;
}
