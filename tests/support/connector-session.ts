import { createHash } from 'node:crypto';
import { correct, fullBucket, take, type Left, type RateRule } from '@/core/sync/rate-limit';
import { NO_FAULTS, type Faults } from '@/connectors/kit/sandbox/faults';
import type { Sandbox } from '@/connectors/kit/sandbox/server';
import type { AppConfig, Connector, Page, PageRequest, Session, Stream, Tokens } from '@/connectors/kit/contract';
import { createHttp, type Limiter, type TokenSource } from '@/connectors/kit/http';
import type { FactBatch } from '@/core/model/facts';
import { emptyBatch } from '@/core/model/facts';

const DAY_MS = 86_400_000;

/** A clock that only moves when somebody sleeps or it is set: a test of hours takes milliseconds. */
export class TestClock {
  private ms: number;

  constructor(at: string) {
    this.ms = Date.parse(at);
  }

  readonly now = (): Date => new Date(this.ms);

  readonly sleep = (ms: number): Promise<void> => {
    this.ms += ms;
    return Promise.resolve();
  };
}

/** A clock that somebody else may move. */
export type SessionClock = Pick<TestClock, 'now' | 'sleep'>;

class MemoryLimiter implements Limiter {
  private readonly rules: readonly RateRule[];
  private readonly clock: SessionClock;
  private readonly buckets = new Map<string, ReturnType<typeof fullBucket>>();

  constructor(rules: readonly RateRule[], clock: SessionClock) {
    this.rules = rules;
    this.clock = clock;
  }

  take(id: string, cost: number, mostMs: number): Promise<number> {
    const { rule, bucket, now } = this.open(id);
    const taken = take(rule, bucket, { cost, now, mostMs });
    this.buckets.set(id, taken.bucket);
    return Promise.resolve(taken.waitMs);
  }

  correct(id: string, { points }: Left): Promise<void> {
    const { rule, bucket, now } = this.open(id);
    this.buckets.set(id, correct(rule, bucket, { points, now }));
    return Promise.resolve();
  }

  private open(id: string) {
    const rule = this.rules.find((each) => each.id === id);
    if (!rule) throw new Error(`The connector names no limit ${id}.`);
    const now = this.clock.now().getTime();
    return { rule, now, bucket: this.buckets.get(id) ?? fullBucket(rule, now) };
  }
}

class MemoryTokens implements TokenSource {
  renewals = 0;
  private readonly connector: Connector;
  private readonly config: AppConfig;
  private readonly clock: SessionClock;
  private readonly send: typeof fetch;
  private tokens: Tokens;

  constructor(
    tokens: Tokens,
    { connector, config, clock, send }: { connector: Connector; config: AppConfig; clock: SessionClock; send: typeof fetch },
  ) {
    this.tokens = tokens;
    this.connector = connector;
    this.config = config;
    this.clock = clock;
    this.send = send;
  }

  current(): Promise<Tokens> {
    return Promise.resolve(this.tokens);
  }

