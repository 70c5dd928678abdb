import { defineMetric, countRows, ratio } from './define-metric';

export const badReviewShare = defineMetric({
  id: 'badReviewShare',
  title: 'Share of bad reviews',
  synonyms: [
    'share of bad ones',
    'share of bad',
    'share of negative ones',
    'bad reviews',
    'negative reviews',
    'share of bad reviews',
    'bad ratings',
    'one star reviews',
    'low ratings',
    'bad review share',
    'negative review share',
  ],
  unit: 'ratio',
  definition: 'Reviews with 1 or 2 stars divided by all reviews.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(countRows('reviews', { attribute: 'reviewScore', op: 'lte', values: [2] }), countRows('reviews')),
  higherIsBetter: false,
  minimumSample: 5,
});
