import type { Row } from '@/core/artifact/artifact';

/** A row being built, with the keys it is sorted and matched by. */
export interface Working {
  row: Row;
  /** Sort keys of time and dimensions. */
  keys: (string | number | null)[];
  time: string | null;
}
