import type { LedgerFact, LedgerKind, OrderFact } from '@/core/model/facts';
import { currencyExponent, toMajor } from '@/core/model/money';

const minorText = (minor: bigint, currency: string): string => {
  const digits = currencyExponent(currency);
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${minor < 0n ? '-' : ''}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
};

/** Orders and listings: decimal text. */
export const toMoney = (minor: bigint, currencyCode: string) => ({ amount: minorText(minor, currencyCode), currencyCode });

/** Finances: a number. */
export const toCurrency = (minor: bigint, currencyCode: string) => ({ currencyCode, currencyAmount: toMajor(minor, currencyCode) });

type Filter = (entry: LedgerFact) => boolean;

export const sumOf = ({ ledger }: Pick<OrderFact, 'ledger'>, kind: LedgerKind, where: Filter = () => true): bigint =>
  ledger.reduce((sum, entry) => (entry.kind === kind && where(entry) ? sum + entry.amountMinor : sum), 0n);

export const unitsOf = ({ ledger }: Pick<OrderFact, 'ledger'>, kind: LedgerKind, where: Filter = () => true): number =>
  ledger.reduce((sum, entry) => (entry.kind === kind && where(entry) ? sum + entry.quantity : sum), 0);

/** Booked with the order itself. */
export const atFirst =
  ({ ordered }: OrderFact): Filter =>
  ({ processed }) =>
    processed.at.getTime() === ordered.at.getTime();

/** Of the line at a place of the order: the digits of both. */
export const itemIdOf = ({ externalId }: OrderFact, index: number): string => `${externalId.replace(/\D/g, '')}${index + 1}`;

/** Sales tax that Amazon collects and pays where the seller owes none: eight percent of the goods. */
export const collectedTax = (goodsMinor: bigint): bigint => (goodsMinor * 8n) / 100n;

/** The seller owes tax on this order; else Amazon collects it. */
export const hasOwnTax = ({ ledger }: Pick<OrderFact, 'ledger'>): boolean => ledger.some(({ kind }) => kind === 'TAX');
