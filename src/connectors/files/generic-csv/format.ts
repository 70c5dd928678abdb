import type { FileFormat } from '../contract';
import { assertGenericMapping, guessGenericMapping } from './fields';
import { GenericMapper } from './mapper';

/** Any table of order lines, read by a mapping of our fields to its columns. */
export const genericCsvFormat: FileFormat = {
  id: 'generic-csv',
  title: 'Any CSV of order lines (with a column mapping)',
  marketplace: 'csv',
  accountId: 'csv',
  roles: [{ id: 'lines', requiredColumns: [], isRequired: true }],
  defaults: { profile: 'shopify', timeZone: 'UTC', currency: 'USD', locale: 'en-US', weekStart: 1 },
  decisions: [
    'One row is one line of an order. Rows of one order may lie up to 2,000 orders apart; a row that comes later still is rejected.',
    'Dates like 03/04/2026 are month/day, in files separated by semicolons day/month; "dateOrder" in the mapping settles it.',
    'A negative quantity or amount is a return. Sums of the order are booked once; a refund goes to the goods first, then to shipping and tax.',
    'A cancelled order is taken back whole on its own day.',
  ],
  rolesFor: ({ mapping }) => {
    assertGenericMapping(mapping);
    const columns = Object.entries(mapping).filter(([id]) => id !== 'dateOrder');
    return [{ id: 'lines', requiredColumns: columns.map(([, column]) => column), isRequired: true }];
  },
  guessMapping: guessGenericMapping,
  createMapper: (options) => new GenericMapper(options),
};
