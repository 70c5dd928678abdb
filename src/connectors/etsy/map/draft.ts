import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, Moment } from '@/core/model/facts';
import type { Transaction } from '../schema';
import { productIdOf } from './product-id';

/** An entry in the making. */
export interface Draft {
  /** Unique within the order. */
  event: string;
  kind: LedgerKind;
  amountMinor: bigint;
  quantity: number;
  /** Null for what belongs to no line. */
  line: Transaction | null;
  /** Epoch seconds. */
  at: number;
}

/** The moment of an epoch second on the clock of the shop. */
export const momentOf = (seconds: number, timeZone: string): Moment => momentFromInstant(new Date(seconds * 1000), timeZone);

export function toEntry({ event, kind, amountMinor, quantity, line, at }: Draft, timeZone: string): LedgerFact {
  const moment = momentOf(at, timeZone);
  return {
    sourceEventId: event,
    kind,
    amountMinor,
    quantity,
    itemExternalId: line?.transaction_id ?? null,
    productExternalId: line ? productIdOf(line) : null,
    occurred: moment,
    processed: moment,
  };
}

/** Drafts that move something. */
export const isMovement = ({ amountMinor, quantity }: Draft): boolean => amountMinor !== 0n || quantity !== 0;
