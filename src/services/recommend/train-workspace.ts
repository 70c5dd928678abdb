import type { PurchaseEvent } from '@/core/recommend/events';
import type { ModelCard } from '@/core/recommend/model-card';
import { trainRecommendations } from './train';

/** Where the purchases of a workspace are read and its models are kept. */
export interface ModelKeeping {
  /** Which purchases there are, in a few letters. */
  state(): Promise<string>;
  /** Of which purchases the newest version was trained; null when there is none. */
  trainedState(): Promise<string | null>;
  purchases(): AsyncIterable<readonly PurchaseEvent[]>;
  categories(): Promise<Map<string, string>>;
  vectors(): Promise<Map<string, Float32Array>>;
  /** @returns the number of the version. */
  add(model: { card: ModelCard; bytes: Uint8Array; state: string; trainedAt: Date }): Promise<number>;
}

/** The same purchases give the same model. */
const SEED = 1;

/**
 * Train a new version when there are other purchases than the newest one was trained of. What goes wrong leaves the
 * versions there are as they were.
 * @returns the version's number; null when nothing was to be done, or nothing was ever sold.
 * @throws AppError as trainRecommendations does.
 */
export async function trainWorkspace(
  keeping: ModelKeeping,
  { now, signal, isForced = false }: { now: Date; signal?: AbortSignal; isForced?: boolean },
): Promise<number | null> {
  const state = await keeping.state();
  if (!isForced && (await keeping.trainedState()) === state) return null;
  const events: PurchaseEvent[] = [];
  for await (const batch of keeping.purchases()) events.push(...batch);
  if (events.length === 0) return null;
  const { card, bytes } = await trainRecommendations(events, {
    now: endOf(events, now),
    seed: SEED,
    category: await keeping.categories(),
    vectors: await keeping.vectors(),
    ...(signal ? { signal } : {}),
  });
  return keeping.add({ card, bytes, state, trainedAt: now });
}

/** What is recent ends with the data: of a shop that was read last a month ago, the last month is not empty. */
function endOf(events: readonly PurchaseEvent[], now: Date): number {
  let last = -Infinity;
  for (const { at } of events) if (at > last && at <= now.getTime()) last = at;
  return Number.isFinite(last) ? last : now.getTime();
}
