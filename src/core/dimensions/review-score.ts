import { defineDimension } from './define-dimension';

export const reviewScore = defineDimension({
  id: 'reviewScore',
  title: 'Review score',
  synonyms: ['score', 'scores', 'stars', 'star rating', 'rating value', 'review scores', 'ratings'],
  type: 'number',
  definition: 'Score of the review, 1 to 5.',
  facts: ['reviews'],
  isOrdered: true,
});
