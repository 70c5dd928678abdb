import { NOBODY, type EventLog } from './events';

/**
 * A sparse matrix by rows: row r holds `column[start[r]]` to `column[start[r + 1] - 1]`, ascending, and `value` beside them.
 * 8 bytes an entry.
 */
export interface Sparse {
  rows: number;
  columns: number;
  start: Int32Array;
  column: Int32Array;
  value: Float32Array;
}

/** Who bought what, by user and by item. */
export interface Interactions {
  /** Users x items; the value is the number of orders. */
  byUser: Sparse;
  /** The same by items x users. */
  byItem: Sparse;
  /** Beside the entries of `byUser`: the moment of the last order. */
  lastAt: Float64Array;
}

/**
 * The matrix of a log. Orders of nobody are left out. Users without an entry and items nobody bought have empty rows.
 * O(entries + users + items) time, 24 bytes an entry.
 */
export function toInteractions(log: EventLog): Interactions {
  const known = log.user.map((user, line) => (user === NOBODY ? NOBODY : line)).filter((line) => line !== NOBODY);
  const pairs = { row: known.map((line) => log.user[line] ?? 0), column: known.map((line) => log.item[line] ?? 0) };
  const byUser = toSparse(pairs, { rows: log.users.length, columns: log.items.length });
  const lastAt = new Float64Array(byUser.column.length);
  for (let line = 0; line < known.length; line += 1) {
    const place = find(byUser, pairs.row[line] ?? 0, pairs.column[line] ?? 0);
    lastAt[place] = Math.max(lastAt[place] ?? 0, log.at[known[line] ?? 0] ?? 0);
  }
  return { byUser, byItem: transpose(byUser), lastAt };
}

/** Which items each order holds; the value is 1. */
export function toBaskets(log: EventLog): Sparse {
  return toSparse({ row: log.order, column: log.item }, { rows: log.orders.length, columns: log.items.length });
}

interface Shape {
  rows: number;
  columns: number;
}

/** Count pairs. Two counting sorts put columns in order, then equal neighbours are added up. */
function toSparse(pairs: { row: Int32Array; column: Int32Array }, shape: Shape): Sparse {
  const byColumn = transpose(bucket(pairs, shape));
  return mergeEqual(transpose(byColumn));
}

function bucket({ row, column }: { row: Int32Array; column: Int32Array }, shape: Shape): Sparse {
  const start = startsOf(row, shape.rows);
  const next = start.slice();
  const sorted = new Int32Array(column.length);
  for (let at = 0; at < row.length; at += 1) {
    const r = row[at] ?? 0;
    const place = next[r] ?? 0;
    sorted[place] = column[at] ?? 0;
    next[r] = place + 1;
  }
  return { ...shape, start, column: sorted, value: new Float32Array(column.length).fill(1) };
}

function startsOf(keys: Int32Array, buckets: number): Int32Array {
  const start = new Int32Array(buckets + 1);
  for (const key of keys) start[key + 1] = (start[key + 1] ?? 0) + 1;
  for (let at = 0; at < buckets; at += 1) start[at + 1] = (start[at + 1] ?? 0) + (start[at] ?? 0);
  return start;
}

/** Rows become columns; each new row is in ascending order of the old ones. O(entries + rows + columns). */
export function transpose(matrix: Sparse): Sparse {
  const start = startsOf(matrix.column, matrix.columns);
  const next = start.slice();
  const column = new Int32Array(matrix.column.length);
  const value = new Float32Array(matrix.column.length);
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let at = matrix.start[row] ?? 0; at < (matrix.start[row + 1] ?? 0); at += 1) {
      const c = matrix.column[at] ?? 0;
      const place = next[c] ?? 0;
      column[place] = row;
      value[place] = matrix.value[at] ?? 0;
      next[c] = place + 1;
    }
  }
  return { rows: matrix.columns, columns: matrix.rows, start, column, value };
}

function mergeEqual(matrix: Sparse): Sparse {
  const start = new Int32Array(matrix.rows + 1);
  const { column, value } = matrix;
  let kept = 0;
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let at = matrix.start[row] ?? 0; at < (matrix.start[row + 1] ?? 0); at += 1) {
      const isNew = kept === start[row] || column[kept - 1] !== column[at];
      if (isNew) {
        column[kept] = column[at] ?? 0;
        value[kept] = value[at] ?? 0;
        kept += 1;
      } else value[kept - 1] = (value[kept - 1] ?? 0) + (value[at] ?? 0);
    }
    start[row + 1] = kept;
  }
  return { ...matrix, start, column: column.slice(0, kept), value: value.slice(0, kept) };
}

/** Place of an entry, -1 when there is none. */
export function find({ start, column }: Sparse, row: number, wanted: number): number {
  let low = start[row] ?? 0;
  const end = start[row + 1] ?? 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < end && column[low] === wanted ? low : -1;
}

/** Entries of each row: of `byItem`, how many people bought the item. */
export function rowSizes({ rows, start }: Sparse): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => (start[row + 1] ?? 0) - (start[row] ?? 0));
}
