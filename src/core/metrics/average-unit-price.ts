import { defineMetric, ledgerAmount, ledgerUnits, ratio } from './define-metric';

export const averageUnitPrice = defineMetric({
  id: 'averageUnitPrice',
  title: 'Average unit price',
  synonyms: [
    'average price',
    'item price',
    'average item price',
    'price per item',
    'price per piece',
    'average price per unit',
    'average unit price',
    'avg price',
    'average selling price',
    'asp',
    'price per unit',
  ],
  unit: 'money',
  definition: 'Gross sales divided by units sold.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(ledgerAmount(['SALE']), ledgerUnits(['SALE'])),
  higherIsBetter: null,
  lever: 'price',
});
