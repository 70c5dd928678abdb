import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/core/errors';
import type { Tokens } from './contract';
import { createHttp, type Http, type HttpDeps } from './http';
import { createTokenSource } from './token-source';
import { NO_FAULTS, type Faults } from './sandbox/faults';
import { serveSandbox, type Sandbox, type SandboxVendor } from './sandbox/server';

/** A vendor that answers anybody who is signed in, and gives a new token for each refresh token, once. */
class Vendor implements SandboxVendor {
  access = new Set(['first']);
  refresh = 'r1';
  asked = 0;
  renewals = 0;

  isAuth({ path }: { path: string }): boolean {
    return path === '/token';
  }

  handle(request: { path: string; body: string; headers: Readonly<Record<string, string | undefined>> }) {
    if (request.path === '/token') {
      if (request.body !== this.refresh) return { status: 400, body: { error: 'invalid_grant' } };
      this.renewals += 1;
      this.refresh = `r${this.renewals + 1}`;
      const token = `access ${this.renewals}`;
      this.access.add(token);
      return { status: 200, body: { token, refresh: this.refresh } };
    }
    this.asked += 1;
    if (!this.access.has(request.headers['authorization'] ?? '')) return { status: 401, body: {} };
    if (request.path === '/forbidden') return { status: 403, body: {} };
    if (request.path === '/gone') return { status: 404, body: {} };
    if (request.path === '/long')
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":9007199254740993,"units":2}' };
    return { status: 200, body: { path: request.path, rows: Array.from({ length: 50 }, (_, row) => row) } };
  }

  throttled() {
    return { status: 429, headers: { 'retry-after': '2' }, body: {} };
  }

  expire({ headers }: { headers: Readonly<Record<string, string | undefined>> }): void {
    this.access.delete(headers['authorization'] ?? '');
  }
}

