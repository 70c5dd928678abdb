import { beforeAll, expect, it } from 'vitest';
import type { Artifact } from '@/core/artifact/artifact';
import type { OrderFact } from '@/core/model/facts';
import type { Workspace } from '@/core/model/workspace';
import { wholeFigure } from '@/core/pins/compare-artifacts';
import { refreshOf } from '@/core/pins/refresh-of';
import type { Pin } from '@/core/pins/pin';
import { workspaceData } from '@/server/workspace-data';
import { ensureConnection, markSynced } from '@/store/connections';
import { writeFacts } from '@/store/write-facts';
import { onEveryDatabase, type TestDatabase } from '~/tests/support/databases';
import { NOW, SHOPIFY, toOrder, writeSmallShop } from '~/tests/support/small-shop';
import { answerQuestion, type AgentDeps } from '../answer';
import { builtinModel } from '../model';
import { refreshPin } from './refresh-pin';
import { whatChanged } from './what-changed';

type Kept = Pick<Pin, 'refresh' | 'question' | 'pinned' | 'pinnedAsOf' | 'current'>;

/** A small shop, February asked for in the middle of March, and what comes in later. */
async function open({ db }: TestDatabase, { now = (): Date => NOW } = {}) {
  const workspace: Workspace = await writeSmallShop(db, crypto.randomUUID());
  const deps: AgentDeps = { model: builtinModel(), modelTimeoutMs: 5000, dataOf: (of) => workspaceData(db, of), now };
  const ask = async (question: string): Promise<Artifact> => {
    const messages = [{ id: 'q', role: 'user' as const, parts: [{ type: 'text' as const, text: question }] }];
    return (await answerQuestion(deps, { workspace, messages })).artifact;
  };
  const pin = async (question: string, isFirst = true): Promise<Kept> => {
    const pinned = await ask(question);
    const refresh = refreshOf(pinned, { isFirst, clock: { today: '2026-03-15', weekStart: 1 } });
    return { question, pinned, current: pinned, pinnedAsOf: new Date(), refresh };
  };
  const write = async (orders: OrderFact[], { marketplace = 'shopify', currency = 'USD' } = {}): Promise<void> => {
    const account = { marketplace, accountId: `${marketplace}-1`, name: `${marketplace} shop`, timeZone: 'UTC', currency };
    const connection = await ensureConnection(db, workspace.id, account);
    await writeFacts(db, { workspaceId: workspace.id, connection }, { ...SHOPIFY, orders });
    await markSynced(db, workspace.id, connection.id, new Date(NOW.getTime() + 1000));
  };
  const changed = (kept: Kept) => whatChanged(deps, { workspace, pin: kept });
  return { workspace, deps, pin, write, changed };
}

const order = (id: string, day: string, priceMinor = 1999, returned?: string): OrderFact =>
  toOrder({ id, day, product: 'Blue mug', priceMinor, quantity: 2, customer: 'bob', ...(returned ? { returned } : {}) });

