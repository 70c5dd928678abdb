import { unstable_rethrow } from 'next/navigation';
import { z } from 'zod';
import { AppError } from '@/core/errors';
import type { User } from '@/store/users';
import { getContainer, type Container } from './container';
import { toProblem, toProblemResponse } from './route-problem';
import { getAccessOrThrow, getSessionUserOrThrow, type WorkspaceAccess } from './session';

/** Every route says which workspace it is about; membership is checked before it runs. */
const scoped = z.object({ workspace: z.string({ error: 'is missing' }).min(1, { error: 'is missing' }) });

export interface RouteCall<Input> extends WorkspaceAccess {
  input: Input;
  user: User;
  container: Container;
  request: Request;
}

export interface RouteDefinition<Schema extends z.ZodType> {
  /**
   * What the caller sends, without `workspace`: for GET and DELETE the query, otherwise the JSON body; with the
   * parameters of the path.
   */
  input: Schema;
  /** Returns a Response, or a value that is sent as JSON; nothing is 204. */
  handle(call: RouteCall<z.output<Schema>>): Promise<unknown>;
}

type Context = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * An API route: session, workspace membership, input check, and errors as problem+json (RFC 9457), logged once.
 * Multipart bodies are left to the handler; their fields `workspace` and path parameters come from the query.
 */
export function route<Schema extends z.ZodType>(
  definition: RouteDefinition<Schema>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    try {
      const container = await getContainer();
      assertSameOrigin(request);
      const user = await getSessionUserOrThrow();
      const given = { ...(await readInput(request)), ...(await context.params) };
      const access = await getAccessOrThrow(user, parse(scoped, given).workspace);
      const result = await definition.handle({ ...access, input: parse(definition.input, given), user, container, request });
      if (result instanceof Response) return result;
      return result === undefined
        ? new Response(null, { status: 204 })
        : Response.json(result, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      unstable_rethrow(error);
      await logProblem(error, request);
      return toProblemResponse(error);
    }
  };
}

async function readInput(request: Request): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (request.method === 'GET' || request.method === 'DELETE' || request.headers.get('content-type')?.startsWith('multipart/'))
    return query;
  const body: unknown = await request.json().catch(() => null);
  if (typeof body !== 'object' || body === null)
    throw new AppError('invalid_input', 'The request has no JSON body.', { remedy: 'Send a JSON object.' });
  return body as Record<string, unknown>;
}

function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const field = first?.path.join('.') ?? '';
  throw new AppError('invalid_input', `${field || 'The request'}: ${first?.message ?? 'is not valid'}.`, {
    field,
    remedy: 'Correct it and send it again.',
  });
}

/** The session cookie is SameSite=Lax already; this also stops a page on a sibling domain. */
function assertSameOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  if (request.method === 'GET' || origin === null) return;
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  if (!URL.canParse(origin) || new URL(origin).host !== host)
    throw new AppError('forbidden', 'This request came from another site.', { remedy: 'Use the product from its own address.' });
}

async function logProblem(error: unknown, request: Request): Promise<void> {
  const { status, code } = toProblem(error);
  const container = await getContainer().catch(() => null);
  const entry = { code, status, method: request.method, path: new URL(request.url).pathname };
  if (status >= 500) container?.logger.error({ ...entry, err: error }, 'request failed');
  else container?.logger.warn(entry, 'request refused');
}
