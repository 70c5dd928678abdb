import { z } from 'zod';
import { AppError } from '@/core/errors';
import type { Session } from '../kit/contract';
import { notPermitted, unexpected } from '../kit/http';
import { TITLE } from './auth';
import { API_PATH } from './documents';
import { GRAPHQL_BUCKET } from './limits';

export interface Question<T> {
  query: string;
  variables?: Record<string, unknown>;
  /** Shape of `data`. */
  schema: z.ZodType<T>;
  /** Points it may cost, roughly: what answers say is left corrects the reckoning. */
  cost: number;
}

export interface Reply<T> {
  data: T;
  /** Some fields were withheld and are null. */
  isWithheld: boolean;
}

/** What was asked for is dearer than a question may be: ask for this share of it. */
export class TooCostly extends AppError {
  readonly share: number;

  constructor(share: number) {
    super('source_changed', 'Shopify answers no question that is so large.', {
      remedy: 'Nothing is lost. If it stays so, this connection needs a newer version of ShopIQ.',
    });
    this.share = share;
  }
}

const envelopeSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        extensions: z.object({ code: z.string(), cost: z.number().positive(), maxCost: z.number().positive() }).partial().nullish(),
      }),
    )
    .nullish(),
});

/**
 * Ask the Admin API.
 * @throws TooCostly; AppError scope_missing when nothing is permitted, source_changed when the answer is not understood.
 */
export async function ask<T>({ http }: Session, { query, variables = {}, schema, cost }: Question<T>): Promise<Reply<T>> {
  const { body } = await http.send({ method: 'POST', path: API_PATH, body: { query, variables }, bucket: GRAPHQL_BUCKET, cost });
  const envelope = envelopeSchema.safeParse(body);
  if (!envelope.success) throw unexpected(TITLE, 'answered in another form');
  const { data, errors } = envelope.data;
  const codes = (errors ?? []).map(({ extensions }) => extensions?.code);
  const isWithheld = codes.includes('ACCESS_DENIED');
  if (codes.some((code) => code !== 'ACCESS_DENIED')) throw refusal(envelope.data);
  const parsed = schema.safeParse(data);
  if (parsed.success) return { data: parsed.data, isWithheld };
  throw isWithheld ? notPermitted(TITLE) : unexpected(TITLE, 'sent something else than was asked for');
}

function refusal({ errors }: z.infer<typeof envelopeSchema>): Error {
  for (const { extensions } of errors ?? []) {
    if (extensions?.code !== 'MAX_COST_EXCEEDED') continue;
    const { cost = 2, maxCost = 1 } = extensions;
    return new TooCostly(Math.min(0.5, maxCost / cost));
  }
  return unexpected(TITLE, 'refused a question');
}
