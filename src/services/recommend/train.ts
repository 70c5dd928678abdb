import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { AppError } from '@/core/errors';
import { readEvents, type PurchaseEvent } from '@/core/recommend/events';
import type { ModelCard } from '@/core/recommend/model-card';
import { CONTROL_BYTES } from './sweep-threads';
import type { TrainerOrder, TrainerWord } from './trainer-thread';

export interface TrainOptions {
  /** The end of the data, in milliseconds: purchases after it are as good as not there yet. */
  now: number;
  /** The same events and seed give the same model, on any number of threads: rows of factors do not depend on each other. */
  seed: number;
  signal?: AbortSignal;
  /** Told of each part that begins to be fitted. */
  onProgress?: (progress: { part: string; begun: number }) => void;
  /** Vectors of the items' texts, all of one length. */
  vectors?: ReadonlyMap<string, Float32Array>;
  category?: ReadonlyMap<string, string>;
  /** Threads that compute; one less than there are cores, and at least one, when absent. */
  threads?: number;
  /** Megabytes of JavaScript heap of each thread; HEAP_MB when absent. */
  heapMb?: number;
}

/** JavaScript heap of each thread. What is large stands in typed arrays beside it: see trainModel for how much. */
const HEAP_MB = 2_048;

/**
 * Train all recommendations of a shop away from this thread: one thread fits and judges, others help it with factors.
 * Nothing is kept anywhere but in the result; when it is stopped, no thread is left behind.
 * @throws AppError as trainModel does, `internal` when a thread ends too early; the signal's reason when aborted.
 */
export async function trainRecommendations(
  events: Iterable<PurchaseEvent>,
  options: TrainOptions,
): Promise<{ card: ModelCard; bytes: Uint8Array }> {
  options.signal?.throwIfAborted();
  const { log, dropped } = readEvents(upTo(events, options.now));
  const threads = options.threads ?? Math.max(1, os.availableParallelism() - 1);
  const control = new Int32Array(new SharedArrayBuffer(CONTROL_BYTES));
  const started: Worker[] = [];
  const pool: Pool = { started, heapMb: options.heapMb ?? HEAP_MB };
  try {
    const helpers = Array.from({ length: threads - 1 }, () => startHelper(pool, control));
    const vectors = log.items.map((item) => options.vectors?.get(item));
    const categories = log.items.map((item) => options.category?.get(item));
    const order: TrainerOrder = { log, dropped, now: options.now, seed: options.seed, vectors, categories, helpers, control };
    const buffers = [log.user, log.item, log.order, log.at].map(({ buffer }) => buffer as ArrayBuffer);
    const trainer = startThread(pool, 'trainer-thread.ts', { workerData: order, transferList: [...helpers, ...buffers] });
    return await outcome(trainer, started, options);
  } finally {
    await Promise.all(started.map((thread) => thread.terminate()));
  }
}

function* upTo(events: Iterable<PurchaseEvent>, now: number): Iterable<PurchaseEvent> {
  for (const event of events) if (!(event.at > now)) yield event;
}

interface Pool {
  started: Worker[];
  heapMb: number;
}

function startHelper(pool: Pool, control: Int32Array): MessagePort {
  const { port1, port2 } = new MessageChannel();
  startThread(pool, 'helper-thread.ts', { workerData: { port: port2, control }, transferList: [port2] });
  return port1;
}

/** A thread does not inherit how its process reads TypeScript: tsx is registered in it first, and then the file is loaded. */
const START = `
  const { file } = require('node:worker_threads').workerData;
  const load = async () => {
    (await import('tsx/esm/api')).register();
    await import(file);
  };
  load().catch((error) => setImmediate(() => { throw error; }));
`;

function startThread(
  { started, heapMb }: Pool,
  file: string,
  options: { workerData: object; transferList: (MessagePort | ArrayBuffer)[] },
): Worker {
  const thread = new Worker(START, {
    eval: true,
    workerData: { ...options.workerData, file: pathToFileURL(path.join(import.meta.dirname, file)).href },
    transferList: options.transferList,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  started.push(thread);
  return thread;
}

function outcome(
  trainer: Worker,
  started: readonly Worker[],
  { signal, onProgress }: TrainOptions,
): Promise<{ card: ModelCard; bytes: Uint8Array }> {
  return new Promise((resolve, reject) => {
    let begun = 0;
    const stop = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    trainer.on('message', (word: TrainerWord) => {
      if (word.kind === 'step') onProgress?.({ part: word.step, begun: (begun += 1) });
      else signal?.removeEventListener('abort', stop);
      if (word.kind === 'trained') resolve({ card: word.card, bytes: word.bytes });
      if (word.kind === 'failed') reject(new AppError(word.code, word.message, word.remedy === undefined ? {} : { remedy: word.remedy }));
    });
    for (const thread of started) {
      thread.on('error', (error) => reject(endedEarly(error)));
      thread.on('exit', () => reject(endedEarly()));
    }
  });
}

function endedEarly(cause?: unknown): AppError {
  return new AppError('internal', 'Training the recommendations was cut off before it was done.', {
    remedy: 'The model in use stays as it is; training is tried again.',
    retry: 'later',
    cause,
  });
}
