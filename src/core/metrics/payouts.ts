import { defineMetric, ledgerAmount } from './define-metric';

export const payouts = defineMetric({
  id: 'payouts',
  title: 'Payouts',
  synonyms: ['pay out', 'paid us', 'pay us', 'payouts', 'payout', 'settlement', 'settlements', 'paid out', 'deposits'],
  unit: 'money',
  definition: 'Money the marketplaces paid out to the seller.',
  source: 'ShopIQ',
  version: 1,
  measure: ledgerAmount(['PAYOUT']),
  higherIsBetter: true,
});
