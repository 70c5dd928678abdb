import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Connector } from '@/connectors/kit/contract';
import { STREAM_IDS } from '@/connectors/kit/contract';
import { CONNECTORS } from '@/connectors/registry';
import { COMPARED_DAYS } from '@/core/sync/reconcile';
import { marketplaceName } from '@/core/model/marketplaces';
import { FAULTS, NOT_APPLICABLE, RECOUNT_TESTS, WEBHOOK_TESTS } from './faults';

/** Writes docs/conformance.md from what the tests noted in a folder: node --import tsx tests/conformance/report.ts <folder>. */
const [, , folder = ''] = process.argv;

const STREAMS: Readonly<Record<(typeof STREAM_IDS)[number], string>> = {
  products: 'Products and variants',
  inventory: 'Stock',
  customers: 'Customers',
  orders: 'Orders, lines, refunds, taxes, shipping',
  finances: 'Fees',
  payouts: 'Payouts',
  reviews: 'Reviews',
};

interface Kills {
  marketplace: string;
  database: string;
  kills: number;
}

function read<T>(file: string): T[] {
  const from = path.join(folder, file);
  if (!existsSync(from)) return [];
  return readFileSync(from, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

const held = read<{ marketplace: string; fault: string }>('faults.jsonl');
const kills = read<Kills>('kills.jsonl');
const notes: string[] = [];
let lacking = 0;

/** A reason under the table, once. @returns its mark. */
function note(text: string): string {
  if (!notes.includes(text)) notes.push(text);
  return `[${notes.indexOf(text) + 1}]`;
}

function missing(): string {
  lacking += 1;
  return '**not tested**';
}

function row(title: string, cell: (connector: Connector) => string): string {
  return `| ${[title, ...CONNECTORS.map(cell)].join(' | ')} |`;
}

const head = [row('', ({ id }) => marketplaceName(id)), `| --- |${CONNECTORS.map(() => ' --- |').join('')}`];

const capabilities = [
  ...head,
  ...STREAM_IDS.map((id) =>
    row(STREAMS[id], ({ streams, notOffered }) => {
      if (streams.some((stream) => stream.id === id)) return 'read';
      const reason = notOffered[id];
      return reason === undefined ? missing() : `not offered ${note(reason)}`;
    }),
  ),
  row('What is read again because it changes without a stamp', ({ streams }) => {
    const days = streams.flatMap(({ id, rescanDays }) => (rescanDays === undefined ? [] : `${id}: ${rescanDays} days`));
    return days.length > 0 ? days.join(', ') : 'nothing';
  }),
  row('Days compared with what the vendor says of them', ({ dailyTotals }) =>
    'notOffered' in dailyTotals ? `not offered ${note(dailyTotals.notOffered)}` : `${COMPARED_DAYS} days, by number and sum of orders`,
  ),
  row('Webhooks', ({ webhooks }) =>
    'notOffered' in webhooks ? `not offered ${note(webhooks.notOffered)}` : `${webhooks.topics.length} topics`,
  ),
  row('Permission taken back at the vendor when disconnecting', ({ auth }) => (auth.revoke ? 'yes' : 'the vendor offers no way')),
];

const faults = [
  ...head,
  ...FAULTS.map(({ id, title, expected }) =>
    row(title, ({ id: marketplace }) => {
      const reason = NOT_APPLICABLE[marketplace]?.[id];
      if (reason !== undefined) return `cannot happen ${note(reason)}`;
      return held.some((cell) => cell.marketplace === marketplace && cell.fault === id) ? expected : missing();
    }),
  ),
  row('An order is lost, deleted or changed without a stamp or a word', ({ id, dailyTotals }) => {
    if ('notOffered' in dailyTotals) return `not offered ${note(dailyTotals.notOffered)}`;
    const file = RECOUNT_TESTS[id];
    return file !== undefined && existsSync(file) ? `same ledger ${note(`Tested in \`${file}\`.`)}` : missing();
  }),
  row('Deliveries twice, in the wrong order, lost', ({ id, webhooks }) => {
    if ('notOffered' in webhooks) return `not offered ${note(webhooks.notOffered)}`;
    const file = WEBHOOK_TESTS[id];
    return file !== undefined && existsSync(file) ? `same ledger ${note(`Tested in \`${file}\`.`)}` : missing();
  }),
  ...[...new Set(kills.map(({ database }) => database))].map((database) =>
    row(`The process is killed at random points, ${database} database`, ({ id }) => {
      const found = kills.find((cell) => cell.marketplace === id && cell.database === database);
      return found ? `same ledger after ${found.kills} kills` : missing();
    }),
  ),
  ...(kills.length === 0 ? [row('The process is killed at random points', () => missing())] : []),
];

const text = `# Conformance of the connectors

Written by \`npm run conformance\`. Each cell is a sync of a seeded shop at the vendor's sandbox on this machine, by the real connector into a real database; "same ledger" means that what was stored equals what the shop knows of itself, sale, discount, return, shipping, tax and fee, to the cent. It says nothing of the vendors' own servers.

## What is read

${capabilities.join('\n')}

## What goes wrong

${faults.join('\n')}

${notes.map((reason, index) => `[${index + 1}] ${reason}`).join('\n\n')}
`;
writeFileSync('docs/conformance.md', text);
process.stdout.write(
  lacking === 0 ? 'docs/conformance.md: every cell was tested.\n' : `docs/conformance.md: ${lacking} cells were not tested.\n`,
);
if (lacking > 0) process.exitCode = 1;
