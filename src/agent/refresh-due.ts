import type { UIMessageChunk } from 'ai';
import { accountTitle } from '@/core/model/marketplaces';
import type { Refresh } from '@/core/ports';
import { isDue } from '@/core/sync/standing';
import type { WorkspaceData } from './answer';
import type { RefreshNote } from './chat-message';

/** Longest wait for marketplaces before a question is answered from what is there. */
const WAIT_MS = 4000;

/**
 * Read the accounts again that are older than their cadence, before a question is answered. What takes too long goes on
 * behind; what is missing then is among the gaps of the answer.
 * @returns a sentence on what was read; undefined when nothing had to be.
 */
export async function refreshDue(
  { coverage, sync }: Pick<WorkspaceData, 'coverage' | 'sync'>,
  { now, write }: { now: Date; write(chunk: UIMessageChunk): void },
): Promise<string | undefined> {
  const due = (await coverage.coverage()).connections.filter((connection) => isDue(connection, now));
  if (due.length === 0) return undefined;
  const accounts = due.map(accountTitle);
  const tell = (state: RefreshNote['state']): void => write({ type: 'data-refresh', id: 'refresh', data: { state, accounts } });
  tell('running');
  const refreshed = await sync.refresh(
    due.map(({ id }) => id),
    { waitMs: WAIT_MS },
  );
  tell('done');
  return noticeOf(refreshed);
}

function noticeOf(refreshed: readonly Refresh[]): string | undefined {
  const named = (outcome: Refresh['outcome']): string =>
    refreshed
      .filter((one) => one.outcome === outcome)
      .map(describe)
      .join(', ');
  const parts = [
    ['Read again before answering', named('done')],
    ['Still being read', named('reading')],
    ['Could not be read', named('failed')],
  ].filter(([, names]) => names !== '');
  return parts.length === 0 ? undefined : `${parts.map(([what, names]) => `${what}: ${names}`).join('. ')}.`;
}

function describe(one: Refresh): string {
  if (one.outcome !== 'done' || one.orders === 0) return accountTitle(one);
  const orders = one.orders === 1 ? '1 order' : `${one.orders.toLocaleString('en-US')} orders`;
  return `${accountTitle(one)} (${orders} new or changed)`;
}
