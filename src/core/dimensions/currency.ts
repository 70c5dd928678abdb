import { defineDimension } from './define-dimension';

export const currency = defineDimension({
  id: 'currency',
  title: 'Currency',
  synonyms: ['currency', 'currencies'],
  type: 'string',
  definition: 'Currency of the order at its marketplace, before conversion.',
  facts: ['ledger', 'orders', 'payments'],
});