describe('requests to a marketplace', () => {
  let vendor: Vendor;
  let sandbox: Sandbox;
  let tokens: Tokens;
  let waits: number[];
  let taken: string[];
  let now: Date;

  const start = async (faults: Partial<Faults> = {}, change: Partial<HttpDeps> = {}): Promise<Http> => {
    sandbox.faults = { ...NO_FAULTS, ...faults };
    const config = { clientId: 'c', clientSecret: 's', baseUrl: sandbox.origin, authorizeUrl: '', tokenUrl: '', redirectUrl: '' };
    const auth = {
      scopes: [],
      usesPkce: false,
      authorizeUrl: () => '',
      exchange: () => ({ url: '', method: 'POST' as const, headers: {}, body: null }),
      refresh: (_: unknown, refreshToken: string) => ({
        url: `${sandbox.origin}/token`,
        method: 'POST' as const,
        headers: {},
        body: refreshToken,
      }),
      readTokens: (body: unknown): Tokens => {
        const { token, refresh } = body as { token: string; refresh: string };
        return {
          accessToken: token,
          expiresAt: new Date(now.getTime() + 3_600_000),
          refreshToken: refresh,
          refreshExpiresAt: null,
          scopes: [],
        };
      },
      revoke: null,
      headers: (_: unknown, { accessToken }: Tokens) => ({ authorization: accessToken }),
    };
    const source = createTokenSource({
      title: 'Shop',
      auth,
      config,
      read: async () => tokens,
      write: async (next) => {
        tokens = next;
      },
      fetch,
      now: () => now,
    });
    return createHttp({
      title: 'Shop',
      config,
      auth,
      tokens: source,
      limiter: {
        take: async (bucket, cost) => {
          taken.push(`${bucket} ${cost}`);
          return 0;
        },
        correct: async () => {},
      },
      fetch,
      sleep: async (ms) => {
        waits.push(ms);
      },
      random: () => 0.5,
      // Short only where nothing is ever answered: the first request of a process takes its time.
      timeoutMs: faults.timeout ? 300 : 10_000,
      ...change,
    });
  };

  beforeEach(async () => {
    vendor = new Vendor();
    sandbox = await serveSandbox(vendor);
    now = new Date('2026-06-01T12:00:00Z');
    tokens = { accessToken: 'first', expiresAt: null, refreshToken: 'r1', refreshExpiresAt: null, scopes: ['orders'] };
    waits = [];
    taken = [];
  });
  afterEach(() => sandbox.close());

  it('are signed in, counted against their limit, and their answer is read', async () => {
    const http = await start();
    const { body } = await http.send({ path: '/orders', query: { page: 2, none: undefined }, bucket: 'orders', cost: 3 });
    expect(body).toMatchObject({ path: '/orders' });
    expect(taken).toEqual(['orders 3']);
  });

  it.each<[string, Partial<Faults>]>([
    ['is not there for a moment', { unavailable: 2 }],
    ['never answers', { timeout: 2 }],
    ['breaks off in the middle of an answer', { cut: 2 }],
  ])('are repeated when the vendor %s', async (_, faults) => {
    const http = await start(faults);
    for (let count = 0; count < 3; count += 1) expect((await http.send({ path: '/orders', bucket: 'b' })).status).toBe(200);
    expect(waits.length).toBeGreaterThan(0);
  });

  it('that would wait too long for their limit are not sent, and say when to come back', async () => {
    const limiter = { take: async () => 170_000, correct: async () => {} };
    const http = await start({}, { limiter, longestWaitMs: 30_000 });
    await expect(http.send({ path: '/orders', bucket: 'b' })).rejects.toMatchObject({
      code: 'source_throttled',
      retry: { afterMs: 170_000 },
    });
    expect(vendor.asked).toBe(0);
    expect(waits).toEqual([]);
  });

  it('that are refused for minutes are not repeated, and say when to come back', async () => {
    const judge = () => ({ kind: 'throttled' as const, afterMs: 178_000 });
    const http = await start({}, { judge, longestWaitMs: 30_000 });
    await expect(http.send({ path: '/orders', bucket: 'b' })).rejects.toMatchObject({
      code: 'source_throttled',
      retry: { afterMs: 178_000 },
    });
    expect([vendor.asked, waits]).toEqual([1, []]);
  });

  it('keep ids that no number holds', async () => {
    const http = await start();
    expect((await http.send({ path: '/long', bucket: 'b' })).body).toEqual({ id: '9007199254740993', units: 2 });
  });

  it('wait as long as the vendor asks', async () => {
    const http = await start({ throttle: 2 });
    await http.send({ path: '/orders', bucket: 'b' });
    await http.send({ path: '/orders', bucket: 'b' });
    expect(waits).toEqual([2000]);
  });

  it('give up after six attempts, and say whether the vendor was silent or busy', async () => {
    const silent = await start({ unavailable: 1 });
    await expect(silent.send({ path: '/orders', bucket: 'b' })).rejects.toMatchObject({ code: 'source_unavailable', retry: 'later' });
    expect(sandbox.requests).toBe(6);
    const busy = await start({ throttle: 1 });
    await expect(busy.send({ path: '/orders', bucket: 'b' })).rejects.toMatchObject({ code: 'source_throttled', retry: { afterMs: 2000 } });
  });

  it('renew a token that ends in the middle, once for all that wait, and keep the one that comes with it', async () => {
    const http = await start({ expire: 2 });
    await http.send({ path: '/orders', bucket: 'b' });
    await http.send({ path: '/orders', bucket: 'b' });
    expect([vendor.renewals, tokens.refreshToken]).toEqual([1, vendor.refresh]);
    sandbox.faults = NO_FAULTS;
    vendor.access.clear();
    await Promise.all([1, 2, 3].map(() => http.send({ path: '/orders', bucket: 'b' })));
    expect([vendor.renewals, tokens.refreshToken, tokens.scopes]).toEqual([2, vendor.refresh, ['orders']]);
  });

  it('renew a token before it ends', async () => {
    tokens = { ...tokens, expiresAt: new Date(now.getTime() + 60_000) };
    const http = await start();
    await http.send({ path: '/orders', bucket: 'b' });
    expect([vendor.renewals, vendor.asked]).toEqual([1, 1]);
  });

  it('say that the permission is gone when it can not be renewed, and never show a token', async () => {
    vendor.access.clear();
    vendor.refresh = 'another';
    const http = await start();
    const error = await http.send({ path: '/orders', bucket: 'b' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'authorization_lost' });
    expect(isAppError(error) && JSON.stringify([error.toString(), error.cause, error.stack])).not.toMatch(/first|r1/);
  });

  it('that are not permitted or unknown to the vendor are not repeated', async () => {
    const http = await start();
    await expect(http.send({ path: '/forbidden', bucket: 'b' })).rejects.toMatchObject({ code: 'scope_missing' });
    await expect(http.send({ path: '/gone', bucket: 'b' })).rejects.toMatchObject({ code: 'source_changed' });
    expect(sandbox.requests).toBe(2);
  });

  it('to another address carry no token', async () => {
    const http = await start();
    const seen: unknown[] = [];
    const watched = await start(
      {},
      {
        fetch: async (url, init) => {
          seen.push(new Headers(init?.headers).get('authorization'));
          return fetch(url, init);
        },
      },
    );
    await expect(watched.send({ path: `${sandbox.origin}/report`, bucket: 'b', isSignedIn: false })).rejects.toMatchObject({
      code: 'authorization_lost',
    });
    expect(seen).toEqual([null]);
    await http.send({ path: '/orders', bucket: 'b' });
  });
});
