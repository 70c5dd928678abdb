import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { solveRows, type HalfStep } from '@/core/recommend/ials-solve';
import type { Sparse } from '@/core/recommend/interactions';

/** Words of the memory all threads see: which half-step it is, the next row nobody has taken, helpers that are done with it. */
const TURN = 0;
const NEXT_ROW = 1;
const DONE = 2;
export const CONTROL_BYTES = 12;

/** Rows a thread takes at a time: some milliseconds of work, so that long rows do not keep the others waiting at the end. */
const CHUNK = 128;

export function allocateShared(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * 4));
}

/** Solves half-steps together with helpers; the thread that calls takes its part and then waits for them, blocking. */
export function threadedSweep(helpers: readonly MessagePort[], control: Int32Array): (step: HalfStep) => void {
  const shared = new WeakMap<Sparse, Sparse>();
  return (step) => {
    let matrix = shared.get(step.matrix);
    if (!matrix) shared.set(step.matrix, (matrix = share(step.matrix)));
    Atomics.store(control, NEXT_ROW, 0);
    Atomics.store(control, DONE, 0);
    for (const helper of helpers) helper.postMessage({ ...step, matrix });
    Atomics.add(control, TURN, 1);
    Atomics.notify(control, TURN);
    takeRows(step, control);
    for (let done = Atomics.load(control, DONE); done < helpers.length; done = Atomics.load(control, DONE))
      Atomics.wait(control, DONE, done);
  };
}

/** What a helper does until it is ended from outside. */
export function helpForever(port: MessagePort, control: Int32Array): never {
  for (let turn = 0; ;) {
    Atomics.wait(control, TURN, turn);
    const received = receiveMessageOnPort(port) as { message: HalfStep } | undefined;
    if (!received) continue;
    turn += 1;
    takeRows(received.message, control);
    Atomics.add(control, DONE, 1);
    Atomics.notify(control, DONE);
  }
}

function takeRows(step: HalfStep, control: Int32Array): void {
  const { rows } = step.matrix;
  for (let from = Atomics.add(control, NEXT_ROW, CHUNK); from < rows; from = Atomics.add(control, NEXT_ROW, CHUNK)) {
    solveRows(step, from, Math.min(from + CHUNK, rows));
  }
}

function share(matrix: Sparse): Sparse {
  const start = new Int32Array(new SharedArrayBuffer(matrix.start.byteLength));
  const column = new Int32Array(new SharedArrayBuffer(matrix.column.byteLength));
  const value = new Float32Array(new SharedArrayBuffer(matrix.value.byteLength));
  start.set(matrix.start);
  column.set(matrix.column);
  value.set(matrix.value);
  return { ...matrix, start, column, value };
}
