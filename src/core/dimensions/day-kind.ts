import { DAY_KINDS, defineDimension } from './define-dimension';

export const dayKind = defineDimension({
  id: 'dayKind',
  title: 'Weekday or weekend',
  synonyms: ['weekday or weekend', 'weekday vs weekend', 'weekdays vs weekends', 'weekend or weekday', 'type of day'],
  type: 'string',
  definition: 'weekend: Saturday and Sunday; weekday: Monday to Friday, in the zone of the shop.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  values: DAY_KINDS,
});
