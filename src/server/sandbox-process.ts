import { seedShops, serveShop } from './sandbox';

/** What a process that serves sandboxes is to serve. */
export interface SandboxOrder {
  marketplaces: readonly string[];
  scale: number;
  /** The moment the shops are seen at, an ISO instant. */
  at: string;
  /** Where the vendors' clock begins, an ISO instant; it goes on from there. */
  now: string;
}

/** A sandbox that is served. */
export interface ServedSandbox {
  marketplace: string;
  origin: string;
  orders: number;
  /** IANA zone of the shop's clock. */
  timeZone: string;
  /** ISO 4217 code. */
  currency: string;
}

/**
 * A process of its own that serves marketplaces over the demo seller's shops: what they hold and compute burdens nobody
 * else. Its argument is a SandboxOrder as JSON; it prints the ServedSandboxes as one line of JSON and ends with its
 * standard input.
 */
const order = JSON.parse(process.argv[2] ?? '{}') as SandboxOrder;
// Ctrl-C ends the one who started it first, who may still be reading.
process.on('SIGINT', () => {});
const aheadMs = Date.parse(order.now) - Date.now();
const now = (): Date => new Date(Date.now() + aheadMs);
const served = await Promise.all(
  seedShops(order.marketplaces, { now: new Date(order.at), scale: order.scale }).map(async (seeded): Promise<ServedSandbox> => {
    const { marketplace, shop } = seeded;
    const { origin } = await serveShop(seeded, { now });
    const { timeZone, currency } = shop.account;
    return { marketplace, origin, orders: shop.byCreation().length, timeZone, currency };
  }),
);
process.stdout.write(`${JSON.stringify(served)}\n`);
process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
