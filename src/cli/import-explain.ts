import type { FileFormat } from '@/connectors/files/contract';
import { GENERIC_FIELDS } from '@/connectors/files/generic-csv/fields';

/** How a format is read, for a person: its files, its columns, and what was decided where the source leaves room. */
export function explainFormat(format: FileFormat): string {
  const { id, title, roles, decisions, defaults, guessMapping } = format;
  const files = roles.map(({ id: role, requiredColumns, isRequired }) => {
    const columns = requiredColumns.length === 0 ? 'columns as mapped' : requiredColumns.join(', ');
    return `  ${role}${isRequired ? '' : ' (if there is one)'}: ${columns}`;
  });
  const lines = [
    `${id}: ${title}`,
    '',
    'Files and the columns they need:',
    ...files,
    '',
    'How it is read:',
    ...decisions.map((decision) => `  - ${decision}`),
  ];
  lines.push('', `Without --time-zone and --currency: ${defaults.timeZone}, ${defaults.currency}.`);
  if (guessMapping) {
    lines.push('', 'Fields of a mapping file, like {"orderId": "name of its column"}; usual column names are found without one:');
    for (const field of GENERIC_FIELDS) lines.push(`  ${field.id}${field.isRequired === true ? ' (needed)' : ''}: ${field.description}`);
    lines.push('  dateOrder: not a column but "mdy" or "dmy", for dates like 03/04/2026');
  }
  return `${lines.join('\n')}\n`;
}
