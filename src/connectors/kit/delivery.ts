import { timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '@/core/errors';
import { parseLossless } from './parse-lossless';

/** Compares signatures in a time that says nothing of where they differ. */
export const isSameSignature = (stated: Uint8Array, expected: Uint8Array): boolean =>
  stated.length === expected.length && timingSafeEqual(stated, expected);

/** The body of a delivery. @throws AppError invalid_input when it is none of the vendor's. */
export function readDelivery<T>(title: string, body: Uint8Array, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = parseLossless(new TextDecoder().decode(body));
  } catch {
    throw notUnderstood(title, 'body');
  }
  const { success, data } = schema.safeParse(json);
  if (!success) throw notUnderstood(title, 'body');
  return data;
}

/** A delivery that says something else than the vendor's documents. @param field of the delivery. */
export const notUnderstood = (title: string, field: string): AppError =>
  new AppError('invalid_input', `${title} sent a message that is not understood.`, {
    field,
    remedy: 'Nothing is lost: what changed is read with the next sync.',
  });
