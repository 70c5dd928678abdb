import { scaleOf } from '@/connectors/demo/generate';
import { serveMarketplace } from '@/server/sandbox';

/** What a served sandbox says of itself. */
export interface ServedSandbox {
  origin: string;
  orders: number;
  timeZone: string;
  currency: string;
}

/**
 * A process of its own that serves a marketplace, so that the orders it holds and what it computes are not measured.
 * Arguments: the marketplace and about how many orders. It ends with its standard input.
 */
const [, , marketplace = '', orders = ''] = process.argv;
const scale = scaleOf(marketplace, Number(orders));
const served = await serveMarketplace(marketplace, { now: () => new Date(), scale });
const { timeZone, currency } = served.shop.account;
const said: ServedSandbox = { origin: served.origin, orders: served.shop.byCreation().length, timeZone, currency };
process.stdout.write(`${JSON.stringify(said)}\n`);
process.stdin.resume();
process.stdin.once('end', () => void served.close());
