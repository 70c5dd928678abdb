import { z } from 'zod';
import { AppError } from '@/core/errors';
import { crc32 } from '@/core/math/crc32';
import type { Sparse } from './interactions';
import type { FittedPart } from './recipe';

/**
 * A trained model as bytes, small enough for a database field: about 6 bytes a neighbour (8 above 65,536 items), 4 a factor, 8 an
 * item of a popularity, 12 a pair, and the names of the items. 3,659 items with EASE, 128 factors and pairs come to some 9 MB.
 *
 * 20 bytes head (magic, format version, length of the description, length of the file, CRC-32 of what follows), the description
 * as JSON, padding to 8 bytes, then arrays one after the other, each padded to 8 bytes; little-endian as all our machines are.
 */
export const MODEL_FORMAT = 1;
const MAGIC = 0x51_52_49_53; // "SIRQ" read as bytes
const HEAD_BYTES = 20;

export interface StoredModel {
  items: string[];
  /** By item; empty strings where there is none, an empty list where nothing has one. */
  categories: string[];
  parts: Map<string, FittedPart>;
  /** Baskets there were, and of each item. */
  baskets: number;
  basketsOf: Int32Array;
  /** Item, item, common baskets, one pair after the other, best first. */
  pairs: Int32Array;
}

const partSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scores') }),
  z.object({ kind: z.literal('weights'), entries: z.int().nonnegative() }),
  z.object({ kind: z.literal('factors'), factors: z.int().positive(), lambda: z.number(), alpha: z.number() }),
  z.object({ kind: z.literal('nothing') }),
]);

const descriptionSchema = z.object({
  items: z.array(z.string()),
  categories: z.array(z.string()),
  baskets: z.int().nonnegative(),
  pairs: z.int().nonnegative(),
  parts: z.array(z.object({ key: z.string(), part: partSchema })),
});
type Description = z.infer<typeof descriptionSchema>;

export function writeModel(model: StoredModel): Uint8Array {
  const parts = [...model.parts].map(([key, part]) => ({ key, part: describe(part) }));
  const description: Description = {
    items: model.items,
    categories: model.categories,
    baskets: model.baskets,
    pairs: model.pairs.length / 3,
    parts,
  };
  const text = new TextEncoder().encode(JSON.stringify(description));
  const arrays = [model.basketsOf, model.pairs, ...[...model.parts.values()].flatMap((part) => arraysOf(part, model.items.length))];
  const start = padded(HEAD_BYTES + text.length);
  const bytes = new Uint8Array(arrays.reduce((length, array) => length + padded(array.byteLength), start));
  bytes.set(text, HEAD_BYTES);
  let at = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += padded(array.byteLength);
  }
  const head = [MAGIC, MODEL_FORMAT, text.length, bytes.length, crc32(bytes.subarray(HEAD_BYTES))];
  const view = new DataView(bytes.buffer);
  head.forEach((value, place) => view.setUint32(place * 4, value, true));
  return bytes;
}

const padded = (length: number): number => (length + 7) & ~7;

function describe(part: FittedPart): z.infer<typeof partSchema> {
  if (part.kind === 'weights') return { kind: 'weights', entries: part.weights.column.length };
  if (part.kind === 'factors') return { kind: 'factors', factors: part.model.factors, lambda: part.model.lambda, alpha: part.model.alpha };
  return { kind: part.kind };
}

type Numbers = Int32Array | Uint16Array | Float32Array | Float64Array;

function arraysOf(part: FittedPart, items: number): Numbers[] {
  if (part.kind === 'scores') return [part.scores];
  if (part.kind === 'factors') return [part.model.items];
  if (part.kind === 'nothing') return [];
  const { start, column, value } = part.weights;
  return [start, isSmall(items) ? Uint16Array.from(column) : column, value];
}

/** Whether item numbers fit into two bytes. */
const isSmall = (items: number): boolean => items <= 65_536;

/** Read a model. @throws AppError unreadable_file for bytes that are no model, of another format, cut short or changed. */
export function readModel(bytes: Uint8Array): StoredModel {
  const { description, start } = readHead(bytes);
  const items = description.items.length;
  const reader = new ArrayReader(bytes, start);
  const basketsOf = reader.take(Int32Array, items);
  const pairs = reader.take(Int32Array, description.pairs * 3);
  const parts = new Map(description.parts.map(({ key, part }) => [key, readPart(part, items, reader)]));
  return { items: description.items, categories: description.categories, baskets: description.baskets, basketsOf, pairs, parts };
}

function readHead(bytes: Uint8Array): { description: Description; start: number } {
  if (bytes.length < HEAD_BYTES) throw unreadable('is cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (place: number): number => view.getUint32(place * 4, true);
  if (word(0) !== MAGIC) throw unreadable('is no recommendation model');
  if (word(1) !== MODEL_FORMAT) throw unreadable(`has format ${word(1)}; this version reads ${MODEL_FORMAT}`);
  if (word(3) !== bytes.length) throw unreadable('is cut short');
  if (word(4) !== crc32(bytes.subarray(HEAD_BYTES))) throw unreadable('was changed since it was written');
  const text = new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + word(2)));
  return { description: descriptionSchema.parse(JSON.parse(text)), start: padded(HEAD_BYTES + word(2)) };
}

function unreadable(why: string): AppError {
  return new AppError('unreadable_file', `The stored recommendation model ${why}.`, { remedy: 'Train it again.' });
}

function readPart(part: z.infer<typeof partSchema>, items: number, reader: ArrayReader): FittedPart {
  switch (part.kind) {
    case 'nothing':
      return { kind: 'nothing' };
    case 'scores':
      return { kind: 'scores', scores: reader.take(Float64Array, items) };
    case 'factors': {
      const { factors, lambda, alpha } = part;
      return { kind: 'factors', model: { items: reader.take(Float32Array, items * factors), factors, lambda, alpha } };
    }
    case 'weights': {
      const start = reader.take(Int32Array, items + 1);
      const column = isSmall(items) ? Int32Array.from(reader.take(Uint16Array, part.entries)) : reader.take(Int32Array, part.entries);
      const weights: Sparse = { rows: items, columns: items, start, column, value: reader.take(Float32Array, part.entries) };
      return { kind: 'weights', weights };
    }
  }
}

interface NumbersType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): T;
}

/** Takes one array after the other, each as a copy: the bytes may stand at an odd place of a larger buffer. */
class ArrayReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  take<T>(type: NumbersType<T>, length: number): T {
    const size = length * type.BYTES_PER_ELEMENT;
    if (this.#at + size > this.#bytes.length) throw unreadable('is cut short');
    const copy = new Uint8Array(size);
    copy.set(this.#bytes.subarray(this.#at, this.#at + size));
    this.#at += padded(size);
    return new type(copy.buffer);
  }
}
