import { defineMetric, ledgerAmount } from './define-metric';

export const netAfterFees = defineMetric({
  id: 'netAfterFees',
  title: 'Net sales after fees',
  synonyms: ['net after fees', 'sales after fees', 'revenue after fees', 'net proceeds'],
  unit: 'money',
  definition: 'Net sales plus fees (fees are negative). Cost of goods is not in it, so it is not profit.',
  source: 'ShopIQ',
  version: 1,
  measure: ledgerAmount(['SALE', 'DISCOUNT', 'RETURN', 'FEE']),
  higherIsBetter: true,
});
