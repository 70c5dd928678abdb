/** Closed list of error codes. Each maps to one HTTP status and one exit code at the edges. */
export type ErrorCode =
  | 'invalid_input'
  | 'unknown_format'
  | 'unreadable_file'
  | 'missing_column'
  | 'not_found'
  | 'not_supported'
  | 'no_data'
  | 'forbidden'
  | 'unauthenticated'
  | 'conflict'
  | 'database_unavailable'
  | 'database_read_only'
  | 'data_dir_in_use'
  | 'port_in_use'
  | 'invalid_env'
  | 'model_unavailable'
  | 'model_timeout'
  | 'model_invalid_call'
  | 'source_unavailable'
  | 'source_throttled'
  | 'source_changed'
  | 'authorization_lost'
  | 'scope_missing'
  | 'internal';

/** Whether trying again can help, and when. */
export type Retry = 'never' | 'later' | { afterMs: number };

export interface ErrorDetail {
  /** The input field, column or variable at fault. */
  field?: string;
  /** What the person can do about it, as one sentence. */
  remedy?: string;
  cause?: unknown;
  retry?: Retry;
}

/**
 * The one error class of the product. `message` says what happened in words a seller understands,
 * `remedy` what to do. Edges map `code` to a status; they never read `message`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly remedy: string | undefined;
  readonly retry: Retry;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'AppError';
    this.code = code;
    this.field = detail.field;
    this.remedy = detail.remedy;
    this.retry = detail.retry ?? 'never';
  }

  /** The message with its remedy, for a terminal or a page. */
  override toString(): string {
    return this.remedy ? `${this.message} ${this.remedy}` : this.message;
  }
}

export function isAppError(value: unknown): value is AppError {
  return value instanceof AppError;
}
