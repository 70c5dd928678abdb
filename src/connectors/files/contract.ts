import type { CustomerFact, InventoryLevelFact, OrderFact, ProductFact, ReviewFact } from '@/core/model/facts';
import type { ProfileId } from '@/core/model/workspace';
import type { SourceRow } from './row';

/** One kind of file of a format, such as the orders of a marketplace. */
export interface FileRole {
  id: string;
  /** Recognises the file by its name; absent: by its columns alone. */
  fileName?: RegExp;
  /** Columns without which nothing can be read. Compared without regard to case. */
  requiredColumns: readonly string[];
  /** The import is refused without a file of this role. */
  isRequired: boolean;
}

export interface FormatOptions {
  /** IANA zone of wall-clock times that state none. */
  timeZone: string;
  /** ISO 4217 code of amounts that state none. */
  currency: string;
  /** Our field to the file's column name; only the generic format reads it. */
  mapping: Readonly<Record<string, string>>;
}

/** Where a mapper puts what it reads. */
export interface FactSink {
  product(fact: ProductFact): void;
  customer(fact: CustomerFact): void;
  order(fact: OrderFact): void;
  review(fact: ReviewFact): void;
  inventoryLevel(fact: InventoryLevelFact): void;
  /** Leave a row out, saying what was done with the rest of its order. */
  reject(row: SourceRow, column: string, reason: string): void;
  /** Something the person should know about the whole file. Repeats of one text are counted. */
  note(text: string): void;
}

/**
 * Turns rows into facts. It keeps only what an unfinished order or a look-up needs, so that memory does not grow with
 * the orders. Pure: no clock, no input or output but the sink. A `RowProblem` it throws rejects that row.
 */
export interface FileMapper {
  /** Files come role by role, in the order of `roles`. */
  read(roleId: string, row: SourceRow, sink: FactSink): void;
  /** After the last row of the last file of a role. */
  end(roleId: string, sink: FactSink): void;
}

export interface FileFormat {
  id: string;
  title: string;
  marketplace: string;
  /** The account the facts belong to when the file names none. */
  accountId: string;
  roles: readonly FileRole[];
  /** Files of the same folder that carry no facts. */
  ignoredFileName?: RegExp;
  /** What a new workspace gets. The currency gives way to the one the first order states. */
  defaults: { profile: ProfileId; timeZone: string; currency: string; locale: string; weekStart: number };
  /** How the source was read where it leaves room, one sentence each; printed in the documentation. */
  decisions: readonly string[];
  /** Roles for these options: a generic file's columns are known only with its mapping. */
  rolesFor?(options: FormatOptions): readonly FileRole[];
  /** Find our fields in a header line; only for formats with a free layout. */
  guessMapping?(columns: readonly string[]): Record<string, string>;
  createMapper(options: FormatOptions): FileMapper;
}
