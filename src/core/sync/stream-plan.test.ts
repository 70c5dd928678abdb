import { describe, expect, it } from 'vitest';
import { afterPage, nextTask, UNREAD, type StreamRules, type StreamState } from './stream-plan';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A small generator (mulberry32), so that a failing history can be run again. */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Entry {
  id: number;
  createdAt: number;
  updatedAt: number;
  /** The list shows a change only from here on. */
  visibleAt: number;
  version: number;
}

/** A vendor whose records change while they are read, and show late. */
class Source {
  readonly records: Entry[] = [];
  private readonly random: () => number;
  private readonly by: 'updated' | 'created';
  private readonly mostLateMs: number;

  constructor(random: () => number, by: 'updated' | 'created', mostLateMs: number) {
    this.random = random;
    this.by = by;
    this.mostLateMs = mostLateMs;
  }

  make(at: number): void {
    this.records.push({ id: this.records.length, createdAt: at, updatedAt: at, visibleAt: at + this.late(), version: 1 });
  }

  change(at: number, youngest: number): void {
    const known = this.records.filter(({ createdAt }) => createdAt >= youngest);
    const record = known[Math.floor(this.random() * known.length)];
    if (record) Object.assign(record, { updatedAt: at, visibleAt: at + this.late(), version: record.version + 1 });
  }

  list(
    window: { from: Date; to: Date } | null,
    { cursor, now }: { cursor: string | null; now: number },
  ): { rows: Entry[]; next: string | null } {
    const stamp = (record: Entry): number => (this.by === 'updated' ? record.updatedAt : record.createdAt);
    const rows = this.records
      .filter(
        (record) => record.visibleAt <= now && (!window || (stamp(record) >= window.from.getTime() && stamp(record) < window.to.getTime())),
      )
      .sort((a, b) => stamp(a) - stamp(b) || a.id - b.id)
      // A cursor is the last record read, as vendors with stable paging have it.
      .filter((record) => cursor === null || `${String(stamp(record)).padStart(16, '0')}-${String(record.id).padStart(6, '0')}` > cursor);
    const page = rows.slice(0, 1 + Math.floor(this.random() * 4));
    const last = page.at(-1);
    const next = last && rows.length > page.length ? `${String(stamp(last)).padStart(16, '0')}-${String(last.id).padStart(6, '0')}` : null;
    return { rows: page.map((row) => ({ ...row })), next };
  }

  private late(): number {
    return Math.floor(this.random() * this.mostLateMs);
  }
}

/** Read a changing source with kills at any step, until it stands still and nothing is left to do. */
function readAll(
  seed: number,
  rules: StreamRules & { by: 'updated' | 'created' },
): { held: Map<number, number>; source: Source; steps: number } {
  const random = seeded(seed);
  const since = Date.parse('2026-01-01T00:00:00Z');
  let now = Date.parse('2026-06-01T00:00:00Z');
  const source = new Source(random, rules.by, Math.min(rules.overlapMs, 8 * MINUTE_MS));
  for (let count = 0; count < 60; count += 1) source.make(since + Math.floor(random() * (now - since)));
  const held = new Map<number, number>();
  let state: StreamState = UNREAD;
  const youngest = (): number => (rules.rescanDays === undefined ? 0 : now - rules.rescanDays * DAY_MS * 0.9);
  let steps = 0;
  for (; steps < 4000; steps += 1) {
    const isLive = steps < 400;
    now += Math.floor(random() * (isLive ? 20 * MINUTE_MS : 40 * MINUTE_MS));
    if (isLive && random() < 0.3) source.make(now - 1);
    if (isLive && random() < 0.3) source.change(now - 1, youngest());
    const input = { now: new Date(now), since: new Date(since), staleMs: 60 * MINUTE_MS };
    const planned = nextTask(rules, state, input);
    if (!planned) {
      if (!isLive && steps > 1200) break;
      continue;
    }
    const { task } = planned;
    const { rows, next } = source.list(task.window, { cursor: task.cursor, now });
    if (random() < 0.2) continue; // killed: neither the page nor the checkpoint is kept
    for (const row of rows) if (row.version >= (held.get(row.id) ?? 0)) held.set(row.id, row.version);
    const stamps = rows.map((row) => (rules.by === 'updated' ? row.updatedAt : row.createdAt));
    const newest = stamps.length > 0 ? new Date(Math.max(...stamps)) : null;
    state = afterPage(rules, state, { task, page: { next, newest }, input });
  }
  return { held, source, steps };
}

