import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, Moment, OrderFact, OrderItemFact } from '@/core/model/facts';

const HOUR_MS = 3_600_000;
const FIRST = Date.parse('2025-01-01T00:00:00Z');

/** An order in the making, by hours after it was placed. */
export class OrderDraft {
  readonly items: OrderItemFact[] = [];
  readonly ledger: LedgerFact[] = [];
  private readonly placed: { second: number; zone: string };

  /** @param placed when: so many seconds after a new year. */
  constructor(placed: { second: number; zone: string }) {
    this.placed = placed;
  }

  at(hours: number): Moment {
    const { second, zone } = this.placed;
    return momentFromInstant(new Date(FIRST + second * 1000 + hours * HOUR_MS), zone);
  }

  /** Nothing is booked for nothing. */
  add(kind: LedgerKind, amountMinor: bigint, { hours = 0, quantity = 0, item = null as string | null } = {}): void {
    if (amountMinor === 0n && quantity === 0) return;
    const at = this.at(hours);
    const sourceEventId = `e${this.ledger.length}`;
    this.ledger.push({ sourceEventId, kind, amountMinor, quantity, itemExternalId: item, occurred: at, processed: at });
  }

  /** A line of the order. @returns its id. */
  addItem({ units, price, productPrefix, sku }: { units: number; price: bigint; productPrefix: string; sku?: string }): string {
    const externalId = String(this.items.length + 1);
    const product = {
      productExternalId: productPrefix + externalId,
      title: `Product ${externalId}`,
      ...(sku === undefined ? {} : { sku }),
    };
    this.items.push({ externalId, ...product, quantity: units, unitPriceMinor: price });
    return externalId;
  }

  /** The order, last changed when it was placed unless said otherwise. */
  toFact(stated: Pick<OrderFact, 'externalId' | 'status' | 'sourceStatus' | 'currency'> & Partial<OrderFact>): OrderFact {
    const ordered = this.at(0);
    const { items, ledger } = this;
    return { ordered, items, ledger, payments: [], shipments: [], sourceVersion: BigInt(ordered.at.getTime()), ...stated };
  }
}
