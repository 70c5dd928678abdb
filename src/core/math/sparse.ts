/** Rows of a sparse matrix, one after the other: row r holds entries offsets[r] to offsets[r + 1]. */
export interface SparseRows {
  offsets: Uint32Array;
  /** Column of each entry. */
  columns: Uint32Array;
  values: Float32Array;
  /** Number of columns. */
  width: number;
}
