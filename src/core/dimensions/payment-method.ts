import { defineDimension } from './define-dimension';

export const paymentMethod = defineDimension({
  id: 'paymentMethod',
  title: 'Payment method',
  synonyms: [
    'payment method',
    'payment methods',
    'payment type',
    'payment types',
    'method of payment',
    'payment',
    'how people pay',
    'tender',
  ],
  type: 'string',
  definition: 'How it was paid. For payments, the method of each; for sales and orders, the method that paid the largest part.',
  facts: ['ledger', 'orders', 'payments'],
  nullLabel: 'unknown',
});
