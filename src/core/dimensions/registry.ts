import type { Dimension } from './define-dimension';
import { marketplace } from './marketplace';
import { connection } from './connection';
import { product } from './product';
import { sku } from './sku';
import { category } from './category';
import { vendor } from './vendor';
import { customer } from './customer';
import { customerCountry } from './customer-country';
import { customerRegion } from './customer-region';
import { customerCity } from './customer-city';
import { lineCount } from './line-count';
import { productCount } from './product-count';
import { daysLate } from './days-late';
import { unitCount } from './unit-count';
import { orderStatus } from './order-status';
import { paymentMethod } from './payment-method';
import { installments } from './installments';
import { weekday } from './weekday';
import { hour } from './hour';
import { dayPart } from './day-part';
import { date } from './date';
import { dayKind } from './day-kind';
import { newReturning } from './new-returning';
import { reviewScore } from './review-score';
import { deliveryStatus } from './delivery-status';
import { carrier } from './carrier';
import { seller } from './seller';
import { sellerRegion } from './seller-region';
import { currency } from './currency';

/** Every dimension. A new one is one file and one line here, with its path from each fact in store/sql and core/query/rows. */
export const DIMENSIONS: readonly Dimension[] = [
  marketplace,
  connection,
  product,
  sku,
  category,
  vendor,
  customer,
  customerCountry,
  customerRegion,
  customerCity,
  orderStatus,
  lineCount,
  productCount,
  unitCount,
  paymentMethod,
  installments,
  weekday,
  hour,
  dayPart,
  dayKind,
  date,
  newReturning,
  reviewScore,
  deliveryStatus,
  daysLate,
  carrier,
  seller,
  sellerRegion,
  currency,
];

const byId = new Map<string, Dimension>(DIMENSIONS.map((dimension) => [dimension.id, dimension]));

export function findDimension(id: string): Dimension | undefined {
  return byId.get(id);
}
