import { currencyExponent } from '@/core/model/money';

export interface VendorMoney {
  amount: string;
  currencyCode: string;
}

/** Minor units as Shopify writes them: "12.50", "-0.05", "1200" for yen. */
export function toVendorMoney(amountMinor: bigint, currencyCode: string): VendorMoney {
  const exponent = currencyExponent(currencyCode);
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const text = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return { amount: amountMinor < 0n ? `-${text}` : text, currencyCode };
}

export interface VendorBag {
  shopMoney: VendorMoney;
  presentmentMoney: VendorMoney;
}

export function toVendorBag(amountMinor: bigint, currencyCode: string): VendorBag {
  const money = toVendorMoney(amountMinor, currencyCode);
  return { shopMoney: money, presentmentMoney: money };
}

/** Shopify's stamps are in whole seconds. */
export const toStamp = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
