import { countRows, defineMetric } from './define-metric';

export const badReviews = defineMetric({
  id: 'badReviews',
  title: 'Bad reviews',
  synonyms: ['number of bad reviews', 'bad review count', 'number of negative reviews'],
  unit: 'count',
  definition: 'Reviews with 1 or 2 stars.',
  source: 'ShopIQ',
  version: 1,
  measure: countRows('reviews', { attribute: 'reviewScore', op: 'lte', values: [2] }),
  higherIsBetter: false,
});
