import type { z } from 'zod';
import type { Session } from '../kit/contract';
import type { HttpRequest } from '../kit/http';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { BUCKET } from './limits';

export interface Question<T> extends Pick<HttpRequest, 'method' | 'query' | 'body'> {
  /** Below /sellers. */
  path: string;
  schema: z.ZodType<T>;
}

/** Ask the seller API. @throws AppError source_changed when it refuses the question, or is not understood. */
export async function ask<T>({ http }: Session, { path, schema, ...request }: Question<T>): Promise<T> {
  const { body } = await http.send({ ...request, path: `/sellers${path}`, bucket: BUCKET });
  const { success, data } = schema.safeParse(body);
  if (success) return data;
  throw unexpected(TITLE, 'answered in another form');
}

/**
 * A value of the address of the next page. The address itself is not followed: a token goes nowhere but to the API.
 * @throws AppError source_changed when there is none.
 */
export function nextQuery(address: string | null | undefined): Record<string, string> {
  const query = new URLSearchParams(address?.split('?').slice(1).join('?') ?? '');
  if ([...query.keys()].length === 0) throw unexpected(TITLE, 'says that there is more and not where');
  return Object.fromEntries(query);
}
