import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { isAppError, type ErrorCode } from '@/core/errors';
import { seededRandom } from '@/core/math/random';
import { EASE_ITEM_LIMIT } from '@/core/recommend/ease';
import type { DroppedEvents, EventLog } from '@/core/recommend/events';
import type { ModelCard } from '@/core/recommend/model-card';
import { trainModel } from '@/core/recommend/train-model';
import { allocateShared, threadedSweep } from './sweep-threads';

/** What the trainer is given. */
export interface TrainerOrder {
  log: EventLog;
  dropped: DroppedEvents;
  now: number;
  seed: number;
  vectors: (Float32Array | undefined)[];
  categories: (string | undefined)[];
  helpers: MessagePort[];
  control: Int32Array;
}

/** What it says: each part it begins to fit, and in the end the model or why there is none. */
export type TrainerWord =
  | { kind: 'step'; step: string }
  | { kind: 'trained'; card: ModelCard; bytes: Uint8Array }
  | { kind: 'failed'; code: ErrorCode; message: string; remedy: string | undefined };

function train({ helpers, control, ...order }: TrainerOrder): TrainerWord {
  const random = seededRandom(order.seed);
  const shared = helpers.length > 0 ? { sweep: threadedSweep(helpers, control), allocate: allocateShared } : {};
  try {
    const onStep = (step: string): void => say({ kind: 'step', step });
    const { card, bytes } = trainModel(order.log, {
      ...order,
      random,
      onStep,
      easeLimit: EASE_ITEM_LIMIT,
      training: { random, ...shared },
    });
    return { kind: 'trained', card, bytes };
  } catch (error) {
    const { code, remedy } = isAppError(error) ? error : { code: 'internal' as const, remedy: undefined };
    return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error), remedy };
  }
}

function say(word: TrainerWord): void {
  parentPort?.postMessage(word);
}

say(train(workerData as TrainerOrder));
