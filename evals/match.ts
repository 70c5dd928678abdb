import type { Artifact, Column, Row, Table } from '@/core/artifact/artifact';
import { goldTable, type GoldCell, type Part, type Tolerance } from './case';

/** What of a case says how to compare. */
export type Matching = Pick<Part, 'tolerance' | 'anyOrder' | 'looseKeys' | 'anySign'> & { tags?: readonly string[] };

/** Whether a number is the gold one; `position` is that of the value in its row, for tables with a tolerance per column. */
export function isClose(actual: unknown, gold: number, matching: Matching, position = 0): boolean {
  if (typeof actual !== 'number') return false;
  const { rel = 0, abs = 0 } = toleranceAt(matching, position);
  const allowed = Math.max(rel * Math.abs(gold), abs) + 1e-9;
  return Math.abs(actual - gold) <= allowed || (matching.anySign === true && Math.abs(Math.abs(actual) - Math.abs(gold)) <= allowed);
}

function toleranceAt({ tolerance }: Matching, position: number): Tolerance {
  return (Array.isArray(tolerance) ? tolerance[position] : tolerance) ?? {};
}

/** A cell as people read it: ratios in percent. */
function shown(column: Column, row: Row): number | null {
  const value = row[column.id];
  return typeof value !== 'number' ? null : column.unit === 'ratio' ? value * 100 : value;
}

/** Numbers of a row that may stand for an answer. Values of the period compared with are none: they answer another question. */
export function candidates(table: Table, row: Row, isComparisonMeant = false): number[] {
  return table.columns.flatMap((column) => {
    const value = column.derivation === 'comparison' && !isComparisonMeant ? null : shown(column, row);
    return value === null ? [] : [value];
  });
}

/** Whether the sentence itself states the number: a cell that only a table holds is no answer to a question for one value. */
export function saysValue(artifact: Artifact, gold: number, matching: Matching): boolean {
  return statedValues(artifact).some((value) => isClose(value, gold, matching));
}

/** The values of the cells the prose refers to. */
export function statedValues(artifact: Artifact): number[] {
  return [...artifact.prose.matchAll(/\[\[([\w-]+)\/(\d+|total)\/([^\]]+)\]\]/g)].flatMap(([, tableId, place, columnId]) => {
    const table = artifact.tables.find((candidate) => candidate.id === tableId);
    const row = place === 'total' ? table?.totals : table?.rows[Number(place)];
    const column = table?.columns.find((candidate) => candidate.id === columnId);
    const value = row && column && column.derivation !== 'comparison' ? shown(column, row) : null;
    return value === null ? [] : [value];
  });
}

/** Whether some table of the answer is the gold table. */
export function hasTable(artifact: Artifact, gold: readonly (readonly GoldCell[])[], matching: Matching): boolean {
  const { tables } = artifact;
  return (
    tables.some((table) => table.rows.length === gold.length && matchRows(gold, table, matching)) ||
    tables.some((table) => leadsWith(artifact, table, { gold, matching }) || comparesPeriods(table, gold, matching)) ||
    matchSpread(gold, tables, matching)
  );
}

/** A superlative ("which is the best") may be answered by a ranking, when its first row is the gold one and the sentence begins with it. */
function leadsWith(
  artifact: Artifact,
  table: Table,
  { gold, matching }: { gold: readonly (readonly GoldCell[])[]; matching: Matching },
): boolean {
  const [only, ...others] = gold;
  const [row] = table.rows;
  const [stated] = statedValues(artifact);
  if (!only || others.length > 0 || !row || stated === undefined) return false;
  return matchRow(only, { table, row }, matching) && typeof only[1] === 'number' && isClose(stated, only[1], matching);
}

/** Whether a part of a question for several things is answered. */
export function hasPart(artifact: Artifact, part: Part): boolean {
  return part.kind === 'value'
    ? typeof part.gold === 'number' && saysValue(artifact, part.gold, part)
    : hasTable(artifact, goldTable(part.gold), part);
}

function matchRows(gold: readonly (readonly GoldCell[])[], table: Table, matching: Matching): boolean {
  if (matching.anyOrder === true) return gold.every((wanted) => table.rows.some((row) => matchRow(wanted, { table, row }, matching)));
  if (matching.tags?.includes('ties') === true) return matchTies(gold, table, matching);
  return gold.every((wanted, index) => matchRow(wanted, { table, row: table.rows[index] ?? {} }, matching));
}

/**
 * Two periods side by side may also stand in one row: the values of one in the columns of the metrics, those of the other in
 * the columns they are compared with.
 */
function comparesPeriods(table: Table, gold: readonly (readonly GoldCell[])[], matching: Matching): boolean {
  const [row] = table.rows;
  const [one, other] = gold;
  if (table.rows.length !== 1 || gold.length !== 2 || !row || !one || !other || matching.anyOrder !== true) return false;
  if (![one, other].every(([key]) => /^\d{4}(-\d\d|-Q\d)?$/.test(String(key)))) return false;
  const holds = (wanted: readonly GoldCell[], isBefore: boolean): boolean =>
    wanted.slice(1).every((value, position) =>
      table.columns.some((column) => {
        const isComparison = column.derivation === 'comparison';
        return (
          isComparison === isBefore &&
          (isComparison || column.role === 'metric') &&
          isClose(shown(column, row), Number(value), matching, position)
        );
      }),
    );
  return (holds(one, true) && holds(other, false)) || (holds(other, true) && holds(one, false));
}

/** With ties at the end: the values must agree row by row, the keys at all places whose value is not the last one. */
function matchTies(gold: readonly (readonly GoldCell[])[], table: Table, matching: Matching): boolean {
  const last = gold.at(-1)?.[1];
  return gold.every((wanted, index) =>
    matchRow(wanted[1] === last ? [null, ...wanted.slice(1)] : wanted, { table, row: table.rows[index] ?? {} }, matching),
  );
}

/** Gold that mixes a mean with a distribution (it has empty cells): each row may come from another table. */
function matchSpread(gold: readonly (readonly GoldCell[])[], tables: readonly Table[], matching: Matching): boolean {
  if (tables.length < 2 || !gold.some((row) => row.includes(null))) return false;
  return gold.every(([key, ...values]) =>
    tables.some((table) =>
      table.rows.some((row) => matchRow(table.rows.length === 1 ? [null, ...values] : [key ?? null, ...values], { table, row }, matching)),
    ),
  );
}

function matchRow(wanted: readonly GoldCell[], { table, row }: { table: Table; row: Row }, matching: Matching): boolean {
  const [key, ...values] = wanted;
  const keys = table.columns
    .filter((column) => column.role === 'dimension' || column.role === 'time')
    .map((column) => String(row[column.id] ?? ''));
  if (key !== null && key !== undefined && !isKey(keys.join(' '), String(key), matching)) return false;
  const available = candidates(table, row, values.length > 1);
  return values.every(
    (value, position) => value === null || available.some((candidate) => isClose(candidate, Number(value), matching, position)),
  );
}

function isKey(actual: string, wanted: string, { looseKeys }: Matching): boolean {
  const names = wanted.split('|');
  if (looseKeys !== true) return names.includes(actual);
  return names.some((name) => actual.toLowerCase().includes(name.toLowerCase()));
}
