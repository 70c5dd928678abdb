import { orderSchema, type Order } from '../schema';

const usd = (amount: string) => ({ amount, currencyCode: 'USD' });

/** A line as Amazon writes it: two candles, four dollars off, parcel paid, sales tax that Amazon collects. */
export const CANDLES = {
  orderItemId: '81234567890121',
  quantityOrdered: 2,
  product: {
    asin: 'B0CANDLE01',
    title: 'Soy Candle, Cedar & Fig',
    sellerSku: 'AMZ-JC031-FBA',
    condition: { conditionType: 'NEW' },
    price: { unitPrice: usd('29.99') },
  },
  proceeds: {
    proceedsTotal: usd('66.93'),
    breakdowns: [
      { type: 'ITEM', subtotal: usd('59.98') },
      { type: 'SHIPPING', subtotal: usd('5.99') },
      { type: 'DISCOUNT', subtotal: usd('4.00'), detailedBreakdowns: [{ subtype: 'ITEM', value: usd('4.00') }] },
      {
        type: 'TAX',
        subtotal: usd('4.96'),
        detailedBreakdowns: [
          { subtype: 'ITEM', value: usd('4.48') },
          { subtype: 'SHIPPING', value: usd('0.48') },
        ],
      },
    ],
  },
  tax: { taxCollections: [{ model: 'MARKETPLACE_FACILITATOR', responsibleParty: 'Amazon Services, Inc.' }] },
  fulfillment: { quantityFulfilled: 2, quantityUnfulfilled: 0 },
};

export const ORDER = {
  orderId: '112-7654321-0000042',
  createdTime: '2026-03-08T06:30:00Z',
  lastUpdatedTime: '2026-03-09T18:00:00Z',
  programs: ['PRIME'],
  associatedOrders: [],
  salesChannel: { channelName: 'AMAZON', marketplaceId: 'ATVPDKIKX0DER', marketplaceName: 'Amazon.com' },
  proceeds: { grandTotal: usd('66.93') },
  fulfillment: { fulfillmentStatus: 'SHIPPED', fulfilledBy: 'AMAZON', fulfillmentServiceLevel: 'STANDARD' },
  orderItems: [CANDLES],
};

type Json = Record<string, unknown>;

/** The order with some of it changed. */
export const orderWith = (change: Json): Order => orderSchema.parse({ ...ORDER, ...change });

/** The order with some of its one line changed. */
export const lineWith = (change: Json, order: Json = {}): Order => orderWith({ ...order, orderItems: [{ ...CANDLES, ...change }] });
