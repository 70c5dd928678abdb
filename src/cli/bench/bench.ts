import { mkdirSync, writeFileSync } from 'node:fs';
import { Argument, Option, type Command } from 'commander';
import { SANDBOXES } from '@/connectors/sandboxes';
import { AppError } from '@/core/errors';
import { benchBackfills } from './backfills';
import { benchImports } from './imports';
import { isMet, printLine, type Line } from './lines';
import { benchModels } from './models/models';
import { benchQuestions } from './questions';

const PARTS = ['imports', 'questions', 'backfill', 'models'];
/** Orders of the generated shops, as multiples of the demo's 25,000. */
const SCALES = [0.84, 8];
/** Orders of the account that is read from a marketplace: enough to say how fast, few enough to be done in minutes. */
const BACKFILL_ORDERS = 20_000;

interface Flags {
  only?: string;
  scale: string;
  orders: string;
  marketplace: string;
}

/** Add `shopiq bench`: imports, questions at two sizes, the past of an account, models, memory; written to bench/results.json. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('Measure imports, question latency, the reading of an account with all its past, the models, and memory.')
    .addArgument(new Argument('[part]', 'one part of it').choices(PARTS))
    .addOption(new Option('--only <part>', 'the same').choices(PARTS))
    .option('--scale <numbers>', 'questions: sizes as multiples of 25,000 orders, comma-separated', SCALES.join(','))
    .option('--orders <number>', 'backfill: orders of the account', String(BACKFILL_ORDERS))
    .addOption(new Option('--marketplace <id>', 'backfill: whose sandbox is read').choices(Object.keys(SANDBOXES)).default('shopify'))
    .action(async (part: string | undefined, { only = part, scale, orders, marketplace }: Flags) => {
      const isWanted = (name: string): boolean => only === undefined || only === name;
      const lines: Line[] = [];
      // After each part: what comes later may fail.
      const report = (measured: readonly Line[]): void => {
        lines.push(...measured);
        for (const line of measured) process.stdout.write(`${printLine(line)}\n`);
        writeResults(lines);
      };
      if (isWanted('imports')) report(await benchImports());
      if (isWanted('questions')) report(await benchQuestions(scale.split(',').map(Number)));
      if (lines.length > 0) {
        const peak = Math.round(process.resourceUsage().maxRSS / 1024);
        report([{ name: 'peak memory of the process, database included', value: peak, unit: 'MB' }]);
      }
      if (isWanted('backfill')) report(await benchBackfills({ marketplace, orders: toCount(orders) }));
      if (isWanted('models')) for await (const measured of benchModels()) report(measured);
    });
}

function writeResults(lines: readonly Line[]): void {
  mkdirSync('bench', { recursive: true });
  const results = lines.map((line) => ({ ...line, ...(line.reach === undefined ? {} : { met: isMet(line) }) }));
  writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`);
}

function toCount(text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  throw new AppError('invalid_input', `"${text}" is not a number of orders.`, { field: 'orders', remedy: 'Give a whole one, like 20000.' });
}