  async renew(): Promise<Tokens> {
    this.renewals += 1;
    const { url, method, headers, body } = this.connector.auth.refresh(this.config, this.tokens.refreshToken ?? '');
    const answer = await this.send(url, { method, headers, body });
    const { refreshToken } = this.tokens;
    const renewed = this.connector.auth.readTokens(await answer.json(), this.clock.now());
    this.tokens = { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
    return this.tokens;
  }
}

export interface Connected {
  session: Session;
  tokens: MemoryTokens;
}

/** Sign in at a sandbox as a seller does, and give the session that streams are read with. */
export async function connect(
  connector: Connector,
  {
    config,
    clock,
    account,
    timeoutMs = 10_000,
    patienceMs,
    fetch: send = fetch,
  }: {
    config: AppConfig;
    clock: SessionClock;
    account: Pick<Session, 'accountId' | 'timeZone' | 'currency'>;
    timeoutMs?: number;
    patienceMs?: number;
    fetch?: typeof fetch;
  },
): Promise<Connected> {
  const { auth } = connector;
  const codeVerifier = 'a verifier of enough characters for anybody who asks';
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const consent = await send(auth.authorizeUrl(config, { state: 'state-1', codeChallenge }), { redirect: 'manual' });
  const query = new URL(consent.headers.get('location') ?? '').searchParams;
  auth.checkCallback?.(config, query, clock.now());
  const { url, method, headers, body } = auth.exchange(config, {
    code: query.get(auth.callback?.code ?? 'code') ?? '',
    codeVerifier,
    query,
  });
  const answer = await send(url, { method, headers, body });
  const tokens = new MemoryTokens(auth.readTokens(await answer.json(), clock.now()), { connector, config, clock, send });
  const http = createHttp({
    title: connector.id,
    config,
    auth,
    tokens,
    limiter: new MemoryLimiter(connector.limits, clock),
    ...(connector.judge ? { judge: connector.judge } : {}),
    fetch: send,
    sleep: clock.sleep,
    random: () => 0.5,
    timeoutMs,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  return { session: { http, ...account, now: clock.now }, tokens };
}

/** Read a stream to the end of a window, waiting as it asks to. */
export async function readToEnd(
  stream: Stream,
  { session, clock }: { session: Session; clock: TestClock },
  request: Omit<PageRequest, 'cursor'>,
): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await stream.read(session, { ...request, cursor });
    pages.push(page);
    if (page.waitMs !== undefined) await clock.sleep(page.waitMs);
    cursor = page.next;
    if (pages.length > 5000) throw new Error('This stream does not end.');
  } while (cursor !== null);
  return pages;
}

/** Read a stream over a stretch, in windows as long as it may be asked for. */
export async function readStretch(
  stream: Stream,
  reader: { session: Session; clock: TestClock },
  { from, to }: { from: Date; to: Date },
): Promise<Page[]> {
  if (stream.by === 'snapshot') return readToEnd(stream, reader, { window: null, mode: 'delta' });
  const pages: Page[] = [];
  const step = (stream.windowDays ?? 100_000) * DAY_MS;
  for (let start = from; start < to; start = new Date(start.getTime() + step)) {
    const end = new Date(Math.min(to.getTime(), start.getTime() + step));
    pages.push(...(await readToEnd(stream, reader, { window: { from: start, to: end }, mode: 'backfill' })));
  }
  return pages;
}

/** What a store holds after writing pages in their order: of an order the newest version, of all else the last. */
export function merged(pages: readonly Page[]): FactBatch {
  const batch = emptyBatch();
  const lastBy = <T>(list: readonly T[], keyOf: (fact: T) => string): T[] => [...new Map(list.map((fact) => [keyOf(fact), fact])).values()];
  const all = <K extends keyof FactBatch>(part: K): FactBatch[K][number][] =>
    pages.flatMap(({ facts }) => [...facts[part]] as FactBatch[K][number][]);
  const orders = new Map<string, FactBatch['orders'][number]>();
  for (const order of all('orders'))
    if (order.sourceVersion >= (orders.get(order.externalId)?.sourceVersion ?? 0n)) orders.set(order.externalId, order);
  batch.orders = [...orders.values()];
  batch.products = lastBy(all('products'), ({ externalId }) => externalId);
  batch.customers = lastBy(all('customers'), ({ externalId }) => externalId);
  batch.inventoryLevels = lastBy(all('inventoryLevels'), ({ productExternalId, location }) => `${productExternalId}|${location}`);
  batch.orderLedgers = lastBy(all('orderLedgers'), ({ orderExternalId, scope }) => `${orderExternalId}|${scope}`);
  return batch;
}

/** Run with some faults switched on, and none afterwards. */
export async function withFaults<T>(sandbox: Sandbox, faults: Partial<Faults>, run: () => Promise<T>): Promise<T> {
  sandbox.faults = { ...NO_FAULTS, ...faults };
  try {
    return await run();
  } finally {
    sandbox.faults = NO_FAULTS;
  }
}
