import type { LedgerFact, OrderFact, OrderItemFact } from '@/core/model/facts';
import { toMajor } from '@/core/model/money';

/** Flipkart's ids and stamps. Those of a seeded shop are made from the facts' own, the same each time. */

const digitsOf = ({ externalId }: OrderFact): string => externalId.replace(/\D/g, '');

/** Of the item at a place of the order; later ones are added at the end. */
export const itemIdOf = (fact: OrderFact, index: number): string => `${digitsOf(fact)}${String(index + 1).padStart(2, '0')}`;

export const shipmentIdOf = (fact: OrderFact, number: number): string => `shp-${digitsOf(fact)}-${number}`;

export const listingIdOf = (product: string): string => `LST${product}`;

export const rupees = (minor: bigint): number => toMajor(minor, 'INR');

const IST_MS = 19_800_000;

/** Indian time, as answers have it. */
export const istOf = (at: Date): string => `${new Date(at.getTime() + IST_MS).toISOString().slice(0, 23)}+05:30`;

export const isOf =
  ({ externalId }: OrderItemFact) =>
  ({ itemExternalId }: LedgerFact): boolean =>
    itemExternalId === externalId;

export const entriesOf = ({ ledger }: OrderFact, kind: LedgerFact['kind'], item: OrderItemFact): LedgerFact[] =>
  ledger.filter((entry) => entry.kind === kind && isOf(item)(entry));

export const unitsOf = (entries: readonly LedgerFact[]): number => entries.reduce((sum, { quantity }) => sum + quantity, 0);

export const amountOf = (entries: readonly LedgerFact[]): bigint => entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
