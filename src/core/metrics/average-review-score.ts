import { defineMetric, countRows, ratio, sumOf } from './define-metric';

export const averageReviewScore = defineMetric({
  id: 'averageReviewScore',
  title: 'Average review score',
  synonyms: [
    'review score',
    'rating',
    'average rating',
    'score',
    'average score',
    'stars',
    'average review',
    'satisfaction',
    'review rating',
    'rated',
    'ratings',
    'reviews score',
    'average review score',
    'csat',
  ],
  unit: 'score',
  definition:
    'Mean review score (1 to 5), orders of every state. By category, a review of an order counts once for each of its categories.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(sumOf('reviews', 'score'), countRows('reviews')),
  higherIsBetter: true,
  sample: 'reviewCount',
  minimumSample: 5,
});
