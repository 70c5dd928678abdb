import { defineMetric, ledgerAmount } from './define-metric';

export const fees = defineMetric({
  id: 'fees',
  title: 'Marketplace fees',
  synonyms: ['fees', 'fee', 'marketplace fees', 'commission', 'commissions', 'platform fees', 'selling fees'],
  unit: 'money',
  definition: 'Fees the marketplaces booked, negative: commission, closing, payment and fulfilment fees.',
  source: 'ShopIQ',
  asRate: 'feeRate',
  version: 1,
  measure: ledgerAmount(['FEE']),
  higherIsBetter: null,
  isBookedNegative: true,
  lever: 'fees',
});
