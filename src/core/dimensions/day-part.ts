import { DAY_PARTS, defineDimension } from './define-dimension';

export const dayPart = defineDimension({
  id: 'dayPart',
  title: 'Part of day',
  synonyms: ['part of day', 'part of the day', 'parts of the day', 'day part', 'daypart', 'morning afternoon evening'],
  type: 'string',
  definition: 'morning: 6:00 to 11:59; afternoon: 12:00 to 17:59; evening: 18:00 to 23:59; night: 0:00 to 5:59, in the zone of the shop.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  values: DAY_PARTS,
});
