import { z } from 'zod';

/** What is read of Amazon's answers. Unknown fields are legal, and nearly every known one may be missing. */

const stampSchema = z.iso.datetime({ offset: true });
const codeSchema = z.string().regex(/^[A-Z]{3}$/);

/** Orders and listings: decimal text. */
const moneySchema = z.object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currencyCode: codeSchema });
export type Money = z.infer<typeof moneySchema>;

/** Finances and payouts: a number, whose shortest text is the decimal that was sent. */
const currencySchema = z
  .object({ currencyAmount: z.number(), currencyCode: codeSchema })
  .transform(({ currencyAmount, currencyCode }) => ({ amount: String(currencyAmount), currencyCode }))
  .pipe(moneySchema);

const itemSchema = z.object({
  orderItemId: z.string().min(1),
  quantityOrdered: z.int().nonnegative(),
  product: z.object({
    asin: z.string().nullish(),
    title: z.string().nullish(),
    sellerSku: z.string().nullish(),
    price: z.object({ unitPrice: moneySchema.nullish() }).nullish(),
  }),
  proceeds: z
    .object({
      breakdowns: z
        .array(
          z.object({
            type: z.string(),
            subtotal: moneySchema,
            detailedBreakdowns: z.array(z.object({ subtype: z.string().nullish(), value: moneySchema.nullish() })).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
  tax: z.object({ taxCollections: z.array(z.object({ model: z.string().nullish() })).nullish() }).nullish(),
});
export type Item = z.infer<typeof itemSchema>;

export const orderSchema = z.object({
  orderId: z.string().min(1),
  createdTime: stampSchema,
  lastUpdatedTime: stampSchema,
  associatedOrders: z.array(z.object({ associationType: z.string().nullish() })).nullish(),
  salesChannel: z.object({ channelName: z.string(), marketplaceId: z.string().nullish() }),
  proceeds: z
    .object({ breakdowns: z.array(z.object({ type: z.string(), status: z.string().nullish(), subtotal: moneySchema })).nullish() })
    .nullish(),
  payment: z
    .object({
      paymentExecutions: z.array(z.object({ paymentMethod: z.string().nullish(), paymentAmount: moneySchema.nullish() })).nullish(),
    })
    .nullish(),
  fulfillment: z
    .object({
      fulfillmentStatus: z.string(),
      deliverByWindow: z.object({ latestDateTime: stampSchema.nullish() }).nullish(),
    })
    .nullish(),
  orderItems: z.array(itemSchema),
  packages: z
    .array(
      z.object({
        packageReferenceId: z.string(),
        carrier: z.string().nullish(),
        shipTime: stampSchema.nullish(),
        packageStatus: z.object({ status: z.string() }).nullish(),
      }),
    )
    .nullish(),
});
export type Order = z.infer<typeof orderSchema>;

/** What an amount is made of, and that again. */
export interface Breakdown {
  breakdownType?: string | null | undefined;
  breakdownAmount?: Money | null | undefined;
  breakdowns?: Breakdown[] | null | undefined;
}

const breakdownSchema: z.ZodType<Breakdown> = z.lazy(() =>
  z.object({
    breakdownType: z.string().nullish(),
    breakdownAmount: currencySchema.nullish(),
    breakdowns: z.array(breakdownSchema).nullish(),
  }),
);

const contextSchema = z.object({
  asin: z.string().nullish(),
  sku: z.string().nullish(),
  quantityShipped: z.int().nullish(),
});

export const transactionSchema = z.object({
  transactionId: z.string().min(1),
  transactionType: z.string(),
  postedDate: stampSchema,
  totalAmount: currencySchema,
  relatedIdentifiers: z
    .array(z.object({ relatedIdentifierName: z.string().nullish(), relatedIdentifierValue: z.string().nullish() }))
    .nullish(),
  items: z
    .array(
      z.object({
        totalAmount: currencySchema.nullish(),
        breakdowns: z.array(breakdownSchema).nullish(),
        contexts: z.array(contextSchema).nullish(),
      }),
    )
    .nullish(),
  breakdowns: z.array(breakdownSchema).nullish(),
});
export type Transaction = z.infer<typeof transactionSchema>;

export const payoutSchema = z.object({
  id: z.string().min(1),
  currentStatus: z.string(),
  statusHistory: z.array(z.object({ lastUpdatedDate: stampSchema })),
  amount: currencySchema.nullish(),
  creationDate: stampSchema.nullish(),
});
export type Payout = z.infer<typeof payoutSchema>;

/** Of a product type's attributes: a list, an entry for each marketplace and language. */
const textsSchema = z.array(z.object({ value: z.string(), marketplace_id: z.string().nullish() })).nullish();
export type Texts = z.infer<typeof textsSchema>;

export const listingSchema = z.object({
  sku: z.string().min(1),
  summaries: z
    .array(
      z.object({
        marketplaceId: z.string(),
        productType: z.string().nullish(),
        itemName: z.string().nullish(),
        createdDate: stampSchema,
        lastUpdatedDate: stampSchema,
      }),
    )
    .nullish(),
  // What a seller fills in differs by product type: a text that is none is no text.
  attributes: z.object({ brand: textsSchema.catch(null), product_description: textsSchema.catch(null) }).nullish(),
  offers: z.array(z.object({ marketplaceId: z.string(), offerType: z.string(), price: moneySchema })).nullish(),
  fulfillmentAvailability: z.array(z.object({ fulfillmentChannelCode: z.string(), quantity: z.int().nonnegative().nullish() })).nullish(),
  relationships: z
    .array(z.object({ relationships: z.array(z.object({ type: z.string(), parentSkus: z.array(z.string()).nullish() })) }))
    .nullish(),
});
export type Listing = z.infer<typeof listingSchema>;

export const summarySchema = z.object({
  sellerSku: z.string().min(1),
  lastUpdatedTime: stampSchema.nullish(),
  totalQuantity: z.int().nullish(),
  inventoryDetails: z.object({ fulfillableQuantity: z.int().nullish() }).nullish(),
});
export type Summary = z.infer<typeof summarySchema>;
