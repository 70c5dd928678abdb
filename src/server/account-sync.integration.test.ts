import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { answerQuestion, type FinishedAnswer } from '@/agent/answer';
import { builtinModel } from '@/agent/model';
import { ledgerLines, type LedgerLine } from '@/connectors/kit/sandbox/shop';
import { CONNECTORS } from '@/connectors/registry';
import { renderProse } from '@/core/artifact/prose';
import { addDays } from '@/core/model/calendar';
import type { LedgerKind } from '@/core/model/facts';
import type { Workspace } from '@/core/model/workspace';
import { saveRates } from '@/store/exchange-rates';
import { setPaused } from '@/store/manage-connections';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { testSyncDeps } from '~/tests/support/sync-deps';
import { newWorkspace } from '~/tests/support/workspaces';
import { accountSync, untilRefreshed } from './account-sync';
import { connectSandbox, serveMarketplace, type ServedShop } from './sandbox';
import { syncConnection } from './sync';
import { workspaceData } from './workspace-data';

/** The accounts were read in the middle of a month; the question is asked in the next one. */
const READ = '2026-02-25T10:00:00Z';
const ASKED = '2026-03-10T15:30:00Z';
/** The shops hold what comes later, too, and would be found to hold more than was read. */
const UNCOMPARED = CONNECTORS.map((connector) => ({ ...connector, dailyTotals: { notOffered: 'Not before the question.' } }));
/** What total sales are made of (core/metrics/total-sales.ts). */
const SOLD: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY'];

