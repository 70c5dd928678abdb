import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isHit, NO_FAULTS, type Faults } from './faults';

/** A request as a sandbox sees it. */
export interface SandboxRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
  /** The sandbox's own address, for links in answers. */
  origin: string;
}

export interface SandboxReply {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON; text and bytes as they are. */
  body: unknown;
}

/** One vendor's API over one or more seeded shops. */
export interface SandboxVendor {
  /** Answer a request of the vendor's documented API. */
  handle(request: SandboxRequest, faults: Faults): SandboxReply | Promise<SandboxReply>;
  /** How the vendor asks to slow down. */
  throttled(request: SandboxRequest): SandboxReply;
  /** The access token of this request ceases to be good. */
  expire(request: SandboxRequest): void;
  /** Token and consent endpoints: general faults leave them alone, so that a test can sign in. */
  isAuth(request: SandboxRequest): boolean;
}

export interface Sandbox {
  origin: string;
  /** Requests to the API so far, those that failed included. */
  readonly requests: number;
  faults: Faults;
  close(): Promise<void>;
}

/** Serve a vendor on loopback. `PUT /__faults` with a part of `Faults` switches faults from another process. */
export async function serveSandbox(
  vendor: SandboxVendor,
  { port = 0, faults = NO_FAULTS }: { port?: number; faults?: Faults } = {},
): Promise<Sandbox> {
  const state = { faults, requests: 0 };
  const server = createServer((incoming, outgoing) => {
    void answer(vendor, state, { incoming, outgoing }).catch((error: unknown) => {
      outgoing.statusCode = 500;
      outgoing.end(error instanceof Error ? error.message : 'sandbox failed');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: originOf(server),
    get requests() {
      return state.requests;
    },
    get faults() {
      return state.faults;
    },
    set faults(value) {
      state.faults = value;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  vendor: SandboxVendor,
  state: { faults: Faults; requests: number },
  { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse },
): Promise<void> {
  const request = await read(incoming);
  if (request.path === '/__faults' && request.method === 'PUT') {
    state.faults = { ...state.faults, ...(JSON.parse(request.body) as Partial<Faults>) };
    send(outgoing, { status: 200, body: state.faults });
    return;
  }
  const { faults } = state;
  if (vendor.isAuth(request)) {
    send(outgoing, await vendor.handle(request, faults));
    return;
  }
  state.requests += 1;
  const count = state.requests;
  if (isHit(faults.timeout, count)) return;
  if (isHit(faults.unavailable, count)) send(outgoing, { status: 503, body: { error: 'unavailable' } });
  else if (isHit(faults.throttle, count)) send(outgoing, vendor.throttled(request));
  else {
    if (isHit(faults.expire, count)) vendor.expire(request);
    send(outgoing, await vendor.handle(request, faults), isHit(faults.cut, count));
  }
}

async function read(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const origin = `http://${incoming.headers.host ?? '127.0.0.1'}`;
  const url = new URL(incoming.url ?? '/', origin);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
    origin,
  };
}

/** `isCut`: the length promised is that of the whole, and the connection ends in the middle. */
function send(outgoing: ServerResponse, { status, headers = {}, body }: SandboxReply, isCut = false): void {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = Buffer.from(isRaw ? body : JSON.stringify(body));
  outgoing.writeHead(status, {
    'content-type': isRaw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': bytes.length,
    ...headers,
  });
  if (!isCut) outgoing.end(bytes);
  else outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.destroy());
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
