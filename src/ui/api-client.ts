/** What went wrong with a request, in words for people; from problem+json where the server could still answer. */
export class RequestProblem extends Error {
  readonly status: number;
  readonly field: string | undefined;
  readonly remedy: string | undefined;

  constructor(title: string, detail: { status: number; field?: string | undefined; remedy?: string | undefined }) {
    super(title);
    this.name = 'RequestProblem';
    this.status = detail.status;
    this.field = detail.field;
    this.remedy = detail.remedy;
  }
}

/** A problem+json text as a problem; anything else becomes a plain sentence. */
export function parseProblem(text: string, status: number): RequestProblem {
  try {
    const body = JSON.parse(text) as { title?: unknown; remedy?: unknown; field?: unknown };
    if (typeof body.title === 'string') {
      return new RequestProblem(body.title, {
        status,
        remedy: typeof body.remedy === 'string' ? body.remedy : undefined,
        field: typeof body.field === 'string' ? body.field : undefined,
      });
    }
  } catch {
    // Not JSON: a proxy's page, say. Its text helps nobody.
  }
  return new RequestProblem('The server could not answer.', { status, remedy: 'Try again in a moment; nothing was lost.' });
}

/**
 * Send a request and read its JSON.
 * @throws RequestProblem also when the server cannot be reached.
 */
export async function requestJson<T>(url: string, init?: { method?: string; body?: unknown; signal?: AbortSignal }): Promise<T> {
  const response = await fetch(url, {
    method: init?.method ?? 'GET',
    ...(init?.body === undefined ? {} : { body: JSON.stringify(init.body), headers: { 'content-type': 'application/json' } }),
    ...(init?.signal ? { signal: init.signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestProblem('The server cannot be reached.', { status: 0, remedy: 'Check your connection, then try again.' });
  });
  if (!response.ok) throw parseProblem(await response.text(), response.status);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** An error of any kind as a problem people can read. */
export function asProblem(error: unknown): RequestProblem {
  if (error instanceof RequestProblem) return error;
  // The browser's own word for "no connection" ("Failed to fetch", "network error") helps nobody.
  if (!(error instanceof Error) || error instanceof TypeError) {
    return new RequestProblem('The server cannot be reached.', { status: 0, remedy: 'Check your connection, then try again.' });
  }
  // A stream that fails carries one sentence meant for people; a page of HTML does not.
  const isSentence = error.message !== '' && error.message.length < 300 && !/[<{]/.test(error.message);
  return isSentence ? new RequestProblem(error.message, { status: 0 }) : parseProblem(error.message, 0);
}
