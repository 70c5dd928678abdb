import type { TenantTx } from './client';

/** A row on its way to the database: column name to JSON value. Amounts travel as strings, so that no digit is lost. */
export type Row = Record<string, string | number | boolean | null | undefined>;

export interface Column {
  name: string;
  /** PostgreSQL type the JSON value is read as. */
  type: string;
  /** A row without this key leaves the stored value as it is; null clears it. */
  isKeptWhenAbsent?: boolean;
}

export interface UpsertTable {
  table: string;
  /** Key besides the workspace; the first part of every primary key is the workspace. */
  key: string[];
  columns: Column[];
  /** Condition besides "something differs" for replacing the stored row `t` by `EXCLUDED`. */
  replaceWhen?: string;
  /** Assignments made only when a row really changes. */
  onChange?: string;
}

/** Keeps one parameter near a megabyte: the embedded server holds a statement and its parameter in memory at once. */
const ROWS_PER_STATEMENT = 2_000;

/**
 * Insert rows or bring stored ones up to date, in as few statements as possible. Keys must be unique within `rows`.
 * COPY would be faster on a native server but breaks the embedded one.
 * @returns how many rows were really inserted or changed.
 */
export async function bulkUpsert(tx: TenantTx, spec: UpsertTable, workspaceId: string, rows: readonly Row[]): Promise<number> {
  let changed = 0;
  for (const chunk of chunksOf(rows)) changed += await tx.$executeRawUnsafe(upsertSql(spec), toJson(chunk), workspaceId);
  return changed;
}

/** Insert rows that are known to be new. */
export async function bulkInsert(tx: TenantTx, spec: UpsertTable, workspaceId: string, rows: readonly Row[]): Promise<number> {
  let inserted = 0;
  for (const chunk of chunksOf(rows)) inserted += await tx.$executeRawUnsafe(insertSql(spec, false), toJson(chunk), workspaceId);
  return inserted;
}

export function* chunksOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) yield rows.slice(start, start + ROWS_PER_STATEMENT);
}

function upsertSql(spec: UpsertTable): string {
  const state = spec.columns.map((column) => column.name).filter((name) => !spec.key.includes(name));
  const assignments = state.map((name) => `"${name}" = EXCLUDED."${name}"`);
  if (spec.onChange) assignments.push(spec.onChange);
  const stored = state.map((name) => `t."${name}"`).join(', ');
  const sent = state.map((name) => `EXCLUDED."${name}"`).join(', ');
  const condition = `(${stored}) IS DISTINCT FROM (${sent})${spec.replaceWhen ? ` AND ${spec.replaceWhen}` : ''}`;
  const conflict = ['workspaceId', ...spec.key].map((name) => `"${name}"`).join(', ');
  const keepsAbsent = spec.columns.some((column) => column.isKeptWhenAbsent);
  return `${insertSql(spec, keepsAbsent)} ON CONFLICT (${conflict}) DO UPDATE SET ${assignments.join(', ')} WHERE ${condition}`;
}

function insertSql(spec: UpsertTable, keepsAbsent: boolean): string {
  const names = spec.columns.map((column) => `"${column.name}"`).join(', ');
  const record = spec.columns.map((column) => `"${column.name}" ${column.type}`).join(', ');
  const insert = `INSERT INTO "${spec.table}" AS t ("workspaceId", ${names})`;
  if (!keepsAbsent) {
    const values = spec.columns.map((column) => `r."${column.name}"`).join(', ');
    return `${insert} SELECT $2::uuid, ${values} FROM json_to_recordset($1::text::json) AS r(${record})`;
  }
  const values = spec.columns.map(({ name, isKeptWhenAbsent }) =>
    isKeptWhenAbsent ? `CASE WHEN jsonb_exists(e.sent, '${name}') THEN r."${name}" ELSE s."${name}" END` : `r."${name}"`,
  );
  const match = spec.key.map((name) => `s."${name}" = r."${name}"`).join(' AND ');
  return (
    `${insert} SELECT $2::uuid, ${values.join(', ')} FROM jsonb_array_elements($1::text::jsonb) AS e(sent)` +
    ` CROSS JOIN LATERAL jsonb_to_record(e.sent) AS r(${record})` +
    ` LEFT JOIN "${spec.table}" s ON s."workspaceId" = $2::uuid AND ${match}`
  );
}

/** JSON that jsonb accepts: it knows neither the NUL character nor half a surrogate pair, which broken exports hold. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.toWellFormed().replaceAll('\u0000', '') : inner,
  );
}
