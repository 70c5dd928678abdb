import { defineDimension } from './define-dimension';

export const carrier = defineDimension({
  id: 'carrier',
  title: 'Carrier',
  synonyms: ['carrier', 'carriers', 'shipping company', 'courier', 'couriers'],
  type: 'string',
  definition: 'Who carried the parcel.',
  facts: ['shipments'],
  nullLabel: 'unknown',
});
