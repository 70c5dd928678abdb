import { defineMetric, countRows } from './define-metric';

export const reviewCount = defineMetric({
  id: 'reviewCount',
  title: 'Reviews',
  synonyms: ['reviews', 'number of reviews', 'review count', 'ratings count', 'how many reviews'],
  unit: 'count',
  definition: 'Reviews written, orders of every state. By category, a review of an order counts once for each of its categories.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: countRows('reviews'),
  higherIsBetter: true,
  judgedBy: ['averageReviewScore', 'badReviewShare'],
  isNoun: true,
});
