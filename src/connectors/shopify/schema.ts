import { z } from 'zod';

/** What is read of Shopify's answers. Unknown fields and unknown members of enums are legal. */

/** Decimal text and ISO 4217 code. */
export const amountSchema = z.object({ amount: z.string(), currencyCode: z.string() });
/** Amounts are taken in the shop's currency: the buyer's may be another. */
export const bagSchema = z.object({ shopMoney: amountSchema });
export type Bag = z.infer<typeof bagSchema>;

export const stampSchema = z.iso.datetime({ offset: true });
export const idSchema = z.string().regex(/^gid:\/\/shopify\/\w+\/[^/?]+/);
/** Null where the buyer gave none, or where Shopify withholds what it protects. */
export const addressSchema = z
  .object({
    countryCodeV2: z.string().nullish(),
    provinceCode: z.string().nullish(),
    province: z.string().nullish(),
    city: z.string().nullish(),
  })
  .nullish();

const lineSchema = z.object({
  id: idSchema,
  name: z.string(),
  sku: z.string().nullish(),
  quantity: z.int(),
  currentQuantity: z.int(),
  originalUnitPriceSet: bagSchema,
  /** Null when the product was deleted, or never was one. */
  variant: z.object({ id: idSchema }).nullish(),
});
export type Line = z.infer<typeof lineSchema>;

export const saleSchema = z.object({
  id: idSchema,
  lineType: z.string(),
  actionType: z.string(),
  /** Null where units mean nothing. */
  quantity: z.int().nullish(),
  totalAmount: bagSchema,
  totalTaxAmount: bagSchema,
  totalDiscountAmountBeforeTaxes: bagSchema,
  lineItem: lineSchema.nullish(),
});
export type Sale = z.infer<typeof saleSchema>;

export const agreementSchema = z.object({ id: idSchema, happenedAt: stampSchema, reason: z.string() });
export type Agreement = z.infer<typeof agreementSchema> & { sales: Sale[] };

export const orderHeadSchema = z.object({
  id: idSchema,
  name: z.string(),
  processedAt: stampSchema,
  updatedAt: stampSchema,
  cancelledAt: stampSchema.nullable(),
  test: z.boolean(),
  currencyCode: z.string().regex(/^[A-Z]{3}$/),
  displayFinancialStatus: z.string().nullish(),
  displayFulfillmentStatus: z.string(),
  originalTotalPriceSet: bagSchema,
  currentTotalPriceSet: bagSchema,
  customer: z.object({ id: idSchema }).nullish(),
  shippingAddress: addressSchema,
  billingAddress: addressSchema,
  fulfillmentsCount: z.object({ count: z.int() }).nullish(),
  fulfillments: z.array(
    z.object({
      id: idSchema,
      createdAt: stampSchema,
      deliveredAt: stampSchema.nullish(),
      estimatedDeliveryAt: stampSchema.nullish(),
      status: z.string(),
      trackingInfo: z.array(z.object({ company: z.string().nullish() })),
    }),
  ),
  transactionsCount: z.object({ count: z.int() }).nullish(),
  transactions: z.array(
    z.object({
      id: idSchema,
      kind: z.string(),
      status: z.string(),
      test: z.boolean(),
      gateway: z.string().nullish(),
      processedAt: stampSchema.nullish(),
      amountSet: bagSchema,
    }),
  ),
});

/** An order with all its agreements, however it was read. */
export type OrderRecord = z.infer<typeof orderHeadSchema> & { agreements: Agreement[] };

/** Whether a list goes on. */
export const moreSchema = z.object({ hasNextPage: z.boolean() });

/** An order as a page of orders holds it. */
export const listedOrderSchema = orderHeadSchema.extend({
  agreements: z.object({
    nodes: z.array(agreementSchema.extend({ sales: z.object({ nodes: z.array(saleSchema), pageInfo: moreSchema }) })),
    pageInfo: moreSchema,
  }),
});

/** An order read by itself: one agreement at a time. */
export const singleOrderSchema = orderHeadSchema.extend({
  agreements: z.object({
    edges: z.array(
      z.object({
        cursor: z.string(),
        node: agreementSchema.extend({
          sales: z.object({
            nodes: z.array(saleSchema),
            pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
          }),
        }),
      }),
    ),
    pageInfo: moreSchema,
  }),
});

/** Last part of a global id: "gid://shopify/Order/123" is 123. */
export const idOf = (gid: string): string => gid.slice(gid.lastIndexOf('/') + 1);

/** Type and number: numbers alone are unique only within their type. */
export const typedIdOf = (gid: string): string => gid.replace('gid://shopify/', '');
