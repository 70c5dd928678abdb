import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '@/core/errors';

/** One request to a model and its answer, a line of the file. Headers are not kept: they hold the key. */
const entrySchema = z.object({
  version: z.literal(1),
  key: z.string(),
  path: z.string(),
  request: z.unknown(),
  status: z.int(),
  contentType: z.string(),
  /** The body as it came, streamed or not. */
  response: z.string(),
});
type Entry = z.infer<typeof entrySchema>;

export interface Transcript {
  mode: 'record' | 'replay';
  file: string;
}

/** Read "record:<file>" or "replay:<file>"; null when it is neither. */
export function parseTranscript(text: string): Transcript | null {
  const match = /^(record|replay):(.+)$/.exec(text.trim());
  return match ? { mode: match[1] === 'record' ? 'record' : 'replay', file: path.resolve(/*turbopackIgnore: true*/ match[2] ?? '') } : null;
}

const opened = new Map<string, typeof fetch>();

/**
 * The fetch a model client uses: it writes down what is said, or answers from what was written down. One per file and
 * process: a run of many questions is one transcript.
 */
export function transcriptFetch({ mode, file }: Transcript): typeof fetch {
  const key = `${mode}:${file}`;
  const known = opened.get(key);
  if (known) return known;
  const made = mode === 'record' ? recordingFetch(file) : replayingFetch(file);
  opened.set(key, made);
  return made;
}

/** Starts the file anew. An answer that is cut off is not written down: a replay would cut it off as well. */
export function recordingFetch(file: string): typeof fetch {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '', { mode: 0o600 });
  } catch (cause) {
    throw fileError(`The transcript ${file} cannot be written.`, 'Give a file in a folder that can be written.', cause);
  }
  return async (input, init) => {
    const response = await fetch(input, init);
    const request = readRequest(input, init);
    const keep = (body: string): void =>
      appendFileSync(
        file,
        `${JSON.stringify({
          version: 1,
          key: keyOf(request),
          path: request.path,
          request: request.body,
          status: response.status,
          contentType: response.headers.get('content-type') ?? 'application/json',
          response: body,
        } satisfies Entry)}\n`,
      );
    if (!response.body) {
      keep('');
      return response;
    }
    return new Response(response.body.pipeThrough(collect(keep)), { status: response.status, headers: response.headers });
  };
}

/** Passes bytes on at once, and the whole text when the stream has ended well. */
function collect(done: (text: string) => void): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  let text = '';
  return new TransformStream({
    transform(chunk: Uint8Array, controller) {
      text += decoder.decode(chunk, { stream: true });
      controller.enqueue(chunk);
    },
    flush() {
      done(text + decoder.decode());
    },
  });
}

/** Answers the same request as often as it was recorded, in that order; the last answer is repeated. Never asks a server. */
export function replayingFetch(file: string): typeof fetch {
  const entries = new Map<string, Entry[]>();
  for (const entry of readEntries(file)) entries.set(entry.key, [...(entries.get(entry.key) ?? []), entry]);
  const asked = new Map<string, number>();
  return async (input, init) => {
    const request = readRequest(input, init);
    const key = keyOf(request);
    const known = entries.get(key) ?? [];
    const count = asked.get(key) ?? 0;
    asked.set(key, count + 1);
    const entry = known[Math.min(count, known.length - 1)];
    if (!entry)
      throw fileError(
        `The transcript ${file} holds no answer to this request (${request.path}, ${key.slice(0, 12)}).`,
        'Record it again: the question, the data, the prompt or the day have changed since. SHOPIQ_NOW keeps the day.',
      );
    return new Response(entry.response, { status: entry.status, headers: { 'content-type': entry.contentType } });
  };
}

function readEntries(file: string): Entry[] {
  if (!existsSync(file)) throw fileError(`There is no transcript ${file}.`, 'Record one first, or correct the path.');
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      try {
        return [entrySchema.parse(JSON.parse(line))];
      } catch (cause) {
        throw fileError(`Line ${index + 1} of the transcript ${file} is not an entry.`, 'Record it again.', cause);
      }
    });
}

function fileError(message: string, remedy: string, cause?: unknown): AppError {
  return new AppError('model_unavailable', message, { field: 'transcript', remedy, ...(cause === undefined ? {} : { cause }) });
}

interface ModelRequest {
  path: string;
  body: unknown;
}

function readRequest(input: Parameters<typeof fetch>[0], init: Parameters<typeof fetch>[1]): ModelRequest {
  const url = new URL(input instanceof Request ? input.url : input);
  const text = typeof init?.body === 'string' ? init.body : '';
  // Servers are told apart by nothing but their path: a transcript is replayed without any.
  return { path: url.pathname.split('/').slice(-2).join('/'), body: text === '' ? null : (JSON.parse(text) as unknown) };
}

/**
 * What makes two requests the same: path and content. Ids of tool calls are numbered in the order they appear, because
 * earlier turns of a thread give them at random.
 */
function keyOf({ path: where, body }: ModelRequest): string {
  const ids = new Map<string, string>();
  const stable = JSON.stringify(body, (name, value: unknown) => {
    if ((name === 'id' || name === 'tool_call_id') && typeof value === 'string') {
      if (!ids.has(value)) ids.set(value, `call-${ids.size + 1}`);
      return ids.get(value);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return createHash('sha256').update(`${where}\n${stable}`).digest('hex');
}