const shops: ServedShop[] = [];
afterEach(async () => {
  await untilRefreshed();
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

onEmbeddedDatabase('a question on data that is old', (get) => {
  let at = new Date(ASKED);
  const clock = {
    now: () => at,
    sleep: async (ms: number) => {
      at = new Date(at.getTime() + ms);
    },
  };
  const deps = () => testSyncDeps(get().db, clock);

  /** A workspace whose accounts were read once, long before the question. */
  async function openStale(marketplaces: readonly string[]): Promise<Workspace> {
    at = new Date(ASKED);
    const workspace = await newWorkspace(get().db, { timeZone: 'America/New_York' });
    for (const marketplace of marketplaces) {
      const served = await serveMarketplace(marketplace, { now: () => at, scale: 0.04 });
      shops.push(served);
      at = new Date(READ);
      const connectionId = await connectSandbox(deps(), { workspaceId: workspace.id, marketplace, origin: served.origin });
      const key = { workspaceId: workspace.id, connectionId };
      await syncConnection({ ...deps(), connectors: UNCOMPARED }, { ...key, reason: 'person', until: 'complete', budgetMs: 1e9 });
      at = new Date(ASKED);
    }
    return workspace;
  }

  const ask = (workspace: Workspace, question: string): Promise<FinishedAnswer> => {
    const onFailure = (error: unknown): never => {
      throw error;
    };
    const sync = accountSync({ sync: deps(), settle: async () => {}, onFailure }, workspace.id);
    return answerQuestion(
      {
        model: builtinModel(),
        modelTimeoutMs: 2000,
        dataOf: (of) => workspaceData(get().db, of, { sync }),
        now: () => at,
      },
      { workspace, messages: [{ id: randomUUID(), role: 'user', parts: [{ type: 'text', text: question }] }] },
    );
  };

  /** What lines of a shop's days come to, in dollars and cents. */
  function sum(lines: readonly LedgerLine[], from: string, to: string): number {
    const asked = lines.filter(({ day }) => day >= from && day <= to);
    return Number(asked.reduce((total, { amountMinor }) => total + amountMinor, 0n)) / 100;
  }
  const sold = (of: readonly ServedShop[], from: string, to: string): number =>
    sum(
      of.flatMap(({ shop }) => shop.ledger(SOLD)),
      from,
      to,
    );
  /** The same of last month, by what was there when the accounts were read: orders that had not changed since. */
  function soldWhenRead(of: readonly ServedShop[]): number {
    const facts = of.flatMap(({ shop }) => shop.byUpdate()).flatMap(({ fact, updatedAt }) => (updatedAt <= new Date(READ) ? fact : []));
    return sum(ledgerLines(facts, SOLD), '2026-02-01', '2026-02-28');
  }
  const figure = ({ artifact }: FinishedAnswer): unknown => artifact.tables[0]?.rows[0]?.['totalSales'];
  const gaps = ({ artifact }: FinishedAnswer): string[] => artifact.provenance[0]?.gaps ?? [];

  it('reads what is new first, answers with all of it and says so', async () => {
    const workspace = await openStale(['shopify']);
    const answer = await ask(workspace, 'What were my total sales last month?');
    expect(figure(answer)).toBe(sold(shops, '2026-02-01', '2026-02-28'));
    expect(answer.notice).toMatch(/^Read again before answering: .+ \([\d,]+ orders new or changed\)\.$/);
    expect(gaps(answer)).toEqual([]);
    expect(answer.artifact.provenance[0]?.freshness[0]?.asOf?.slice(0, 10)).toBe('2026-03-10');
  });

  it('does not ask again what was read within the cadence', async () => {
    const workspace = await openStale(['shopify']);
    await ask(workspace, 'What were my total sales last month?');
    const { requests = 0 } = shops[0] ?? {};
    const again = await ask(workspace, 'How many orders last month?');
    expect(again.notice).toBeUndefined();
    expect(shops[0]?.requests).toBe(requests);
  });

  it('answers with what there is when the marketplace is down, and names what is missing', async () => {
    const workspace = await openStale(['shopify']);
    await Promise.all(shops.map((shop) => shop.close()));
    const answer = await ask(workspace, 'What were my total sales last month?');
    expect(figure(answer)).toBe(soldWhenRead(shops));
    expect(figure(answer)).toBeLessThan(sold(shops, '2026-02-01', '2026-02-28'));
    expect(answer.notice).toMatch(/^Could not be read: /);
    expect(gaps(answer)).toEqual([expect.stringMatching(/ could not be read since 2026-02-25: what came after is not in the answer\. .+/)]);
    expect(renderProse(answer.artifact, 'en-US')).toContain('could not be read since');
  });

  it('answers with what is new of the others when one marketplace is down', async () => {
    // One for one, so that what each shop sold can be compared as it is.
    const quotes = Array.from({ length: 28 }, (_, day) => ({ day: addDays('2026-02-01', day), quote: 'USD', rate: '1' }));
    await saveRates(get().db, { base: 'EUR', quotes, source: 'test', replaces: 'none' });
    const workspace = await openStale(['shopify', 'etsy']);
    const [shopify, etsy] = shops;
    if (!shopify || !etsy) throw new Error('two shops were served');
    await etsy.close();
    const answer = await ask(workspace, 'What were my total sales last month by marketplace?');
    const of = (name: string): unknown => answer.artifact.tables[0]?.rows.find(({ marketplace }) => marketplace === name)?.['totalSales'];
    expect(of('Shopify')).toBe(sold([shopify], '2026-02-01', '2026-02-28'));
    expect(of('Etsy')).toBe(soldWhenRead([etsy]));
    expect(answer.notice).toMatch(/^Read again before answering: .+Shopify.+\. Could not be read: .+Etsy.*\.$/);
    expect(gaps(answer)).toEqual([expect.stringMatching(/Etsy.* could not be read since 2026-02-25/)]);
  });

  it('is not held up by a marketplace that failed a moment ago', async () => {
    const workspace = await openStale(['shopify']);
    await Promise.all(shops.map((shop) => shop.close()));
    await ask(workspace, 'What were my total sales last month?');
    const again = await ask(workspace, 'How many orders last month?');
    expect(again.notice).toBeUndefined();
    expect(gaps(again)).toHaveLength(1);
  });

  it('leaves a paused account alone and says that it is not read any more', async () => {
    const workspace = await openStale(['shopify']);
    const [connection] = (await workspaceData(get().db, workspace).coverage.coverage()).connections;
    await setPaused(get().db, { workspaceId: workspace.id, connectionId: connection?.id ?? '', isPaused: true, now: at });
    const answer = await ask(workspace, 'What were my total sales last month?');
    expect(answer.notice).toBeUndefined();
    expect(gaps(answer)).toEqual([expect.stringContaining('is not read any more since 2026-02-25')]);
  });

  it('says how fresh the data is, and reads it when told to', async () => {
    const workspace = await openStale(['shopify']);
    await ask(workspace, 'What were my total sales last month?');
    expect(renderProse((await ask(workspace, 'Is my data up to date?')).artifact, 'en-US')).toBe('All connected accounts are up to date.');
    const synced = await ask(workspace, 'sync my shops');
    expect(synced.toolCalls).toEqual([{ tool: 'syncNow', input: { marketplaces: [] } }]);
    expect(renderProse(synced.artifact, 'en-US')).toBe('All connected accounts were read. Orders new or changed: 0.');
  });
});
