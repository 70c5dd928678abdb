import { seededRandom } from '@/core/math/random';
import { DAY_MS, type PurchaseEvent } from './events';

/** Days a generated shop has been open. */
export const SHOP_DAYS = 200;
export const SHOP_END = SHOP_DAYS * DAY_MS;

/** The matrix of the check values: rows of 0 and 1 as text, one a customer, each entry an order of its own. */
export function eventsOf(rows: readonly string[]): PurchaseEvent[] {
  return rows.flatMap((row, user) =>
    [...row].flatMap((cell, item) =>
      cell === '1' ? [{ user: `u${user}`, item: `i${item}`, order: `o${user}-${item}`, at: user * 100 + item, quantity: 1 }] : [],
    ),
  );
}

interface Shop {
  seed: number;
  customers?: number;
  items?: number;
  ordersOfCustomer?: number;
  /** Chance that a customer buys within the own taste: 0 is a shop without structure. */
  taste: number;
}

const TASTES = 8;
const ITEMS_OF_ORDER = 3;

/** A shop whose items have a popularity, and whose customers have a taste as far as told. */
export function generateShop({ seed, customers = 150, items = 80, ordersOfCustomer = 8, taste }: Shop): PurchaseEvent[] {
  const random = seededRandom(seed);
  // The square of an even draw: the first items are bought most.
  const draw = (): number => Math.floor(random() ** 2 * items);
  const events: PurchaseEvent[] = [];
  for (let user = 0; user < customers; user += 1) {
    for (let order = 0; order < ordersOfCustomer; order += 1) {
      const at = Math.floor(random() * SHOP_END);
      for (let line = 0; line < ITEMS_OF_ORDER; line += 1) {
        let item = draw();
        if (random() < taste) item = Math.min(items - 1, item - (item % TASTES) + (user % TASTES));
        events.push({ user: `u${user}`, item: `i${item}`, order: `o${user}-${order}`, at, quantity: 1 });
      }
    }
  }
  return events;
}
