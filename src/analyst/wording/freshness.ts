import { accountTitle } from '@/core/model/marketplaces';
import { cellReference } from '@/core/artifact/prose';
import type { Speaker, Spoken } from './decisions';
import { wordRefusal } from './notes';
import { say } from './say';
import type { SeenOutput, SeenTable } from './seen';

/** How up to date the accounts are: those that are not, by name. */
export function wordFreshness(output: SeenOutput | undefined, { language }: Speaker): Spoken {
  const table = output?.tables[0];
  const followUps = [say(language, 'ask.data')];
  if (!table || table.rows.length === 0) return { kind: 'refusal', text: say(language, 'describe.empty'), followUps: [], options: [] };
  const behind = named(table, ({ state }) => state !== 'up to date' && state !== 'imported');
  const isImported = table.rows.every(({ state }) => state === 'imported');
  const text =
    behind !== ''
      ? say(language, 'freshness.behind', { accounts: behind })
      : say(language, isImported ? 'freshness.imported' : 'freshness.good');
  return { kind: 'answer', text, followUps, options: [] };
}

/** What came of reading the accounts now. */
export function wordSync(output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const table = output?.tables[0];
  const followUps = [say(language, 'ask.revenueByMonth'), say(language, 'ask.data')];
  if (output?.refusal || !table) {
    const text = output?.refusal ? wordRefusal(output.refusal, speaker) : say(language, 'describe.empty');
    return { kind: 'refusal', text, followUps: [], options: [] };
  }
  const accounts = named(table, ({ state }) => state !== 'up to date');
  const orders = cellReference(table.id, 'total', 'orders');
  return {
    kind: 'answer',
    text: say(language, accounts === '' ? 'sync.done' : 'sync.partly', { accounts, orders }),
    followUps,
    options: [],
  };
}

/** "Juniper & Co (Etsy): failing, ..." of the accounts a condition holds for. */
function named({ rows }: SeenTable, isMeant: (row: SeenTable['rows'][number]) => boolean): string {
  return rows
    .filter(isMeant)
    .map(
      ({ connection, marketplace, state }) =>
        `${accountTitle({ name: String(connection), marketplace: String(marketplace) })}: ${String(state)}`,
    )
    .join(', ');
}
