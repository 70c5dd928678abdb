import type { z } from 'zod';
import { AppError } from '@/core/errors';
import type { Session } from '../kit/contract';
import type { HttpRequest } from '../kit/http';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import type { Operation } from './limits';

export interface Question<T> extends Pick<HttpRequest, 'path' | 'query'> {
  operation: Operation;
  schema: z.ZodType<T>;
}

/** Amazon refused what it was asked: a value is wrong, or the token of a page has ended. */
export class Refused extends AppError {
  constructor() {
    super('source_changed', `${TITLE} refused a question.`, {
      remedy: 'Nothing is lost. If it stays so, this connection needs a newer version of ShopIQ.',
    });
  }
}

/** Ask the Selling Partner API. @throws Refused; AppError source_changed when the answer is not understood. */
export async function get<T>({ http }: Session, { operation, path, query = {}, schema }: Question<T>): Promise<T> {
  const { status, body } = await http.send({ path, query, bucket: operation });
  if (status === 400) throw new Refused();
  const { success, data } = schema.safeParse(body);
  if (success) return data;
  throw unexpected(TITLE, 'answered in another form');
}
