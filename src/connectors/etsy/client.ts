import type { z } from 'zod';
import type { Session } from '../kit/contract';
import type { HttpRequest } from '../kit/http';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { BUCKET } from './limits';

export interface Question<T> extends Pick<HttpRequest, 'query'> {
  /** Below /v3/application. */
  path: string;
  schema: z.ZodType<T>;
}

/** Ask the Open API. @throws AppError source_changed when there is nothing, or it is not understood. */
export async function get<T>(session: Session, question: Question<T>): Promise<T> {
  const found = await find(session, question);
  if (found === null) throw unexpected(TITLE, 'does not know what it was asked for');
  return found;
}

/** The same for a record asked for by its id. @returns null when it is not there (any more). */
export async function find<T>({ http }: Session, { path, query = {}, schema }: Question<T>): Promise<T | null> {
  const { status, body } = await http.send({ path: `/v3/application${path}`, query, bucket: BUCKET });
  if (status === 404) return null;
  const { success, data } = schema.safeParse(body);
  if (success) return data;
  throw unexpected(TITLE, 'answered in another form');
}

/** Path of something of the account's shop. */
export const shopPath = ({ accountId }: Session, path: string): string => `/shops/${accountId}${path}`;
