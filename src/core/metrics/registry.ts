import type { Metric } from './define-metric';
import { grossSales } from './gross-sales';
import { discounts } from './discounts';
import { returns } from './returns';
import { netSales } from './net-sales';
import { totalSales } from './total-sales';
import { shippingCharges } from './shipping-charges';
import { taxes } from './taxes';
import { duties } from './duties';
import { tips } from './tips';
import { fees } from './fees';
import { feeRate } from './fee-rate';
import { payouts } from './payouts';
import { netAfterFees } from './net-after-fees';
import { orders } from './orders';
import { allOrders } from './all-orders';
import { averageOrderValue } from './average-order-value';
import { unitsSold } from './units-sold';
import { unitsReturned } from './units-returned';
import { netUnits } from './net-units';
import { unitsPerOrder } from './units-per-order';
import { averageUnitPrice } from './average-unit-price';
import { discountRate } from './discount-rate';
import { returnRateValue } from './return-rate-value';
import { returnRate } from './return-rate';
import { returnRateOrders } from './return-rate-orders';
import { shippingShare } from './shipping-share';
import { canceledOrders } from './canceled-orders';
import { cancellationRate } from './cancellation-rate';
import { customers } from './customers';
import { newCustomers } from './new-customers';
import { returningCustomerRate } from './returning-customer-rate';
import { repeatPurchaseRate } from './repeat-purchase-rate';
import { ordersPerCustomer } from './orders-per-customer';
import { salesPerCustomer } from './sales-per-customer';
import { validSales } from './valid-sales';
import { validOrders } from './valid-orders';
import { validAverageOrderValue } from './valid-average-order-value';
import { validUnits } from './valid-units';
import { validUnitsPerOrder } from './valid-units-per-order';
import { validAverageUnitPrice } from './valid-average-unit-price';
import { validShipping } from './valid-shipping';
import { validShippingShare } from './valid-shipping-share';
import { validCustomers } from './valid-customers';
import { validNewCustomers } from './valid-new-customers';
import { validRepeatPurchaseRate } from './valid-repeat-purchase-rate';
import { validOrdersPerCustomer } from './valid-orders-per-customer';
import { validSalesPerCustomer } from './valid-sales-per-customer';
import { paymentValue } from './payment-value';
import { paymentCount } from './payment-count';
import { averageInstallments } from './average-installments';
import { deliveries } from './deliveries';
import { lateDeliveries } from './late-deliveries';
import { lateDeliveryRate } from './late-delivery-rate';
import { onTimeRate } from './on-time-rate';
import { deliveryDays } from './delivery-days';
import { handlingDays } from './handling-days';
import { transitDays } from './transit-days';
import { lateDays } from './late-days';
import { reviewCount } from './review-count';
import { averageReviewScore } from './average-review-score';
import { badReviews } from './bad-reviews';
import { badReviewShare } from './bad-review-share';
import { stockOnHand } from './stock-on-hand';
import { DISTINCT_COUNTS } from './distinct-counts';

/** Every metric, in the order people see them. A new metric is one file and one line here. */
export const METRICS: readonly Metric[] = [
  grossSales,
  discounts,
  returns,
  netSales,
  totalSales,
  shippingCharges,
  taxes,
  duties,
  tips,
  fees,
  feeRate,
  payouts,
  netAfterFees,
  orders,
  allOrders,
  averageOrderValue,
  unitsSold,
  unitsReturned,
  netUnits,
  unitsPerOrder,
  averageUnitPrice,
  discountRate,
  returnRateValue,
  returnRate,
  returnRateOrders,
  shippingShare,
  canceledOrders,
  cancellationRate,
  customers,
  newCustomers,
  returningCustomerRate,
  repeatPurchaseRate,
  ordersPerCustomer,
  salesPerCustomer,
  validSales,
  validOrders,
  validAverageOrderValue,
  validUnits,
  validUnitsPerOrder,
  validAverageUnitPrice,
  validShipping,
  validShippingShare,
  validCustomers,
  validNewCustomers,
  validRepeatPurchaseRate,
  validOrdersPerCustomer,
  validSalesPerCustomer,
  paymentValue,
  paymentCount,
  averageInstallments,
  deliveries,
  lateDeliveries,
  lateDeliveryRate,
  onTimeRate,
  deliveryDays,
  handlingDays,
  transitDays,
  lateDays,
  reviewCount,
  averageReviewScore,
  badReviews,
  badReviewShare,
  stockOnHand,
  ...DISTINCT_COUNTS,
];

const byId = new Map(METRICS.map((metric) => [metric.id, metric]));

export function findMetric(id: string): Metric | undefined {
  return byId.get(id);
}
