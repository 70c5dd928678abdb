import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@/core/errors';
import { modelCardSchema } from '@/core/recommend/model-card';
import { openRecommender, type OpenRecommender } from '@/core/recommend/open-recommender';
import type { ModelVersion, Recommendations } from '@/core/recommend/ports';
import type { Embedder } from '@/core/ports';
import type { JobQueue } from '@/jobs/queue';
import { trainWorkspace } from '@/services/recommend/train-workspace';
import type { Database } from '@/store/client';
import { boughtAgain, customerHistory, productCategories, purchasesState, readPurchases } from '@/store/purchase-reader';
import { activeModel, addModel, listModels, modelBytes, newestModelState, type StoredModel } from '@/store/recommendation-models';
import { productVectors } from '@/store/text-index';

export interface TrainDeps {
  db: Database;
  embedder: Embedder;
}

/** Train the recommendations of a workspace anew when its orders are others than last time. @returns the new version's number. */
export function trainModelOf(
  { db, embedder }: TrainDeps,
  workspaceId: string,
  options: { now: Date; signal?: AbortSignal; isForced?: boolean },
): Promise<number | null> {
  return trainWorkspace(
    {
      state: () => purchasesState(db, workspaceId),
      trainedState: () => newestModelState(db, workspaceId),
      purchases: () => readPurchases(db, workspaceId),
      categories: () => productCategories(db, workspaceId),
      vectors: () => productVectors(db, workspaceId, embedder.model),
      add: ({ card, bytes, state, trainedAt }) => addModel(db, workspaceId, { card, bytes: Uint8Array.from(bytes), state, trainedAt }),
    },
    options,
  );
}

/** The same, for one who only wants it done. */
export async function trainHere(deps: TrainDeps, workspaceId: string, now: Date): Promise<void> {
  await trainModelOf(deps, workspaceId, { now });
}

/** Growth by which a model is outgrown before its night: the first orders of an account are a small part of its past. */
const OUTGROWN = 1.2;

/** True where there is no model, or many more orders than the newest one was trained of. */
export async function isOutgrown(db: Database, workspaceId: string): Promise<boolean> {
  const orders = ordersOf(await purchasesState(db, workspaceId));
  const trained = await newestModelState(db, workspaceId);
  return orders > 0 && (trained === null || orders > OUTGROWN * ordersOf(trained));
}

const ordersOf = (state: string): number => Number(state.split('-')[0]);

/** Longest wait for a worker to train the first model, and how often it is looked for. */
const MODEL_WAIT_MS = 25_000;
const LOOK_MS = 500;

/**
 * Have a worker train the first model, and wait for it a while: the web trains nothing itself.
 * @throws AppError not_found when it is not ready by then.
 */
export async function askForModel({ db, queue }: { db: Database; queue: () => Promise<JobQueue> }, workspaceId: string): Promise<void> {
  if ((await purchasesState(db, workspaceId)).startsWith('0-')) return;
  await (await queue()).send('train-recommendations', { workspaceId }, workspaceId);
  for (let waitedMs = 0; waitedMs < MODEL_WAIT_MS; waitedMs += LOOK_MS) {
    if (await activeModel(db, workspaceId)) return;
    await sleep(LOOK_MS);
  }
  throw new AppError('not_found', 'The first recommendations are still being computed.', {
    remedy: 'Ask again in a minute. Orders that come later are learned from every night.',
    retry: 'later',
  });
}

// Opening a model takes a fraction of a second: it is kept until another version recommends.
const opened = new Map<string, { id: string; recommender: OpenRecommender }>();
/** Workspaces whose model is kept open. */
const MOST_OPEN = 20;

/** @param train makes the first model when there is none; another process may do it. */
export function recommendationsOf(db: Database, workspaceId: string, train: () => Promise<void>): Recommendations {
  return {
    current: async () => {
      let model = await activeModel(db, workspaceId);
      if (!model) {
        await train();
        model = await activeModel(db, workspaceId);
      }
      return model && { version: toVersion(model), recommender: await open(db, workspaceId, model) };
    },
    historyOf: (customer) => customerHistory(db, workspaceId, customer),
    boughtAgain: (limit) => boughtAgain(db, workspaceId, limit),
    versions: async () => (await listModels(db, workspaceId)).map(toVersion),
  };
}

function toVersion({ version, card, trainedAt, activatedAt, isActive }: StoredModel): ModelVersion {
  return { version, card: modelCardSchema.parse(card), trainedAt, activatedAt, isActive };
}

async function open(db: Database, workspaceId: string, { id, card }: StoredModel): Promise<OpenRecommender> {
  const known = opened.get(workspaceId);
  if (known?.id === id) return known.recommender;
  const recommender = openRecommender(await modelBytes(db, workspaceId, id), modelCardSchema.parse(card));
  const [oldest] = opened.keys();
  if (opened.size >= MOST_OPEN && oldest !== undefined) opened.delete(oldest);
  opened.set(workspaceId, { id, recommender });
  return recommender;
}
