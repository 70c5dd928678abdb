import { defineMetric, ledgerAmount, negated } from './define-metric';

export const feeRate = defineMetric({
  id: 'feeRate',
  title: 'Fee rate',
  synonyms: ['fee rate', 'fee share', 'fee percentage', 'take rate', 'commission rate', 'effective fee'],
  unit: 'ratio',
  definition: 'Fees as a share of gross sales.',
  source: 'ShopIQ',
  version: 1,
  measure: negated(ledgerAmount(['FEE']), ledgerAmount(['SALE'])),
  higherIsBetter: null,
});
