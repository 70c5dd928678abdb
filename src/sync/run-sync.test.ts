import { expect, it } from 'vitest';
import type { Connector, Page, Session, Stream } from '@/connectors/kit/contract';
import { AppError } from '@/core/errors';
import { emptyBatch } from '@/core/model/facts';
import { runSync } from './run-sync';
import type { SyncPorts } from './sync-ports';

const EMPTY: Page = { facts: emptyBatch(), next: null, newest: null, notices: [] };
const throttled = (afterMs: number): AppError => new AppError('source_throttled', 'Slow down.', { retry: { afterMs } });

/** Run a stream that answers with these, one after the other, on a clock that moves by sleeping. */
async function run(answers: readonly (Page | AppError)[], budgetMs: number, others: Page[] = []) {
  let now = Date.parse('2026-03-10T12:00:00Z');
  let beats = 0;
  const left = [...answers];
  const stream: Stream = {
    id: 'orders',
    scopes: [],
    by: 'snapshot',
    overlapMs: 0,
    read: () => {
      const answer = left.shift() ?? EMPTY;
      return answer instanceof AppError ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const other: Stream = { ...stream, id: 'finances', read: () => Promise.resolve(others.shift() ?? EMPTY) };
  const ports: SyncPorts = {
    commit: () =>
      Promise.resolve({
        products: 0,
        customers: 0,
        orders: 0,
        items: 0,
        ledgerEntries: 0,
        reversals: 0,
        payments: 0,
        shipments: 0,
        reviews: 0,
        inventoryLevels: 0,
      }),
    daySums: () => Promise.resolve(new Map()),
    ordersOn: () => Promise.resolve([]),
    beat: async () => {
      beats += 1;
    },
    end: async () => {},
    now: () => new Date(now),
    sleep: async (ms) => {
      now += ms;
    },
  };
  const streams = others.length > 0 ? [stream, other] : [stream];
  const connector = { id: 'shop', streams, dailyTotals: { notOffered: 'It only lists.' } } as unknown as Connector;
  const connection = { openedAt: new Date(0), scopes: [], cadenceMinutes: 60, failures: 0, streams: new Map() };
  const started = now;
  const report = await runSync(connector, { connection, session: {} as Session, ports }, { budgetMs, until: 'complete' });
  const retryInMs = report.retryAt ? report.retryAt.getTime() - now : null;
  return { state: report.state, error: report.error?.code ?? null, beats, waitedMs: now - started, left: left.length, retryInMs };
}

it('a run waits for limits of minutes, and says meanwhile that it lives', async () => {
  const { beats, ...run178 } = await run([throttled(178_000), EMPTY], 600_000);
  expect(run178).toEqual({ state: 'done', error: null, waitedMs: 178_000, left: 0, retryInMs: null });
  expect(beats).toBeGreaterThanOrEqual(6);
});

it('a run whose time is up before the limits allow more is paused, not failed', async () => {
  expect(await run([throttled(178_000), EMPTY], 60_000)).toMatchObject({ state: 'paused', error: null, waitedMs: 0, left: 1 });
});

it('a run that was throttled after all patience is paused until the source allows more, not failed', async () => {
  expect(await run([throttled(2000), EMPTY], 86_400_000)).toMatchObject({ state: 'paused', error: null, waitedMs: 0, retryInMs: 60_000 });
  expect(await run([throttled(178_000), EMPTY], 60_000)).toMatchObject({ state: 'paused', retryInMs: 178_000 });
});

it('a stream that is held back does not hold back the others', async () => {
  const fees = [EMPTY, EMPTY];
  const held = await run([throttled(178_000), EMPTY], 60_000, fees);
  expect([held.state, held.left, fees.length]).toEqual(['paused', 1, 1]);
});
