import type { LedgerFact, OrderFact, OrderItemFact } from '@/core/model/facts';
import { allocate } from '@/core/model/money';
import { toVendorBag, type VendorBag } from './money';

/** A sale as Shopify states it, with the amounts it is made of. */
interface Draft {
  type: string;
  lineType: string;
  actionType: 'ORDER' | 'RETURN' | 'UPDATE';
  item: OrderItemFact | null;
  quantity: number | null;
  netMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
}

export interface VendorSale {
  __typename: string;
  id: string;
  lineType: string;
  actionType: string;
  quantity: number | null;
  totalAmount: VendorBag;
  totalTaxAmount: VendorBag;
  totalDiscountAmountBeforeTaxes: VendorBag;
  totalDiscountAmountAfterTaxes: VendorBag;
  lineItem: object | null;
}

/** What was agreed on at one moment, as sales. `idOf` numbers them; `lineOf` gives Shopify's line of an item. */
export function toSales(
  { items, currency }: OrderFact,
  entries: readonly LedgerFact[],
  { idOf, lineOf }: { idOf: (index: number) => string; lineOf: (item: OrderItemFact) => object },
): { sales: VendorSale[]; totalMinor: bigint } {
  const drafts = [...items.flatMap((item) => ofItem(item, entries)), ...ofOrder(entries)];
  spreadTax(drafts, sumOf(entries, 'TAX', null));
  const sales = drafts.map((draft, index) => ({
    __typename: draft.type,
    id: `gid://shopify/${draft.type}/${idOf(index)}`,
    lineType: draft.lineType,
    actionType: draft.actionType,
    quantity: draft.quantity,
    totalAmount: toVendorBag(draft.netMinor + draft.taxMinor, currency),
    totalTaxAmount: toVendorBag(draft.taxMinor, currency),
    totalDiscountAmountBeforeTaxes: toVendorBag(draft.discountMinor, currency),
    totalDiscountAmountAfterTaxes: toVendorBag(0n, currency),
    lineItem: draft.item && lineOf(draft.item),
  }));
  return { sales, totalMinor: drafts.reduce((sum, { netMinor, taxMinor }) => sum + netMinor + taxMinor, 0n) };
}

const of = (entries: readonly LedgerFact[], kind: LedgerFact['kind'], item: string | null): LedgerFact[] =>
  entries.filter((entry) => entry.kind === kind && (entry.itemExternalId ?? null) === item);
const sumOf = (entries: readonly LedgerFact[], kind: LedgerFact['kind'], item: string | null): bigint =>
  of(entries, kind, item).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
const unitsOf = (entries: readonly LedgerFact[], kind: LedgerFact['kind'], item: string | null): number =>
  of(entries, kind, item).reduce((sum, { quantity }) => sum + quantity, 0);

/** A line is bought, changed, or comes back; its own tax goes with whichever it is. */
function ofItem(item: OrderItemFact, entries: readonly LedgerFact[]): Draft[] {
  const id = item.externalId;
  const discountMinor = -sumOf(entries, 'DISCOUNT', id);
  const product = { type: 'ProductSale', lineType: 'PRODUCT', item, discountMinor: 0n, taxMinor: 0n };
  const drafts: Draft[] = [];
  if (of(entries, 'SALE', id).length > 0) {
    const quantity = unitsOf(entries, 'SALE', id);
    drafts.push({ ...product, actionType: 'ORDER', quantity, netMinor: sumOf(entries, 'SALE', id) - discountMinor, discountMinor });
  } else if (discountMinor !== 0n) {
    drafts.push({ ...product, actionType: 'UPDATE', quantity: null, netMinor: -discountMinor, discountMinor });
  }
  if (of(entries, 'RETURN', id).length > 0) {
    drafts.push({ ...product, actionType: 'RETURN', quantity: unitsOf(entries, 'RETURN', id), netMinor: sumOf(entries, 'RETURN', id) });
  }
  const card = sumOf(entries, 'ADJUSTMENT', id);
  if (card !== 0n)
    drafts.push({ ...product, type: 'GiftCardSale', lineType: 'GIFT_CARD', actionType: 'ORDER', quantity: 1, netMinor: card });
  const taxMinor = sumOf(entries, 'TAX', id);
  if (taxMinor !== 0n && drafts.length === 0) drafts.push({ ...product, actionType: 'UPDATE', quantity: null, netMinor: 0n });
  const last = drafts.at(-1);
  if (last) last.taxMinor = taxMinor;
  return drafts;
}

const WITHOUT_LINE = [
  ['SHIPPING', 'ShippingLineSale', 'SHIPPING'],
  ['TIP', 'TipSale', 'TIP'],
  ['DUTY', 'DutySale', 'DUTY'],
  ['RETURN', 'AdjustmentSale', 'ADJUSTMENT'],
  ['ADJUSTMENT', 'AdditionalFeeSale', 'ADDITIONAL_FEE'],
] as const;

function ofOrder(entries: readonly LedgerFact[]): Draft[] {
  return WITHOUT_LINE.flatMap(([kind, type, lineType]): Draft[] => {
    const netMinor = sumOf(entries, kind, null);
    const actionType = netMinor < 0n ? 'RETURN' : 'ORDER';
    return netMinor === 0n ? [] : [{ type, lineType, actionType, item: null, quantity: null, netMinor, discountMinor: 0n, taxMinor: 0n }];
  });
}

/** Shopify states the tax of every sale: that of the whole order is spread over what was bought, by value. */
function spreadTax(drafts: Draft[], taxMinor: bigint): void {
  if (taxMinor === 0n) return;
  const bought = drafts.filter(({ actionType, netMinor }) => actionType === 'ORDER' && netMinor > 0n);
  const shares = allocate(
    taxMinor,
    bought.map(({ netMinor }) => netMinor),
  );
  for (const [index, draft] of bought.entries()) draft.taxMinor += shares[index] ?? 0n;
  if (bought.length > 0) return;
  const adjustment = { type: 'AdjustmentSale', lineType: 'ADJUSTMENT', item: null, quantity: null, netMinor: 0n, discountMinor: 0n };
  drafts.push({ ...adjustment, actionType: 'UPDATE', taxMinor });
}
