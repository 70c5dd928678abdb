import { beforeAll, expect, it } from 'vitest';
import { builtinModel } from '@/agent/model';
import { renderProse } from '@/core/artifact/prose';
import type { Actor } from '@/core/model/actor';
import type { Workspace } from '@/core/model/workspace';
import { createLogger } from '@/platform/logger';
import { listAlerts } from '@/store/alerts';
import { listDigests } from '@/store/digests';
import { ensureMembership, ensureUser } from '@/store/users';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { NOW, writeSmallShop } from '~/tests/support/small-shop';
import { createAnswerServices } from './answer-services';
import { answerInThread, decideInThread, type ThreadAnswer } from './thread';
import { workspaceData } from './workspace-data';

onEmbeddedDatabase('what is asked to be done', (get) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await writeSmallShop(get().db, 'requests');
  });

  async function open(role = 'analyst') {
    const { db } = get();
    const user = await ensureUser(db, { email: `${crypto.randomUUID()}@example.com`, name: 'Ann', passwordHash: 'none' });
    await ensureMembership(db, user.id, { workspaceId: workspace.id, role: 'analyst' });
    const answers = createAnswerServices({
      model: builtinModel(),
      modelTimeoutMs: 2000,
      dataOf: (of: Workspace, actor?: Actor) => workspaceData(db, of, { actor, now: () => NOW }),
      now: () => NOW,
    });
    const deps = { db, answers, logger: createLogger('silent') };
    const chatId = crypto.randomUUID();
    const abortSignal = new AbortController().signal;
    const of = { workspace, userId: user.id, role, chatId, abortSignal };
    return {
      ask: (text: string) => answerInThread(deps, { ...of, messageId: crypto.randomUUID(), text }),
      decide: ({ messageId }: ThreadAnswer, isApproved: boolean) => decideInThread(deps, { ...of, messageId, isApproved }),
      digests: () => listDigests(db, workspace.id, user.id),
      alerts: () => listAlerts(db, workspace.id, user.id),
    };
  }

  const changes = ({ parts }: ThreadAnswer): unknown[] => parts.flatMap((part) => (part.type === 'data-change' ? [part.data] : []));
  const prose = ({ artifact }: ThreadAnswer): string => renderProse(artifact, 'en-US');

  it('waits, says exactly what it would do, and is done once it is approved', async () => {
    const place = await open();
    const waiting = await place.ask('Send me sales, returns and stock-outs every Monday at 8');
    expect(changes(waiting)).toEqual([
      {
        tool: 'scheduleDigest',
        title: 'Send this digest by e-mail?',
        lines: ['Every Monday at 08:00, on the clock of the shop', 'Sales, Returns, Out of stock'],
      },
    ]);
    expect(prose(waiting)).toContain('waits for your approval');
    expect(await place.digests()).toEqual([]);
    const done = await place.decide(waiting, true);
    expect(prose(done)).toMatch(
      /^Done: "Weekly digest" comes every Monday at 08:00, next on Mar 16, 2026, with Sales, Returns and Out of stock\./,
    );
    expect(await place.digests()).toMatchObject([
      {
        settings: { name: 'Weekly digest', schedule: { every: 'week', weekday: 1, at: '08:00' }, byEmail: true },
        nextAt: new Date('2026-03-16T08:00:00Z'),
      },
    ]);
    await expect(place.decide(waiting, true)).rejects.toMatchObject({ code: 'conflict' });
    expect(await place.digests()).toHaveLength(1);
  });

  it('is done in a thread that has shown names from outside: the built-in analyst reads nothing but the question', async () => {
    const place = await open();
    const products = await place.ask('Top 5 products by net sales');
    expect(products.artifact.tables[0]?.rows.map((row) => row['product'])).toContain('Oak tray');
    const waiting = await place.ask('Tell me when returns on Shopify pass 8 %');
    expect(changes(waiting)).toMatchObject([{ tool: 'createAlert' }]);
    await place.decide(waiting, true);
    expect(await place.alerts()).toMatchObject([{ settings: { metric: 'returnRate' } }]);
  });

  it('is not done when the person declines', async () => {
    const place = await open();
    const waiting = await place.ask('Tell me when returns on Shopify pass 8 %');
    expect(changes(waiting)).toMatchObject([
      { tool: 'createAlert', lines: ['Return rate (Shopify) above 8%', expect.anything(), expect.anything()] },
    ]);
    expect(prose(await place.decide(waiting, false))).toBe('Nothing was changed.');
    expect(await place.alerts()).toEqual([]);
  });

  it('makes an alert that is checked from then on', async () => {
    const place = await open();
    const done = await place.decide(await place.ask('Tell me when returns on Shopify pass 8 %'), true);
    expect(prose(done)).toBe(
      'Done: you will be told when Return rate is above 8%. It is checked after every sync; it can be changed or ended on the page Alerts.',
    );
    expect(await place.alerts()).toMatchObject([
      {
        settings: {
          metric: 'returnRate',
          filters: [{ dimension: 'marketplace', values: ['shopify'] }],
          condition: { is: 'above', value: 0.08 },
        },
      },
    ]);
  });

  it('is refused for somebody who may only look', async () => {
    const place = await open('viewer');
    const waiting = await place.ask('Send me sales every day');
    await expect(place.decide(waiting, true)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await place.digests()).toEqual([]);
  });
});
