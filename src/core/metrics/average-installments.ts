import { defineMetric, VALID, countOf, ratio, sumOf } from './define-metric';

export const averageInstallments = defineMetric({
  id: 'averageInstallments',
  title: 'Average installments',
  synonyms: ['installments', 'average installments', 'instalments', 'number of installments', 'parcels paid'],
  unit: 'none',
  definition: 'Mean number of installments over payments of orders that are neither canceled nor unavailable.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(sumOf('payments', 'installments', VALID), countOf('payments', 'installments', VALID)),
  higherIsBetter: null,
});
