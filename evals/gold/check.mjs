// The second way to every gold answer: hand-written SQL over the raw rows, one statement a case (checks/*.mjs), compared with the cases.
// Usage: node --import tsx evals/gold/check.mjs [--cases <folder>] [--checks <folder>] [--data <folder>] [--only <ability>,...]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openTables } from './tables.mjs';

const here = import.meta.dirname;
const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: path.join(here, '..') },
    checks: { type: 'string', default: path.join(here, 'checks') },
    data: { type: 'string', default: path.resolve('../shared/data') },
    only: { type: 'string' },
  },
});
const isWanted = (name) => !flags.only || flags.only.split(',').includes(name);

const cases = readdirSync(flags.cases, { withFileTypes: true })
  // Questions of other languages take their gold from the English case they name.
  .filter(
    (entry) =>
      entry.isDirectory() &&
      entry.name !== 'languages' &&
      isWanted(entry.name) &&
      existsSync(path.join(flags.cases, entry.name, 'cases.jsonl')),
  )
  .flatMap((entry) =>
    readFileSync(path.join(flags.cases, entry.name, 'cases.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean),
  )
  .map((line) => JSON.parse(line))
  .filter((entry) => entry.wordings === undefined);
const statements = {};
for (const file of readdirSync(flags.checks))
  Object.assign(statements, (await import(pathToFileURL(path.join(flags.checks, file)).href)).checks);

const needed = cases.filter((entry) => entry.gold !== null && entry.kind !== 'clarify' && entry.kind !== 'unanswerable');
const db = await openTables(flags.data, [...new Set(needed.map((entry) => entry.data))]);
const tally = { agree: 0, disagree: 0, missing: 0 };
for (const entry of needed) {
  const sql = statements[entry.id];
  if (sql === undefined) {
    tally.missing += 1;
    process.stdout.write(`missing   ${entry.id}\n`);
    continue;
  }
  const problem = await compare(entry, [sql].flat());
  tally[problem === null ? 'agree' : 'disagree'] += 1;
  if (problem !== null) process.stdout.write(`disagrees ${entry.id} ${entry.question}\n          ${problem}\n`);
}
await db.close();
process.stdout.write(
  `${cases.length} cases, ${needed.length} with a gold answer to compute: ${tally.agree} agree, ${tally.disagree} disagree, ${tally.missing} without a second check\n`,
);
if (tally.disagree + tally.missing > 0) process.exitCode = 1;

async function compare(entry, parts) {
  try {
    const results = [];
    for (const sql of parts) results.push((await db.query(sql, [], { rowMode: 'array' })).rows);
    const wanted = toRows(entry);
    const found = results.length === 1 ? results[0] : results.flat();
    if (wanted.length !== found.length) return `${wanted.length} rows, SQL gives ${found.length}: ${show(wanted)} / ${show(found)}`;
    const isLoose = entry.anyOrder === true || (entry.tags ?? []).includes('ties');
    const isSame = wanted.every((row, index) => (isLoose ? found.some((other) => agree(row, other)) : agree(row, found[index])));
    return isSame ? null : `${show(wanted)} / SQL ${show(found)}`;
  } catch (error) {
    return `the statement fails: ${error.message}`;
  }
}

/** Gold answers as rows: a number is one row of one cell; of several asks, the rows of each part after another. */
function toRows(entry) {
  if (entry.kind === 'several') return entry.gold.flatMap((part) => toRows(part));
  if (entry.kind === 'why') return entry.gold.map(({ dimension, leader, change }) => [dimension, leader, change]);
  return entry.kind === 'table' ? entry.gold : [[entry.gold]];
}

function show(rows) {
  return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? Number(value) : value)).slice(0, 400);
}

function agree(wanted, found) {
  return found !== undefined && wanted.every((cell, index) => isSame(cell, found[index]));
}

/** Equal to the last digit the gold answer is written with. Keys may list names: "DE|Germany". */
function isSame(wanted, found) {
  if (wanted === null) return found === null || found === undefined;
  if (typeof wanted === 'number') {
    const digits = String(wanted).split('.')[1]?.length ?? 0;
    const step = Number.isInteger(wanted) ? 0.0051 : 0.51 * 10 ** -Math.max(digits, 2);
    return found !== null && Math.abs(Number(found) - wanted) <= step + Math.abs(wanted) * 1e-9;
  }
  return wanted.split('|').includes(String(found));
}
