import { dayOf, momentFromInstant, type Day } from '@/core/model/calendar';
import type {
  FactBatch,
  LedgerKind,
  Moment,
  OrderFact,
  ProductFact,
  CustomerFact,
  InventoryLevelFact,
  ReviewFact,
} from '@/core/model/facts';
import type { Account } from '../contract';

/** An order of a seeded shop, with when the vendor says it last changed. */
export interface ShopOrder {
  fact: OrderFact;
  updatedAt: Date;
}

/** A seller's shop as a vendor holds it. Its ledger is known: it is what a sync must arrive at, to the cent. */
export class SandboxShop {
  readonly account: Account;
  readonly products: ProductFact[];
  readonly customers: CustomerFact[];
  readonly inventory: InventoryLevelFact[];
  readonly reviews: ReviewFact[];
  private readonly orders: Map<string, ShopOrder>;
  /** The two orders of lists, as they were asked for last; forgotten with every change. */
  private sorted: { byUpdate?: ShopOrder[]; byCreation?: ShopOrder[] } = {};

  constructor(account: Account, facts: FactBatch) {
    this.account = account;
    this.products = [...facts.products];
    this.customers = [...facts.customers];
    this.inventory = [...facts.inventoryLevels];
    this.reviews = [...facts.reviews];
    this.orders = new Map(facts.orders.map((fact) => [fact.externalId, { fact, updatedAt: new Date(Number(fact.sourceVersion)) }]));
  }

  order(externalId: string): ShopOrder | undefined {
    return this.orders.get(externalId);
  }

  /** Orders by when they last changed, oldest first; equal stamps by id, so that pages are stable. */
  byUpdate(): readonly ShopOrder[] {
    return (this.sorted.byUpdate ??= this.sortedBy(({ updatedAt }) => updatedAt));
  }

  byCreation(): readonly ShopOrder[] {
    return (this.sorted.byCreation ??= this.sortedBy(({ fact }) => fact.ordered.at));
  }

  /** Note a change without any (a tag): the stamp moves, the money does not. */
  touch(externalId: string, at: Date): void {
    this.changed(externalId).updatedAt = at;
  }

  /** Take back units of a line. `isSilent`: the order's stamp stays, as some vendors leave it. */
  refund(externalId: string, { item, units, at, isSilent = false }: { item: string; units: number; at: Date; isSilent?: boolean }): void {
    const order = this.changed(externalId);
    const { fact } = order;
    const sold = fact.ledger.filter((entry) => entry.itemExternalId === item && (entry.kind === 'SALE' || entry.kind === 'DISCOUNT'));
    const quantity = sold.reduce((sum, entry) => sum + entry.quantity, 0);
    const paidMinor = sold.reduce((sum, entry) => sum + entry.amountMinor, 0n);
    const booked = momentFromInstant(at, this.account.timeZone);
    const number = fact.ledger.filter(({ kind }) => kind === 'RETURN').length + 1;
    order.fact = {
      ...fact,
      ledger: [
        ...fact.ledger,
        {
          sourceEventId: `late-refund-${number}`,
          kind: 'RETURN',
          amountMinor: -(paidMinor * BigInt(units)) / BigInt(quantity),
          quantity: -units,
          itemExternalId: item,
          productExternalId: sold[0]?.productExternalId ?? null,
          occurred: booked,
          processed: booked,
        },
      ],
    };
    if (!isSilent) order.updatedAt = at;
  }

  add(fact: OrderFact): void {
    this.sorted = {};
    this.orders.set(fact.externalId, { fact, updatedAt: new Date(Number(fact.sourceVersion)) });
  }

  delete(externalId: string): void {
    this.sorted = {};
    this.orders.delete(externalId);
  }

  /** What a sync must arrive at: the sum of each kind on each day of each order, without zeros, in a fixed order. */
  ledger(kinds: readonly LedgerKind[]): LedgerLine[] {
    return ledgerLines(
      this.byCreation().map(({ fact }) => fact),
      kinds,
    );
  }

  private sortedBy(stampOf: (order: ShopOrder) => Date): ShopOrder[] {
    return [...this.orders.values()].sort(
      (a, b) => stampOf(a).getTime() - stampOf(b).getTime() || (a.fact.externalId < b.fact.externalId ? -1 : 1),
    );
  }

  /** An order that is about to change. */
  private changed(externalId: string): ShopOrder {
    this.sorted = {};
    const order = this.orders.get(externalId);
    if (!order) throw new Error(`The seeded shop has no order ${externalId}.`);
    return order;
  }
}

/**
 * What a vendor's lists are made of, computed once for all their pages: again only after an order was changed.
 * @param make from the orders by creation.
 */
export function onceOf<T>(make: (orders: readonly ShopOrder[], shop: SandboxShop) => T): (shop: SandboxShop) => T {
  const made = new WeakMap<readonly ShopOrder[], { value: T }>();
  return (shop) => {
    const orders = shop.byCreation();
    const before = made.get(orders);
    if (before) return before.value;
    const value = make(orders, shop);
    made.set(orders, { value });
    return value;
  };
}

export interface LedgerLine {
  order: string;
  kind: LedgerKind;
  day: Day;
  amountMinor: bigint;
  quantity: number;
}

/** Entries added up by order, kind and day: how a vendor splits an amount over entries is its own affair. */
export function ledgerLines(orders: readonly OrderFact[], kinds: readonly LedgerKind[]): LedgerLine[] {
  const lines = new Map<string, LedgerLine>();
  for (const { externalId, ledger } of orders)
    for (const { kind, amountMinor, quantity, processed } of ledger) {
      if (!kinds.includes(kind)) continue;
      const key = `${externalId}|${kind}|${dayOf(processed)}`;
      const line = lines.get(key) ?? { order: externalId, kind, day: dayOf(processed), amountMinor: 0n, quantity: 0 };
      lines.set(key, { ...line, amountMinor: line.amountMinor + amountMinor, quantity: line.quantity + quantity });
    }
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line)
    .filter(({ amountMinor, quantity }) => amountMinor !== 0n || quantity !== 0);
}

/** What happened to an order at one moment, as vendors write it down: refunds, edits. */
export function momentsOf({ ledger, ordered }: OrderFact, kinds: readonly LedgerKind[]): { at: Moment; entries: OrderFact['ledger'] }[] {
  const groups = new Map<number, { at: Moment; entries: OrderFact['ledger'] }>();
  for (const entry of ledger) {
    const time = entry.processed.at.getTime();
    if (!kinds.includes(entry.kind) || time === ordered.at.getTime()) continue;
    const group = groups.get(time) ?? { at: entry.processed, entries: [] };
    group.entries.push(entry);
    groups.set(time, group);
  }
  return [...groups.values()].sort((a, b) => a.at.at.getTime() - b.at.at.getTime());
}
