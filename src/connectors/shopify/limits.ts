import { z } from 'zod';
import { AppError } from '@/core/errors';
import type { RateRule } from '@/core/sync/rate-limit';
import type { HttpAnswer, Verdict } from '../kit/http';

/** Points of the Admin API, as the smallest plan has them; what an answer says is left corrects the reckoning. */
export const GRAPHQL_BUCKET = 'graphql';
/** Files that bulk operations left are served by a file host, which names no limit: this is ours. */
export const FILE_BUCKET = 'files';

export const LIMITS: readonly RateRule[] = [
  { id: GRAPHQL_BUCKET, capacity: 2000, perSecond: 100 },
  { id: FILE_BUCKET, capacity: 10, perSecond: 5 },
];

const costSchema = z.object({
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }).partial().nullish() })).nullish(),
  extensions: z.object({
    cost: z.object({
      requestedQueryCost: z.number(),
      throttleStatus: z.object({
        maximumAvailable: z.number().positive(),
        currentlyAvailable: z.number(),
        restoreRate: z.number().positive(),
      }),
    }),
  }),
});

/** Longest wait where the answer does not say how many points there are. */
const DEFAULT_WAIT_MS = 1000;

/** Shopify's own signals: throttling stands in a 200, and shops that are frozen or locked have their own statuses. */
export function judge({ status, body }: HttpAnswer): Verdict | null {
  if (status === 402 || status === 423) return { kind: 'failed', error: shopClosed(status === 402) };
  if (status !== 200) return null;
  const { success, data } = costSchema.safeParse(body);
  if (!success) return isThrottled(body) ? { kind: 'throttled', afterMs: DEFAULT_WAIT_MS } : null;
  const { requestedQueryCost, throttleStatus } = data.extensions.cost;
  const { currentlyAvailable: points, maximumAvailable: capacity, restoreRate: perSecond } = throttleStatus;
  const left = { bucket: GRAPHQL_BUCKET, points, capacity, perSecond };
  if (!isThrottled(body)) return { kind: 'ok', left };
  const missing = Math.max(0, requestedQueryCost - points);
  return { kind: 'throttled', afterMs: Math.ceil((missing / perSecond) * 1000), left };
}

function isThrottled(body: unknown): boolean {
  const { data } = costSchema.pick({ errors: true }).safeParse(body);
  return data?.errors?.some((error) => error.extensions?.code === 'THROTTLED') ?? false;
}

const shopClosed = (isFrozen: boolean): AppError =>
  new AppError('source_unavailable', `Shopify has ${isFrozen ? 'frozen' : 'locked'} this shop.`, {
    retry: 'later',
    remedy: isFrozen
      ? 'Pay the open bill with Shopify; reading goes on by itself.'
      : 'Ask Shopify to unlock it; reading goes on by itself.',
  });
