import { defineMetric, ledgerAmount } from './define-metric';

export const totalSales = defineMetric({
  id: 'totalSales',
  title: 'Total sales',
  synonyms: ['total sales', 'total revenue incl tax', 'sales incl tax', 'sales including tax and shipping', 'gross receipts'],
  unit: 'money',
  definition: 'Net sales plus shipping, taxes, duties and tips.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerAmount(['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP']),
  higherIsBetter: true,
});
