import { defineMetric, HAS_ITEMS, VALID, distinct, ratio } from './define-metric';

export const validRepeatPurchaseRate = defineMetric({
  id: 'validRepeatPurchaseRate',
  title: 'Repeat purchase rate on valid orders',
  synonyms: ['repeat purchase rate on valid orders'],
  unit: 'ratio',
  definition: 'People with two or more valid orders in the period, divided by people with at least one.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(
    { kind: 'repeaters', fact: 'orders', min: 2, where: [VALID, HAS_ITEMS] },
    distinct('orders', 'customer', VALID, HAS_ITEMS),
  ),
  higherIsBetter: true,
  minimumSample: 30,
});
