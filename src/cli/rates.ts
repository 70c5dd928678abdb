import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readFeed } from '@/connectors/ecb/read-feed';
import { AppError } from '@/core/errors';
import type { Container } from '@/server/container';
import { addRates, refreshRates } from '@/server/rates';

/** Add `shopiq rates`: reference rates of the European Central Bank, from the bank or from a file of it. */
export function registerRates(program: Command, open: () => Promise<Container>): void {
  program
    .command('rates')
    .description('Add the exchange rates that are lacking, from the European Central Bank or from a file of it.')
    .argument('[file]', 'eurofxref-daily.xml, eurofxref-hist-90d.xml, eurofxref-hist.xml or the CSV in eurofxref-hist.zip')
    .action(async (file: string | undefined) => {
      const quotes = file === undefined ? null : readFeed(await readText(file));
      const container = await open();
      const { db, clock, env } = container;
      const baseUrl = env.SHOPIQ_RATES_URL;
      const added = quotes
        ? await addRates(db, quotes)
        : await refreshRates(db, { now: clock.now(), fetch, ...(baseUrl === undefined ? {} : { baseUrl }) });
      if (added > 0) await container.settleAll();
      process.stdout.write(added === 0 ? 'No rate was lacking.\n' : `${added.toLocaleString('en-US')} rates were added.\n`);
    });
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('unreadable_file', `${file} cannot be read.`, { cause, field: 'file', remedy: 'Check the path.' });
  });
}
