/**
 * Symmetric positive definite matrices, row by row in one Float64Array.
 *
 * A = L L' (Cholesky), V = L'^-1, A^-1 = V V'. Every sum of the three steps is a product of two rows, so all of them run
 * through one kernel of 4 x 4 products that reads memory in order. Cost: n^3/2 multiplications for the inverse, n^3/6 for the
 * factor alone; no memory beside the matrix but 3n numbers. Stable without pivots, as Cholesky is for such matrices
 * (Golub, Van Loan: Matrix Computations, 4.2); what is not positive definite is found at a pivot and told by `false`.
 */

/** Rows handled at a time: two panels of 64 rows x 256 columns fill half of a 512 kB cache. */
const BLOCK = 64;
const DEPTH = 256;

/** Replace the lower triangle of `a` by its Cholesky factor. False when `a` is not positive definite (or has a NaN). */
export function factorize(a: Float64Array, n: number): boolean {
  for (let at = 0; at < n; at += BLOCK) {
    const end = Math.min(at + BLOCK, n);
    for (let row = at; row < n; row += BLOCK) {
      const rows = { from: row, to: Math.min(row + BLOCK, n) };
      subtractProducts(a, n, { rows, columns: { from: at, to: end }, inner: { from: 0, to: at } });
    }
    for (let j = at; j < end; j += 1) {
      const pivot = (a[j * n + j] ?? 0) - dot(a, { left: j * n + at, right: j * n + at, length: j - at });
      if (!(pivot > 0)) return false;
      const root = Math.sqrt(pivot);
      a[j * n + j] = root;
      for (let i = j + 1; i < n; i += 1)
        a[i * n + j] = ((a[i * n + j] ?? 0) - dot(a, { left: i * n + at, right: j * n + at, length: j - at })) / root;
    }
  }
  return true;
}

/** Solve A x = b for the factor of A; `b` becomes x. Cost n^2. */
export function solveFactorized(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i += 1) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (l[i * n + k] ?? 0) * (b[k] ?? 0);
    b[i] = sum / (l[i * n + i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    const value = (b[i] ?? 0) / (l[i * n + i] ?? 1);
    b[i] = value;
    for (let k = 0; k < i; k += 1) b[k] = (b[k] ?? 0) - (l[i * n + k] ?? 0) * value;
  }
}

/** Replace `a` by its inverse, both triangles. False when it is not positive definite; `a` is then of no use any more. */
export function invert(a: Float64Array, n: number): boolean {
  if (!factorize(a, n)) return false;
  const diagonal = new Float64Array(n);
  for (let i = 0; i < n; i += 1) diagonal[i] = 1 / (a[i * n + i] ?? 1);
  invertFactor(a, n, diagonal);
  multiplyByTransposed(a, n, diagonal);
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) a[j * n + i] = a[i * n + j] ?? 0;
  return true;
}

/** Above the diagonal: V[j][i] = -(sum of V[j][k] L[i][k], j <= k < i) / L[i][i]; the diagonal of V stands apart. */
function invertFactor(a: Float64Array, n: number, diagonal: Float64Array): void {
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(from + BLOCK, n);
    for (let j = from; j < to; j += 1) for (let i = j + 1; i < n; i += 1) a[j * n + i] = 0;
    for (let column = from; column < n; column += BLOCK) {
      const end = Math.min(column + BLOCK, n);
      if (column > from)
        subtractProducts(a, n, { rows: { from, to }, columns: { from: column, to: end }, inner: { from: to, to: column } });
      for (let j = from; j < to; j += 1) finishInverseRow(a, n, { j, column, end, head: Math.min(to, column), diagonal });
    }
  }
}

interface InverseRow {
  j: number;
  column: number;
  end: number;
  /** End of the columns of the row's own block, which the kernel leaves out: below the diagonal stands L. */
  head: number;
  diagonal: Float64Array;
}

function finishInverseRow(a: Float64Array, n: number, { j, column, end, head, diagonal }: InverseRow): void {
  const own = diagonal[j] ?? 0;
  for (let i = Math.max(column, j + 1); i < end; i += 1) {
    let sum = (a[j * n + i] ?? 0) - own * (a[i * n + j] ?? 0);
    for (let k = j + 1; k < head; k += 1) sum -= (a[j * n + k] ?? 0) * (a[i * n + k] ?? 0);
    for (let k = Math.max(column, j + 1); k < i; k += 1) sum -= (a[j * n + k] ?? 0) * (a[i * n + k] ?? 0);
    a[j * n + i] = sum * (diagonal[i] ?? 0);
  }
}

