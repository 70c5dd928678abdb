import { isAppError, type AppError, type ErrorCode } from '@/core/errors';

/** The one place where an error code becomes an HTTP status. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  unknown_format: 415,
  unreadable_file: 422,
  missing_column: 422,
  not_found: 404,
  not_supported: 422,
  no_data: 422,
  forbidden: 403,
  unauthenticated: 401,
  conflict: 409,
  database_unavailable: 503,
  database_read_only: 503,
  data_dir_in_use: 503,
  port_in_use: 503,
  source_unavailable: 503,
  source_throttled: 503,
  source_changed: 502,
  authorization_lost: 409,
  scope_missing: 409,
  invalid_env: 500,
  model_unavailable: 502,
  model_timeout: 504,
  model_invalid_call: 502,
  internal: 500,
};

/** Problem details (RFC 9457) with the product's extensions. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  field?: string;
  remedy?: string;
}

/** An error as a problem. The text of an error that is not ours is never shown. */
export function toProblem(error: unknown): Problem {
  if (!isAppError(error)) {
    return {
      type: 'about:blank',
      title: 'Something went wrong on our side.',
      status: 500,
      code: 'internal',
      remedy: 'Try again; your work was kept. If it stays, look at the server log.',
    };
  }
  return {
    type: 'about:blank',
    title: error.message,
    status: STATUS[error.code],
    code: error.code,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
  };
}

/** The problem as a response, with Retry-After where waiting helps. */
export function toProblemResponse(error: unknown): Response {
  const problem = toProblem(error);
  const retry = isAppError(error) ? retryAfter(error) : null;
  return Response.json(problem, {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retry === null ? {} : { 'retry-after': retry }),
    },
  });
}

function retryAfter(error: AppError): string | null {
  if (error.retry === 'never') return null;
  // "later" without a time: five seconds is long enough for a restart and short enough to be tried.
  return String(error.retry === 'later' ? 5 : Math.ceil(error.retry.afterMs / 1000));
}
