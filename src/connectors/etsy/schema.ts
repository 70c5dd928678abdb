import { z } from 'zod';

/** What is read of Etsy's answers. Unknown fields and unknown words are legal. */

/** Ids are numbers on the wire; those beyond 2^53 come as text. */
export const idSchema = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String);

/** Epoch seconds. */
export const stampSchema = z.int().nonnegative();

/** `amount` parts of which `divisor` make one unit of the currency. */
export const moneySchema = z.object({
  amount: z.int(),
  divisor: z.int().positive(),
  currency_code: z.string().regex(/^[A-Z]{3}$/),
});
export type Money = z.infer<typeof moneySchema>;

/** One value of a property a listing varies by: "Size: Large". */
const propertySchema = z.object({ property_id: idSchema, values: z.array(z.string()) });
export type Property = z.infer<typeof propertySchema>;
export const propertiesSchema = z.array(propertySchema).nullish();

export const transactionSchema = z.object({
  transaction_id: idSchema,
  title: z.string().nullish(),
  sku: z.string().nullish(),
  quantity: z.int().nonnegative(),
  price: moneySchema,
  created_timestamp: stampSchema,
  paid_timestamp: stampSchema.nullish(),
  // Null once the listing is gone.
  listing_id: idSchema.nullish(),
  product_data: propertiesSchema,
  // Units of the shop's currency, as a number.
  shop_coupon: z.number().nullish(),
});
export type Transaction = z.infer<typeof transactionSchema>;

export const receiptSchema = z.object({
  receipt_id: idSchema,
  status: z.string(),
  is_paid: z.boolean(),
  is_shipped: z.boolean(),
  is_gift: z.boolean().nullish(),
  // Null where the buyer is a guest, or where Etsy withholds it.
  buyer_user_id: idSchema.nullish(),
  buyer_email: z.string().nullish(),
  name: z.string().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  country_iso: z.string().nullish(),
  payment_method: z.string().nullish(),
  created_timestamp: stampSchema,
  updated_timestamp: stampSchema,
  grandtotal: moneySchema,
  total_price: moneySchema,
  total_shipping_cost: moneySchema,
  total_tax_cost: moneySchema,
  total_vat_cost: moneySchema.nullish(),
  discount_amt: moneySchema,
  gift_wrap_price: moneySchema.nullish(),
  transactions: z.array(transactionSchema),
  shipments: z
    .array(
      z.object({
        receipt_shipping_id: idSchema.nullish(),
        shipment_notification_timestamp: stampSchema,
        carrier_name: z.string().nullish(),
      }),
    )
    .nullish(),
  refunds: z.array(z.object({ amount: moneySchema, created_timestamp: stampSchema })).nullish(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** A refund of a payment, with what of it is for goods, shipping and tax. Integers of the payment's own divisor. */
export const adjustmentSchema = z.object({
  payment_adjustment_id: idSchema,
  payment_id: idSchema,
  is_success: z.boolean().nullish(),
  created_timestamp: stampSchema,
  total_adjustment_amount: z.int().nullish(),
  shop_total_adjustment_amount: z.int().nullish(),
  payment_adjustment_items: z
    .array(
      z.object({
        payment_adjustment_item_id: idSchema,
        adjustment_type: z.string().nullish(),
        amount: z.int(),
        shop_amount: z.int(),
        transaction_id: idSchema.nullish(),
      }),
    )
    .nullish(),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

export const paymentSchema = z.object({
  payment_id: idSchema,
  receipt_id: idSchema,
  amount_gross: moneySchema,
  currency: z.string(),
  shop_currency: z.string().nullish(),
  payment_adjustments: z.array(adjustmentSchema).nullish(),
});
export type Payment = z.infer<typeof paymentSchema>;

/** A page of anything; its records are read one by one, so that one that is not understood does not stop the others. */
export const listSchema = z.object({ count: z.int().nonnegative(), results: z.array(z.unknown()) });

/** An entry of the payment account: minor units of its currency, positive for what was credited. */
export const accountEntrySchema = z.object({
  entry_id: idSchema,
  amount: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  created_timestamp: stampSchema,
  ledger_type: z.string().nullish(),
  description: z.string().nullish(),
  reference_type: z.string().nullish(),
  reference_id: idSchema.nullish(),
  // 0: none.
  parent_entry_id: idSchema.nullish(),
  payment_adjustments: z.array(z.object({ payment_id: idSchema })).nullish(),
});
export type AccountEntry = z.infer<typeof accountEntrySchema>;

const offeringSchema = z.object({
  quantity: z.int(),
  is_enabled: z.boolean(),
  is_deleted: z.boolean(),
  price: moneySchema,
});

export const inventorySchema = z.object({
  products: z.array(
    z.object({
      sku: z.string().nullish(),
      is_deleted: z.boolean(),
      offerings: z.array(offeringSchema),
      property_values: propertiesSchema,
    }),
  ),
});
export type Inventory = z.infer<typeof inventorySchema>;

export const listingSchema = z.object({
  listing_id: idSchema,
  title: z.string(),
  description: z.string().nullish(),
  quantity: z.int().nonnegative(),
  updated_timestamp: stampSchema,
  shop_section_id: idSchema.nullish(),
  skus: z.array(z.string()).nullish(),
  price: moneySchema,
  // Null for listings that were never edited with Etsy's own tools.
  inventory: inventorySchema.nullish(),
});
export type Listing = z.infer<typeof listingSchema>;

/** A review has no id of its own: there is one for each line. */
export const reviewSchema = z.object({
  transaction_id: idSchema,
  listing_id: idSchema,
  buyer_user_id: idSchema.nullish(),
  rating: z.int().min(1).max(5),
  review: z.string().nullish(),
  created_timestamp: stampSchema,
});
