import { createReadStream, readFileSync } from 'node:fs';
import { createGunzip, gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse';
import { seededRandom } from '@/core/math/random';
import type { EventLog, PurchaseEvent } from '@/core/recommend/events';

interface RetailRow {
  InvoiceNo: string;
  StockCode: string;
  Quantity: string;
  InvoiceDate: string;
  UnitPrice: string;
  CustomerID: string;
}

/**
 * Online Retail, clean: a customer, a quantity and a price above zero, no credit note, and a stock code that begins with five
 * digits (others are postage, fees and the like). Its moments are read as UTC.
 */
export async function readOnlineRetail(file: string): Promise<PurchaseEvent[]> {
  const events: PurchaseEvent[] = [];
  const rows = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of rows as AsyncIterable<RetailRow>) {
    const quantity = Number(row.Quantity);
    const isClean = row.CustomerID !== '' && quantity > 0 && Number(row.UnitPrice) > 0 && !row.InvoiceNo.startsWith('C');
    if (!isClean || !/^\d{5}/.test(row.StockCode)) continue;
    const at = Date.parse(`${row.InvoiceDate.replace(' ', 'T')}Z`);
    events.push({ user: row.CustomerID, item: row.StockCode, order: row.InvoiceNo, at, quantity });
  }
  return events;
}

/** Amazon Beauty: of each user the items in the order of time; each step is an order of its own. */
export function readSequences(file: string): { user: string; items: string[] }[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [user = '', ...items] = line.split(' ');
      return { user, items };
    });
}

/**
 * Purchases of 50,000 people of 20,000 items, as in a shop of that size: an item's share falls with its rank, and four of five
 * purchases fall into the buyer's own taste, one of 50.
 */
export function generateLog(entries: number, { users, items }: { users: number; items: number }): EventLog {
  const random = seededRandom(7);
  const tastes = 50;
  const user = Int32Array.from({ length: entries }, () => Math.floor(random() * users));
  const item = user.map((who) => {
    const drawn = Math.floor(random() ** 2 * items);
    return random() < 0.8 ? Math.min(items - 1, drawn - (drawn % tastes) + (who % tastes)) : drawn;
  });
  const names = (count: number): string[] => Array.from({ length: count }, (_, number) => String(number));
  const order = Int32Array.from({ length: entries }, (_, number) => number);
  return { users: names(users), items: names(items), orders: names(entries), user, item, order, at: Float64Array.from(order) };
}
