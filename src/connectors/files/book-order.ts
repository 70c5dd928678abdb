import type { LedgerFact, LedgerKind, Moment } from '@/core/model/facts';
import { allocate } from '@/core/model/money';

export interface BookedLine {
  externalId: string;
  productExternalId: string | null;
  quantity: number;
  /** Price times quantity, before discounts. */
  grossMinor: bigint;
  /** The line's own discount, positive. */
  discountMinor: bigint;
}

/** An order as exports state it: lines, and sums of the whole order. All amounts positive. */
export interface OrderParts {
  ordered: Moment;
  lines: readonly BookedLine[];
  /** Discount of the whole order, spread over the lines by their value. */
  orderDiscountMinor: bigint;
  shippingMinor: bigint;
  taxMinor: bigint;
  dutyMinor: bigint;
  /** Prices contain the tax: it is taken out of lines and shipping, so that sales are stated without tax. */
  isTaxIncluded: boolean;
  /** The platform's own total: what the parts do not explain becomes an ADJUSTMENT, so that both agree to the cent. */
  totalMinor: bigint | null;
  /** Money given back, which exports do not split: goods first, then shipping, tax, duty. */
  refund: { amountMinor: bigint; at: Moment } | null;
  /** Everything is taken back at this moment; a refund besides is part of it. */
  canceled: Moment | null;
}

/** What one part of the order is worth, and how it is taken back. */
interface Part {
  name: string;
  kind: LedgerKind;
  returnKind: LedgerKind;
  line: BookedLine | null;
  amountMinor: bigint;
}

/** The ledger of an order that is known by its lines and sums. Entries of nothing are left out, but for sales of units. */
export function bookOrder(parts: OrderParts): LedgerFact[] {
  const { lines, orderDiscountMinor } = parts;
  const values = lines.map((line) => line.grossMinor - line.discountMinor);
  const shares = allocate(
    orderDiscountMinor,
    values.map((value) => (value > 0n ? value : 0n)),
  );
  const discounts = lines.map((line, index) => line.discountMinor + (shares[index] ?? 0n));
  const netLines = lines.map((line, index) => line.grossMinor - (discounts[index] ?? 0n));
  const taxShares = parts.isTaxIncluded ? allocate(parts.taxMinor, [...netLines, parts.shippingMinor]) : [];
  const shipping = parts.shippingMinor - (taxShares[lines.length] ?? 0n);
  const ledger: LedgerFact[] = [];
  const goods: Part[] = lines.map((line, index) => {
    const saleMinor = line.grossMinor - (taxShares[index] ?? 0n);
    const discountMinor = discounts[index] ?? 0n;
    ledger.push(
      entryOf({
        name: `line-${line.externalId}-sale`,
        kind: 'SALE',
        line,
        amountMinor: saleMinor,
        quantity: line.quantity,
        at: parts.ordered,
      }),
    );
    pushNonZero(ledger, {
      name: `line-${line.externalId}-discount`,
      kind: 'DISCOUNT',
      line,
      amountMinor: -discountMinor,
      quantity: 0,
      at: parts.ordered,
    });
    return { name: `line-${line.externalId}`, kind: 'SALE', returnKind: 'RETURN', line, amountMinor: saleMinor - discountMinor };
  });
  const looseDiscount = lines.length === 0 ? -orderDiscountMinor : 0n;
  const rest: Part[] = [
    { name: 'discount', kind: 'DISCOUNT', returnKind: 'DISCOUNT', line: null, amountMinor: looseDiscount },
    { name: 'shipping', kind: 'SHIPPING', returnKind: 'SHIPPING', line: null, amountMinor: shipping },
    { name: 'tax', kind: 'TAX', returnKind: 'TAX', line: null, amountMinor: parts.taxMinor },
    { name: 'duty', kind: 'DUTY', returnKind: 'DUTY', line: null, amountMinor: parts.dutyMinor },
  ];
  const explained = [...goods, ...rest].reduce((sum, part) => sum + part.amountMinor, 0n);
  const adjustment = parts.totalMinor === null ? 0n : parts.totalMinor - explained;
  rest.push({ name: 'adjustment', kind: 'ADJUSTMENT', returnKind: 'ADJUSTMENT', line: null, amountMinor: adjustment });
  for (const part of rest) pushNonZero(ledger, { ...part, quantity: 0, at: parts.ordered });
  return [...ledger, ...takenBack(parts, goods, rest)];
}

function takenBack({ refund, canceled }: OrderParts, goods: readonly Part[], rest: readonly Part[]): LedgerFact[] {
  const back: LedgerFact[] = [];
  if (canceled) {
    for (const part of [...goods, ...rest]) {
      const entry = {
        name: `cancel-${part.name}`,
        kind: part.returnKind,
        line: part.line,
        amountMinor: -part.amountMinor,
        quantity: -(part.line?.quantity ?? 0),
        at: canceled,
      };
      if (part.line) back.push(entryOf(entry));
      else pushNonZero(back, entry);
    }
    return back;
  }
  if (!refund || refund.amountMinor <= 0n) return back;
  const goodsMinor = goods.reduce((sum, part) => sum + (part.amountMinor > 0n ? part.amountMinor : 0n), 0n);
  const goodsBack = refund.amountMinor < goodsMinor ? refund.amountMinor : goodsMinor;
  const shares = allocate(
    goodsBack,
    goods.map((part) => (part.amountMinor > 0n ? part.amountMinor : 0n)),
  );
  // Units come back only when all goods are paid back: a part payment says nothing about which.
  const isAll = goodsBack === goodsMinor;
  for (const [index, part] of goods.entries()) {
    const entry = {
      name: `refund-${part.name}`,
      kind: part.returnKind,
      line: part.line,
      amountMinor: -(shares[index] ?? 0n),
      quantity: isAll ? -(part.line?.quantity ?? 0) : 0,
      at: refund.at,
    };
    if (entry.quantity !== 0) back.push(entryOf(entry));
    else pushNonZero(back, entry);
  }
  let left = refund.amountMinor - (goods.length > 0 ? goodsBack : 0n);
  for (const part of rest) {
    const taken = part.amountMinor <= 0n ? 0n : left < part.amountMinor ? left : part.amountMinor;
    pushNonZero(back, { ...part, name: `refund-${part.name}`, kind: part.returnKind, amountMinor: -taken, quantity: 0, at: refund.at });
    left -= taken;
  }
  pushNonZero(back, { name: 'refund-more-than-paid', kind: 'ADJUSTMENT', line: null, amountMinor: -left, quantity: 0, at: refund.at });
  return back;
}

interface Entry {
  name: string;
  kind: LedgerKind;
  line: BookedLine | null;
  amountMinor: bigint;
  quantity: number;
  at: Moment;
}

function entryOf({ name, kind, line, amountMinor, quantity, at }: Entry): LedgerFact {
  return {
    sourceEventId: name,
    kind,
    amountMinor,
    quantity: quantity === 0 ? 0 : quantity,
    itemExternalId: line?.externalId ?? null,
    productExternalId: line?.productExternalId ?? null,
    occurred: at,
    processed: at,
  };
}

function pushNonZero(ledger: LedgerFact[], entry: Entry): void {
  if (entry.amountMinor !== 0n) ledger.push(entryOf(entry));
}
