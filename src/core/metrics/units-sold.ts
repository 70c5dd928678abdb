import { defineMetric, ledgerUnits } from './define-metric';

export const unitsSold = defineMetric({
  id: 'unitsSold',
  title: 'Units sold',
  synonyms: ['units', 'units sold', 'quantity', 'quantity sold', 'pieces', 'items sold', 'volume', 'pieces sold', 'pieces moved', 'copies'],
  unit: 'count',
  definition: 'Units on order lines, before returns.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerUnits(['SALE']),
  higherIsBetter: true,
});