/** Below the diagonal: P[i][j] = sum of V[i][k] V[j][k], k >= i. */
function multiplyByTransposed(a: Float64Array, n: number, diagonal: Float64Array): void {
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(from + BLOCK, n);
    for (let i = from; i < to; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        const across = i === j ? (diagonal[i] ?? 0) : (a[j * n + i] ?? 0);
        let sum = (diagonal[i] ?? 0) * across;
        for (let k = i + 1; k < to; k += 1) sum += (a[i * n + k] ?? 0) * (a[j * n + k] ?? 0);
        a[i * n + j] = -sum;
      }
    }
    for (let column = 0; column < to; column += BLOCK) {
      subtractProducts(a, n, {
        rows: { from, to },
        columns: { from: column, to: Math.min(column + BLOCK, to) },
        inner: { from: to, to: n },
      });
    }
    for (let i = from; i < to; i += 1) for (let j = 0; j <= i; j += 1) a[i * n + j] = -(a[i * n + j] ?? 0);
  }
}

interface Range {
  from: number;
  to: number;
}

interface Product {
  rows: Range;
  columns: Range;
  inner: Range;
}

/** a[i][j] -= sum over k of a[i][k] a[j][k]. The inner columns must not overlap those that are written. */
function subtractProducts(a: Float64Array, n: number, { rows, columns, inner }: Product): void {
  for (let from = inner.from; from < inner.to; from += DEPTH) {
    const depth = Math.min(DEPTH, inner.to - from);
    for (let i = rows.from; i < rows.to; i += 4) {
      for (let j = columns.from; j < columns.to; j += 2) {
        if (i + 4 <= rows.to && j + 2 <= columns.to) subtractTile(a, n, { i, j, from, depth });
        else subtractEdge(a, n, { i, j, from, depth, rowEnd: rows.to, columnEnd: columns.to });
      }
    }
  }
}

interface Tile {
  i: number;
  j: number;
  from: number;
  depth: number;
}

/** Four rows by two: eight running sums and six loads a step are what fits into the registers. */
function subtractTile(a: Float64Array, n: number, { i, j, from, depth }: Tile): void {
  const row0 = i * n + from;
  const row1 = row0 + n;
  const row2 = row1 + n;
  const row3 = row2 + n;
  const column0 = j * n + from;
  const column1 = column0 + n;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let k = 0; k < depth; k += 1) {
    const y0 = a[column0 + k] ?? 0;
    const y1 = a[column1 + k] ?? 0;
    const x0 = a[row0 + k] ?? 0;
    const x1 = a[row1 + k] ?? 0;
    const x2 = a[row2 + k] ?? 0;
    const x3 = a[row3 + k] ?? 0;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s30 += x3 * y0;
    s31 += x3 * y1;
  }
  subtractPair(a, i * n + j, [s00, s01]);
  subtractPair(a, (i + 1) * n + j, [s10, s11]);
  subtractPair(a, (i + 2) * n + j, [s20, s21]);
  subtractPair(a, (i + 3) * n + j, [s30, s31]);
}

function subtractPair(a: Float64Array, at: number, [first, second]: readonly [number, number]): void {
  a[at] = (a[at] ?? 0) - first;
  a[at + 1] = (a[at + 1] ?? 0) - second;
}

/** What is left at the lower and right edge of a block. */
function subtractEdge(
  a: Float64Array,
  n: number,
  { i, j, from, depth, rowEnd, columnEnd }: Tile & { rowEnd: number; columnEnd: number },
): void {
  for (let row = i; row < Math.min(i + 4, rowEnd); row += 1) {
    for (let column = j; column < Math.min(j + 2, columnEnd); column += 1) {
      a[row * n + column] = (a[row * n + column] ?? 0) - dot(a, { left: row * n + from, right: column * n + from, length: depth });
    }
  }
}

function dot(a: Float64Array, { left, right, length }: { left: number; right: number; length: number }): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1) sum += (a[left + k] ?? 0) * (a[right + k] ?? 0);
  return sum;
}
