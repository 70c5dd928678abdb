import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../kit/contract';
import { Refused } from './client';
import { readWindow, type Stretch } from './paging';

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const END = Date.parse('2026-02-01T00:00:00Z');

/** A list of records by their stamps, whose tokens end after a day, on a clock that the reader does not set. */
class List {
  now = Date.parse('2026-03-01T00:00:00Z');
  readonly asked: Stretch[] = [];
  private readonly stamps: readonly number[];
  private readonly size: number;
  private readonly tokens = new Map<string, { from: number; question: string; made: number }>();

  constructor(stamps: readonly number[], size: number) {
    this.stamps = [...stamps].sort((a, b) => a - b);
    this.size = size;
  }

  ask = ({ after, before, token }: Stretch): Promise<{ nodes: unknown[]; token: string | null }> => {
    this.asked.push({ after, ...(before === undefined ? {} : { before }), ...(token === undefined ? {} : { token }) });
    const question = `${after} ${before ?? ''}`;
    const held = token === undefined ? { from: 0, question, made: this.now } : this.tokens.get(token);
    if (!held || held.question !== question || this.now - held.made > 24 * HOUR_MS) return Promise.reject(new Refused());
    const within = this.stamps.filter((stamp) => stamp >= Date.parse(after) && stamp <= (before ? Date.parse(before) : this.now - 120_000));
    const nodes = within.slice(held.from, held.from + this.size);
    const next = held.from + nodes.length;
    if (next >= within.length) return Promise.resolve({ nodes, token: null });
    const name = `token ${this.tokens.size}`;
    this.tokens.set(name, { ...held, from: next });
    return Promise.resolve({ nodes, token: name });
  };
}

const sessionOn = (list: List): Session => ({ now: () => new Date(list.now) }) as unknown as Session;

/** Read a window to its end, with some time between its pages. */
async function readAll(list: List, window: { from: number; to: number }, waits: readonly number[] = []): Promise<Set<unknown>> {
  const seen = new Set<unknown>();
  const left = [...waits];
  let cursor: string | null = null;
  do {
    const request = { window: { from: new Date(window.from), to: new Date(window.to) }, cursor, mode: 'backfill' as const };
    const page: { nodes: unknown[]; next: string | null } = await readWindow(sessionOn(list), request, list.ask);
    for (const node of page.nodes) seen.add(node);
    cursor = page.next;
    list.now += left.shift() ?? 0;
    if (list.asked.length > 2000) throw new Error('this window does not end');
  } while (cursor !== null);
  return seen;
}

describe('a window whose pages go on by tokens', () => {
  it('is read whole, however often and however long it is left off', async () => {
    let halved = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: START, max: END }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 30 * HOUR_MS }), { maxLength: 25 }),
        async (stamps, size, waits) => {
          const list = new List(stamps, size);
          expect(await readAll(list, { from: START, to: END }, waits)).toEqual(new Set(stamps));
          if (new Set(list.asked.map(({ before }) => before)).size > 1) halved += 1;
        },
      ),
      { numRuns: 300 },
    );
    expect(halved).toBeGreaterThan(50);
  });

  it('is asked for as far as the vendor tells where it ends about now, to the end of the same question', async () => {
    const list = new List(
      [1, 2, 3, 4].map((minutes) => Date.parse('2026-03-01T00:00:00Z') - minutes * 60_000 - 120_000),
      1,
    );
    const to = list.now - 180_000;
    expect((await readAll(list, { from: START, to }, [HOUR_MS, HOUR_MS])).size).toBe(4);
    expect(list.asked.map(({ before }) => before)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is not read for ever when a stretch is refused however short it is', async () => {
    const list = new List([START, START], 1);
    const window = { from: new Date(START), to: new Date(END) };
    const ask = (stretch: Stretch) =>
      stretch.token === undefined
        ? Promise.resolve({ nodes: [], token: 'one' })
        : Promise.reject<{ nodes: []; token: null }>(new Refused());
    const run = async (): Promise<void> => {
      for (let cursor: string | null = null, count = 0; count < 500; count += 1)
        cursor = (await readWindow(sessionOn(list), { window, cursor, mode: 'delta' }, ask)).next;
    };
    await expect(run()).rejects.toThrow(Refused);
  });

  it('that is refused at its first page is not tried again', async () => {
    const list = new List([], 1);
    const request = { window: { from: new Date(START), to: new Date(END) }, cursor: null, mode: 'delta' as const };
    await expect(readWindow(sessionOn(list), request, () => Promise.reject<{ nodes: []; token: null }>(new Refused()))).rejects.toThrow(
      Refused,
    );
  });
});
