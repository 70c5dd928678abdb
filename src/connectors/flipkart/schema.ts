import { z } from 'zod';

/** What is read of Flipkart's answers. Unknown fields and unknown words are legal. */

/** Ids are text; those that came as numbers are as well. */
const idSchema = z.union([z.string().min(1), z.int().nonnegative()]).transform(String);

/** An amount of rupees as it was written: a JSON number of at most 15 digits is what its shortest text says, longer ones come as text. */
const amountSchema = z.union([z.number(), z.string()]).transform(String);

/** India has one zone and no summer time. */
const IST = '+05:30';

/** An instant in epoch milliseconds. Stamps without an offset are Indian time; some are days alone. */
const stampSchema = z.string().transform((text, context): number => {
  const full = text.includes('T') ? text : `${text}T00:00:00`;
  const ms = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(full) ? full : `${full}${IST}`);
  if (!Number.isNaN(ms)) return ms;
  context.addIssue({ code: 'custom', message: 'no time' });
  return z.NEVER;
});

const itemSchema = z.object({
  orderItemId: idSchema,
  orderId: idSchema,
  orderDate: stampSchema,
  cancellationDate: stampSchema.nullish(),
  paymentType: z.string().nullish(),
  status: z.string(),
  quantity: z.int().positive(),
  sku: z.string().nullish(),
  listingId: z.string().nullish(),
  title: z.string().nullish(),
  // Of all units together.
  priceComponents: z.object({
    sellingPrice: amountSchema,
    shippingCharge: amountSchema.nullish(),
    totalPrice: amountSchema.nullish(),
    flipkartDiscount: amountSchema.nullish(),
  }),
});
export type Item = z.infer<typeof itemSchema>;

export const shipmentSchema = z.object({
  shipmentId: idSchema,
  updatedAt: stampSchema,
  hold: z.boolean().nullish(),
  orderItems: z.array(itemSchema),
});
export type Shipment = z.infer<typeof shipmentSchema>;

/** As much of a shipment as a list must tell: which orders to read. */
export const listedShipmentSchema = z.object({
  shipmentId: idSchema,
  updatedAt: stampSchema,
  orderItems: z.array(z.object({ orderId: idSchema })).min(1),
});

/** Lists of shipments; each is read by itself, so that one that is not understood does not stop the others. */
export const shipmentsSchema = z.object({ shipments: z.array(z.unknown()) });
export const shipmentPageSchema = shipmentsSchema.extend({ hasMore: z.boolean(), nextPageUrl: z.string().nullish() });

/** Where a shipment goes to and who carries it. Names, streets and numbers are not read. */
export const addressSchema = z.object({
  shipmentId: idSchema,
  deliveryAddress: z.object({ city: z.string().nullish(), state: z.string().nullish() }).nullish(),
  subShipments: z
    .array(
      z.object({
        courierDetails: z.object({ deliveryDetails: z.object({ vendorName: z.string().nullish() }).nullish() }).nullish(),
      }),
    )
    .nullish(),
});
export type ShipmentAddress = z.infer<typeof addressSchema>;

export const returnSchema = z.object({
  returnId: idSchema,
  orderId: idSchema,
  orderItemId: idSchema,
  quantity: z.int().positive().nullish(),
  status: z.string().nullish(),
  createdDate: stampSchema.nullish(),
  updatedDate: stampSchema,
});
export type Return = z.infer<typeof returnSchema>;

export const returnPageSchema = z.object({ returnItems: z.array(z.unknown()), hasMore: z.boolean(), nextUrl: z.string().nullish() });

const listedListingSchema = z.object({ sku_id: z.string().min(1) });

/** The documents show a single listing where they speak of a batch: both are read. */
export const listingPageSchema = z.object({
  has_more: z.boolean(),
  next_page_id: z.string().nullish(),
  listings: z.union([z.array(listedListingSchema), listedListingSchema.transform((one) => [one])]),
});

export const listingSchema = z.object({
  listing_id: z.string().min(1),
  product_title: z.string().nullish(),
  // The documents have both names.
  price: z.object({
    selling_price: amountSchema.nullish(),
    flipkart_selling_price: amountSchema.nullish(),
    currency: z.string().regex(/^[A-Z]{3}$/),
  }),
  locations: z.array(z.object({ id: z.string().min(1), status: z.string(), inventory: z.int().nullish() })).nullish(),
});
export type Listing = z.infer<typeof listingSchema>;

/** Listings by their SKU. */
export const listingsSchema = z.object({ available: z.record(z.string(), z.unknown()), unavailable: z.array(z.string()).nullish() });
