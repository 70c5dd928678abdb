import type { LedgerFact, LedgerKind, OrderFact } from '@/core/model/facts';
import { currencyExponent } from '@/core/model/money';

/** Etsy's ids are numbers. Those of a seeded shop are made from the facts' own, the same each time. */

export const receiptIdOf = ({ externalId }: OrderFact): number => Number(externalId);

/** Of the line at a place of the order; later ones are added at the end. */
export const lineIdOf = (fact: OrderFact, index: number): number => receiptIdOf(fact) * 1000 + index + 1;

export const paymentIdOf = (fact: OrderFact): number => receiptIdOf(fact) * 10 + 7;

/** "etsy-buyer-12" is the user 700000012. */
export const buyerIdOf = (externalId: string): number => 700_000_000 + Number(externalId.replace(/\D/g, ''));

export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000);

export interface VendorMoney {
  amount: number;
  divisor: number;
  currency_code: string;
}

export const toVendorMoney = (minor: bigint, currency_code: string): VendorMoney => ({
  amount: Number(minor),
  divisor: 10 ** currencyExponent(currency_code),
  currency_code,
});

type Filter = (entry: LedgerFact) => boolean;

export const sumOf = ({ ledger }: Pick<OrderFact, 'ledger'>, kind: LedgerKind, where: Filter = () => true): bigint =>
  ledger.reduce((sum, entry) => (entry.kind === kind && where(entry) ? sum + entry.amountMinor : sum), 0n);

export const unitsOf = ({ ledger }: Pick<OrderFact, 'ledger'>, kind: LedgerKind, where: Filter): number =>
  ledger.reduce((sum, entry) => (entry.kind === kind && where(entry) ? sum + entry.quantity : sum), 0);

/** Booked with the order itself. */
export const atFirst =
  ({ ordered }: OrderFact): Filter =>
  ({ processed }) =>
    processed.at.getTime() === ordered.at.getTime();
