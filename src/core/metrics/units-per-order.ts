import { defineMetric, HAS_ITEMS, distinct, ledgerUnits, ratio } from './define-metric';

export const unitsPerOrder = defineMetric({
  id: 'unitsPerOrder',
  title: 'Units per order',
  synonyms: ['units per order', 'items per order', 'basket depth', 'average items per order', 'pieces per order'],
  unit: 'none',
  definition: 'Units sold divided by orders.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(ledgerUnits(['SALE']), distinct('orders', 'order', HAS_ITEMS)),
  higherIsBetter: true,
});
