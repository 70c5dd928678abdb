import type { OrderFact } from '@/core/model/facts';
import type { SandboxShop } from '../../kit/sandbox/shop';
import { atFirst } from './numbers';

/** Ids are three, seven and seven digits; those of the seeded orders begin with a one. */
const exchangeIdOf = (id: string): string => `9${id.slice(1)}`;
/** The order that one was sent out in exchange for; null for all others. */
export const originalOf = ({ externalId }: OrderFact): string | null => (externalId.startsWith('9') ? `1${externalId.slice(1)}` : null);

/** Amazon sends nothing within an order that was not bought with it: what goes out in exchange is an order of its own. */
export function splitExchanges(shop: SandboxShop): void {
  for (const { fact } of shop.byCreation()) {
    const later = fact.ledger.filter((entry) => entry.kind === 'SALE' && !atFirst(fact)(entry));
    const [first] = later;
    if (!first) continue;
    const sentOut = new Set(later.map(({ itemExternalId }) => itemExternalId));
    const id = exchangeIdOf(fact.externalId);
    const [kept, exchanged] = [false, true].map((isLater) => ({
      ...fact,
      items: fact.items.filter((item) => sentOut.has(item.externalId) === isLater),
      ledger: fact.ledger.filter((entry) => later.includes(entry) === isLater),
    }));
    if (kept) shop.add(kept);
    if (exchanged)
      shop.add({ ...exchanged, externalId: id, name: id, status: 'shipped', ordered: first.processed, shipments: [], payments: [] });
  }
}
