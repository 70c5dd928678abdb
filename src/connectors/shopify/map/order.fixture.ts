import type { OrderRecord, Sale } from '../schema';

/** Orders as Shopify writes them, made short: an order of one mug unless a test says otherwise. */

const bag = (amount: string, currencyCode = 'USD') => ({ shopMoney: { amount, currencyCode } });

interface LineOptions {
  name?: string;
  price?: string;
  units?: number;
  left?: number;
  variant?: string | null;
  sku?: string;
}

/** A line: `units` bought, `left` of them still. */
export function line(
  id: number,
  { name = 'Mug', price = '20.00', units = 1, left, variant = `90${id}`, sku = `SKU-${id}` }: LineOptions = {},
) {
  return {
    id: `gid://shopify/LineItem/${id}`,
    name,
    sku,
    quantity: units,
    currentQuantity: left ?? units,
    originalUnitPriceSet: bag(price),
    variant: variant === null ? null : { id: `gid://shopify/ProductVariant/${variant}` },
  };
}

let count = 0;

/** What was sold: all amounts as Shopify states them, the total with tax and after discounts. */
export function sale(
  type: string,
  {
    total,
    tax = '0.00',
    discount = '0.00',
    units = null as number | null,
    action = 'ORDER',
    of = null as Sale['lineItem'],
    currency = 'USD',
  }: {
    total: string;
    tax?: string;
    discount?: string;
    units?: number | null;
    action?: string;
    of?: Sale['lineItem'];
    currency?: string;
  },
): Sale {
  count += 1;
  return {
    id: `gid://shopify/${type}/${count}`,
    lineType: TYPES[type] ?? 'UNKNOWN',
    actionType: action,
    quantity: units,
    totalAmount: bag(total, currency),
    totalTaxAmount: bag(tax, currency),
    totalDiscountAmountBeforeTaxes: bag(discount, currency),
    lineItem: of,
  };
}

const TYPES: Readonly<Record<string, string>> = {
  ProductSale: 'PRODUCT',
  ShippingLineSale: 'SHIPPING',
  TipSale: 'TIP',
  DutySale: 'DUTY',
  GiftCardSale: 'GIFT_CARD',
  AdjustmentSale: 'ADJUSTMENT',
  AdditionalFeeSale: 'ADDITIONAL_FEE',
  FeeSale: 'FEE',
};

export function agreement(happenedAt: string, reason: string, sales: Sale[]): OrderRecord['agreements'][number] {
  count += 1;
  return { id: `gid://shopify/SalesAgreement/${count}`, happenedAt, reason, sales };
}

export function transaction(
  kind: string,
  amount: string,
  more: Partial<OrderRecord['transactions'][number]> = {},
): OrderRecord['transactions'][number] {
  count += 1;
  const id = `gid://shopify/OrderTransaction/${count}`;
  const base = { id, kind, status: 'SUCCESS', test: false, gateway: 'shopify_payments', processedAt: '2026-03-08T06:59:30Z' };
  return { ...base, amountSet: bag(amount), ...more };
}

/** An order of half past one at night in New York, an hour before its clocks went forward. */
export function order(agreements: OrderRecord['agreements'], more: Partial<OrderRecord> = {}): OrderRecord {
  return {
    id: 'gid://shopify/Order/820982911946154508',
    name: '#1051',
    processedAt: '2026-03-08T06:30:00Z',
    updatedAt: '2026-03-12T09:00:00Z',
    cancelledAt: null,
    test: false,
    currencyCode: 'USD',
    displayFinancialStatus: 'PAID',
    displayFulfillmentStatus: 'UNFULFILLED',
    originalTotalPriceSet: bag('21.40'),
    currentTotalPriceSet: bag('21.40'),
    customer: { id: 'gid://shopify/Customer/115310627314723954' },
    shippingAddress: { countryCodeV2: 'US', provinceCode: 'NY', province: 'New York', city: 'Buffalo' },
    billingAddress: { countryCodeV2: 'CA', provinceCode: 'ON', province: 'Ontario', city: 'Toronto' },
    fulfillmentsCount: { count: 0 },
    fulfillments: [],
    transactionsCount: { count: 0 },
    transactions: [],
    agreements,
    ...more,
  };
}

/** The first agreement, at the time of the order. */
export const ordered = (...sales: Sale[]): OrderRecord['agreements'][number] => agreement('2026-03-08T06:30:00Z', 'ORDER', sales);

export { bag };
