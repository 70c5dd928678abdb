import { defineMetric, sumOf } from './define-metric';

export const stockOnHand = defineMetric({
  id: 'stockOnHand',
  title: 'Stock on hand',
  synonyms: ['stock', 'inventory', 'stock on hand', 'units in stock', 'available stock', 'on hand', 'inventory level', 'in stock'],
  unit: 'count',
  definition: 'Units available now at all locations, as last read from the marketplaces. Not a figure of the period.',
  source: 'Shopify Help Center, sales reports (inventory)',
  version: 1,
  measure: sumOf('inventory', 'available'),
  higherIsBetter: null,
  isNoun: true,
});
