import { workerData, type MessagePort } from 'node:worker_threads';
import { helpForever } from './sweep-threads';

/** Solves rows of factors beside the trainer. */
const { port, control } = workerData as { port: MessagePort; control: Int32Array };
helpForever(port, control);
