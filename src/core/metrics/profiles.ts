import { VALID_COUNTS } from './distinct-counts';
import type { ProfileId } from '@/core/model/workspace';
import type { Basis } from '@/core/query/query';

/**
 * A profile maps plain words to metrics: the metrics keep one meaning each, only the words differ between sellers.
 * `shopify` counts as Shopify's reports do; `validOrders` leaves canceled and unavailable orders out.
 */
export interface Profile {
  id: ProfileId;
  title: string;
  description: string;
  basis: Basis;
  /** Metric a general metric id stands for in this profile. Ids not named stand for themselves. */
  words: Readonly<Record<string, string>>;
}

export const PROFILES: Readonly<Record<ProfileId, Profile>> = {
  shopify: {
    id: 'shopify',
    title: 'As Shopify reports',
    description:
      '"Sales" is net sales; canceled orders count and are taken back on the day they are canceled; returns count on the day they are processed.',
    basis: 'event',
    words: {},
  },
  validOrders: {
    id: 'validOrders',
    title: 'Valid orders only',
    description: '"Sales" is the price of goods on orders that are neither canceled nor unavailable, on the day of the order.',
    basis: 'order',
    words: {
      netSales: 'validSales',
      grossSales: 'validSales',
      totalSales: 'validSales',
      orders: 'validOrders',
      averageOrderValue: 'validAverageOrderValue',
      unitsSold: 'validUnits',
      netUnits: 'validUnits',
      unitsPerOrder: 'validUnitsPerOrder',
      averageUnitPrice: 'validAverageUnitPrice',
      shippingCharges: 'validShipping',
      shippingShare: 'validShippingShare',
      customers: 'validCustomers',
      newCustomers: 'validNewCustomers',
      repeatPurchaseRate: 'validRepeatPurchaseRate',
      ordersPerCustomer: 'validOrdersPerCustomer',
      salesPerCustomer: 'validSalesPerCustomer',
      ...VALID_COUNTS,
    },
  },
};

/** The metric a plain word's metric stands for in a profile. */
export function profileMetric(profile: ProfileId, metricId: string): string {
  return PROFILES[profile].words[metricId] ?? metricId;
}
