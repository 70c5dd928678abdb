import { z } from 'zod';
import type { RateRule } from '@/core/sync/rate-limit';
import type { HttpAnswer, HttpRequest, Verdict } from '../kit/http';

/** One bucket an operation, as each seller has it with each app. Source: the usage plans in Amazon's models. */
export const LIMITS = [
  { id: 'getAccount', capacity: 15, perSecond: 0.016 },
  { id: 'getMarketplaceParticipations', capacity: 15, perSecond: 0.016 },
  // One page of orders in three minutes, after the first twenty.
  { id: 'searchOrders', capacity: 20, perSecond: 0.0056 },
  { id: 'listTransactions', capacity: 10, perSecond: 0.5 },
  { id: 'listPayouts', capacity: 10, perSecond: 0.5 },
  { id: 'searchListingsItems', capacity: 5, perSecond: 5 },
  { id: 'getInventorySummaries', capacity: 2, perSecond: 2 },
] as const satisfies readonly RateRule[];

export type Operation = (typeof LIMITS)[number]['id'];

const errorsSchema = z.object({ errors: z.array(z.object({ code: z.string(), details: z.string().nullish() })) });

/**
 * Amazon says of each operation how often it may be called, not how much of it is left; sellers with much business have
 * more than the usual. A token that has ended and a role that is missing are both "Unauthorized": only the details tell.
 * What is not understood is an answer that `client.ts` reads, as a page's token may have ended.
 */
export function judge({ status, headers, body }: HttpAnswer, { bucket }: HttpRequest): Verdict | null {
  const rule: RateRule | undefined = LIMITS.find(({ id }) => id === bucket);
  const said = Number(headers.get('x-amzn-ratelimit-limit') ?? Number.NaN);
  const perSecond = said > 0 ? said : rule?.perSecond;
  if (!rule || perSecond === undefined) return null;
  if (status === 429) return { kind: 'throttled', afterMs: Math.ceil(1000 / perSecond) };
  if (status === 400) return { kind: 'ok' };
  if (status === 403 && isTokenRefused(body)) return { kind: 'expired' };
  if (status >= 400 || perSecond === rule.perSecond) return null;
  return { kind: 'ok', left: { bucket, points: rule.capacity, perSecond } };
}

const isTokenRefused = (body: unknown): boolean =>
  errorsSchema.safeParse(body).data?.errors.some(({ details }) => /access token/i.test(details ?? '')) ?? false;
