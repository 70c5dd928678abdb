import type { SandboxShop } from '../../kit/sandbox/shop';
import { PLACES, type Place } from '../regions';

/** The marketplace of a currency: the first that has it. */
export function placeIn(currency: string): Place {
  const place = PLACES.find((each) => each.currency === currency);
  if (!place) throw new Error(`Amazon has no marketplace for ${currency}.`);
  return place;
}

/** Where the seeded shop sells: one marketplace for each currency of its orders, that of the account first. */
export function placesOf(shop: SandboxShop): Place[] {
  const currencies = new Set([shop.account.currency, ...shop.byCreation().map(({ fact }) => fact.currency)]);
  return [...currencies].map(placeIn);
}