onEveryDatabase('what changed since an answer was pinned', (get) => {
  it('is nothing where nothing was recorded', async () => {
    const { pin, changed } = await open(get());
    expect(await changed(await pin('Net sales in February 2026'))).toMatchObject({ figures: [], changes: [] });
  });

  it('lists the entries recorded since, which add up to the change to the cent', async () => {
    const { pin, write, changed } = await open(get());
    const kept = await pin('Net sales in February 2026');
    // A late order, one that came back the same month, one of another month, and an order that was corrected.
    await write([order('7', '2026-02-25'), order('8', '2026-02-12', 500, '2026-02-27'), order('9', '2026-03-02')]);
    await write([{ ...order('3', '2026-02-20', 1500), sourceVersion: 2n }]);
    const { figures, now } = await changed(kept);
    const [figure] = figures;
    expect(figure).toMatchObject({ title: 'Net sales', before: 165, isExplained: true, notes: [] });
    const rows = figure?.entries?.rows ?? [];
    const sum = rows.reduce((total, row) => total + Math.round(Number(row['effect']) * 100), 0);
    expect(sum).toBe(Math.round((figure?.by ?? 0) * 100));
    expect(figure?.after).toBe(wholeFigure(now?.tables[0], 'netSales'));
    expect(rows.map((row) => [row['order'], row['kind'], row['day'], row['effect']])).toEqual([
      ['#7', 'sale', '2026-02-25', 39.98],
      ['#3', 'sale, taken back', '2026-02-20', -30],
      ['#3', 'sale', '2026-02-20', 30],
      ['#8', 'sale', '2026-02-12', 10],
      ['#8', 'return', '2026-02-27', -5],
    ]);
    expect(figure?.entries?.totals).toEqual({ effect: figure?.by });
  });

  it('keeps to the filters of the question, and counts pieces as well as money', async () => {
    const { pin, write, changed } = await open(get());
    const kept = await pin('Units sold on Flipkart in February 2026');
    await write([order('7', '2026-02-25')]);
    expect((await changed(kept)).figures).toEqual([]);
    await write([order('8', '2026-02-26')], { marketplace: 'flipkart' });
    const [figure] = (await changed(kept)).figures;
    expect(figure).toMatchObject({ title: 'Units sold', before: 4, after: 6, by: 2, isExplained: true });
    expect(figure?.entries?.rows).toMatchObject([{ order: '#8', marketplace: 'Flipkart', effect: 2 }]);
  });

  it('explains groups by their whole, and names the rows that changed', async () => {
    const { pin, write, changed } = await open(get());
    const kept = await pin('Net sales by marketplace in February 2026');
    await write([order('7', '2026-02-25', 1000)]);
    const { figures, changes } = await changed(kept);
    expect(changes).toMatchObject([{ keys: ['Shopify'], before: 45, after: 65, by: 20 }]);
    expect(figures).toMatchObject([{ before: 165, after: 185, by: 20, isExplained: true }]);
  });

  it('adds up to the cent in another currency, too', async () => {
    const { workspace, pin, write, changed } = await open(get());
    await get().db.shared.exchangeRate.createMany({
      data: ['USD', 'GBP'].map((quote) => ({
        base: 'EUR',
        quote,
        day: new Date('2026-02-02'),
        rate: quote === 'USD' ? 1.1873 : 0.8711,
        source: 'ECB',
      })),
      skipDuplicates: true,
    });
    const kept = await pin('Net sales in February 2026');
    await write([7, 8, 9].map((id) => ({ ...order(String(id), '2026-02-25', 333 + id), currency: 'GBP' })));
    const [figure] = (await changed(kept)).figures;
    const sum = (figure?.entries?.rows ?? []).reduce((total, row) => total + Math.round(Number(row['effect']) * 100), 0);
    expect(figure?.isExplained).toBe(true);
    expect(sum).toBe(Math.round((figure?.by ?? 0) * 100));
    expect(figure?.entries?.rows[0]).toMatchObject({ amount: expect.stringMatching(/GBP$/) as string });
    expect(workspace.currency).toBe('USD');
  });

  it('says where the ledger cannot explain: no sum, another status, an account that is gone', async () => {
    const { pin, write, changed, deps, workspace } = await open(get());
    const average = await pin('Average order value in February 2026');
    const sales = await pin('Net sales in February 2026');
    await write([order('7', '2026-02-25')]);
    const [figure] = (await changed(average)).figures;
    expect(figure).toMatchObject({ isExplained: false, entries: { rows: [{ order: '#7', kind: 'sale', day: '2026-02-25' }] } });
    expect(figure?.notes.join()).toContain('is no sum');
    // Then, there was more: of an account that is gone.
    const then = structuredClone(sales.pinned);
    for (const table of then.tables)
      for (const row of [...table.rows, table.totals ?? {}]) if (typeof row['netSales'] === 'number') row['netSales'] += 100;
    for (const { freshness } of then.provenance)
      freshness.push({ connection: 'old shop', marketplace: 'Etsy', asOf: null, firstDay: null, lastDay: null });
    const told = await whatChanged(deps, { workspace, pin: { ...sales, pinned: then } });
    expect(told.figures[0]).toMatchObject({ isExplained: false });
    expect(told.figures[0]?.notes.join(' ')).toMatch(/do not add up.*old shop was removed/);
  });
});

onEveryDatabase('a pinned answer', (get) => {
  let later: Awaited<ReturnType<typeof open>>;
  const clock = { now: NOW };
  beforeAll(async () => {
    later = await open(get(), { now: () => clock.now });
  });

  it('moves with the clock when it was asked of a named period, and stays when the person wants it to', async () => {
    const { deps, workspace, pin } = later;
    const kept = await pin('Net sales last month');
    clock.now = new Date('2026-02-10T12:00:00Z');
    const moved = await refreshPin(deps, { workspace, pin: kept });
    expect(moved.provenance[0]?.period).toEqual({ from: '2026-01-01', to: '2026-01-31' });
    expect(wholeFigure(moved.tables[0], 'netSales')).toBe(30);
    const fixed = { ...kept, refresh: { ...kept.refresh, isFixed: true } as Kept['refresh'] };
    expect(wholeFigure((await refreshPin(deps, { workspace, pin: fixed })).tables[0], 'netSales')).toBe(165);
    clock.now = NOW;
  });

  it('asks its question again when it is no query and stands alone, else stays as it was', async () => {
    const { deps, workspace, pin } = later;
    const advice = await pin('Which products are frequently bought together?');
    expect(advice.refresh.kind).toBe('question');
    const why = await pin('Why did net sales change in February 2026?');
    expect(why.refresh.kind).toBe('question');
    expect((await refreshPin(deps, { workspace, pin: why })).tables).toEqual(why.pinned.tables);
    const follow = { ...why, refresh: { kind: 'never' as const } };
    await expect(refreshPin(deps, { workspace, pin: follow })).rejects.toMatchObject({ code: 'not_supported' });
    expect(await whatChanged(deps, { workspace, pin: follow })).toMatchObject({ now: null, figures: [], changes: [] });
  });
});
