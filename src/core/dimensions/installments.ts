import { defineDimension } from './define-dimension';

export const installments = defineDimension({
  id: 'installments',
  title: 'Installments',
  synonyms: ['installment count'],
  type: 'number',
  definition: 'Number of installments of the payment.',
  facts: ['payments'],
  nullLabel: 'none',
  isOrdered: true,
});
