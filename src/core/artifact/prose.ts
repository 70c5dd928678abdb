import type { Artifact, Cell, Column, Table } from './artifact';
import { formatCell } from './format';

/** A piece of prose: words, or a reference to a cell of a table of the same artifact. */
export type ProsePart = { kind: 'text'; text: string } | { kind: 'cell'; tableId: string; row: number | 'total'; column: string };

const REFERENCE = /\[\[([\w-]+)\/(\d+|total)\/([\w.-]+)\]\]/g;

/** Write a reference to a cell. */
export function cellReference(tableId: string, row: number | 'total', column: string): string {
  return `[[${tableId}/${row}/${column}]]`;
}

/** Cut prose into words and references. */
export function splitProse(prose: string): ProsePart[] {
  const parts: ProsePart[] = [];
  let at = 0;
  for (const match of prose.matchAll(REFERENCE)) {
    if (match.index > at) parts.push({ kind: 'text', text: prose.slice(at, match.index) });
    parts.push({ kind: 'cell', tableId: match[1] ?? '', row: match[2] === 'total' ? 'total' : Number(match[2]), column: match[3] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < prose.length) parts.push({ kind: 'text', text: prose.slice(at) });
  return parts;
}

export interface ResolvedCell {
  value: Cell;
  column: Column;
  table: Table;
}

/** The cell a reference names, or null when there is none. */
export function resolveCell(tables: readonly Table[], part: Extract<ProsePart, { kind: 'cell' }>): ResolvedCell | null {
  const table = tables.find((candidate) => candidate.id === part.tableId);
  const column = table?.columns.find((candidate) => candidate.id === part.column);
  const row = part.row === 'total' ? table?.totals : table?.rows[part.row];
  const value = row?.[part.column];
  return table && column && value !== undefined ? { value, column, table } : null;
}

/** Prose with every reference replaced by its formatted cell; a reference to nothing becomes an en dash. */
export function renderProse(artifact: Pick<Artifact, 'prose' | 'tables' | 'locale'>, workspaceLocale: string): string {
  const locale = artifact.locale ?? workspaceLocale;
  return splitProse(artifact.prose)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const cell = resolveCell(artifact.tables, part);
      return cell ? formatCell(cell.value, cell.column, locale) : '\u2013';
    })
    .join('');
}