describe('a stream read page by page', () => {
  const OVERLAP = 10 * MINUTE_MS;
  it.each<[string, StreamRules & { by: 'updated' | 'created' }]>([
    ['by when records changed', { by: 'updated', overlapMs: OVERLAP }],
    ['where a window holds 15 days at most', { by: 'updated', overlapMs: OVERLAP, windowDays: 15 }],
    ['where nothing newer than two minutes may be asked for', { by: 'updated', overlapMs: OVERLAP, lagMs: 2 * MINUTE_MS }],
    ['by creation alone, with changes in the trailing 60 days', { by: 'created', overlapMs: OVERLAP, rescanDays: 60, windowDays: 31 }],
  ])('ends with every record in its last version, whatever is killed: %s', (_, rules) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const { held, source } = readAll(seed, rules);
      const wanted = source.records.map(({ id, version }) => [id, version]);
      expect([seed, [...held].sort(([a], [b]) => a - b)]).toEqual([seed, wanted]);
    }
  });

  const input = { now: new Date('2026-06-01T00:00:00Z'), since: new Date('2025-12-01T00:00:00Z'), staleMs: 60 * MINUTE_MS };
  const rules: StreamRules = { by: 'updated', overlapMs: OVERLAP };
  const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

  it('begins with the newest days and goes back to where the account was opened', () => {
    const windows: string[] = [];
    let state = UNREAD;
    for (let planned = nextTask(rules, state, input); planned; planned = nextTask(rules, state, input)) {
      windows.push(`${planned.priority} ${planned.task.window?.from.toISOString().slice(0, 10)}`);
      state = afterPage(rules, state, { task: planned.task, page: { next: null, newest: planned.task.window?.to ?? null }, input });
    }
    expect(windows).toEqual([
      'first 2026-05-02',
      'past 2026-04-02',
      'past 2026-03-03',
      'past 2026-02-01',
      'past 2026-01-02',
      'past 2025-12-03',
      'past 2025-12-01',
    ]);
  });

  it('asks for what changed before it goes on with the past', () => {
    const state: StreamState = { ...UNREAD, readFrom: day('2026-03-03'), readTo: day('2026-05-31'), refreshedAt: day('2026-05-31') };
    expect(nextTask(rules, state, input)).toMatchObject({
      priority: 'stale',
      task: { kind: 'delta', window: { from: new Date('2026-05-30T23:50:00Z'), to: new Date('2026-06-01T01:00:00Z') } },
    });
  });

  it('goes on from the newest stamp of the source, not from our clock', () => {
    const task = { kind: 'delta' as const, window: { from: day('2026-05-31'), to: input.now }, cursor: null, newest: null };
    const state: StreamState = { ...UNREAD, readFrom: day('2025-12-01'), readTo: day('2026-05-31'), task };
    const page = { next: null, newest: new Date('2026-05-31T11:00:00Z') };
    expect(afterPage(rules, state, { task, page, input }).readTo).toEqual(page.newest);
    expect(afterPage(rules, state, { task, page: { next: null, newest: null }, input }).readTo).toEqual(day('2026-05-31'));
  });

  it('has nothing to do when all is read and fresh', () => {
    const state: StreamState = { ...UNREAD, readFrom: input.since, readTo: input.now, refreshedAt: input.now };
    expect(nextTask(rules, state, input)).toBeNull();
  });

  it('reads a snapshot whole, again when it is stale', () => {
    const snapshot: StreamRules = { by: 'snapshot', overlapMs: 0 };
    const first = nextTask(snapshot, UNREAD, input);
    expect(first).toMatchObject({ priority: 'first', task: { kind: 'snapshot', window: null } });
    const state = first ? afterPage(snapshot, UNREAD, { task: first.task, page: { next: null, newest: null }, input }) : UNREAD;
    expect(nextTask(snapshot, state, input)).toBeNull();
    expect(nextTask(snapshot, state, { ...input, now: new Date('2026-06-01T01:00:00Z') })).toMatchObject({ priority: 'stale' });
  });
});
