import { defineDimension } from './define-dimension';

export const daysLate = defineDimension({
  id: 'daysLate',
  title: 'Days after the promised day',
  synonyms: ['days after the promised day', 'days of delay', 'days past the promised date', 'days late'],
  type: 'number',
  definition: 'Calendar days from the promised day to the day of delivery: 0 is on the promised day, less than 0 is early.',
  facts: ['shipments'],
  nullLabel: 'not delivered or nothing promised',
  isOrdered: true,
});
