import { defineDimension } from './define-dimension';

export const newReturning = defineDimension({
  id: 'newReturning',
  title: 'New or returning',
  synonyms: ['new vs returning', 'new or returning', 'new and returning', 'customer type', 'new versus returning', 'first time vs repeat'],
  type: 'string',
  definition: 'new: the first order of its person that stands and has a line (ties by order id); returning: any later one.',
  facts: ['ledger', 'orders'],
  nullLabel: 'unknown',
  values: ['new', 'returning'],
});
