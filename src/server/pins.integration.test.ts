import { expect, it } from 'vitest';
import { answerQuestion, type AgentDeps } from '@/agent/answer';
import type { ChatMessage } from '@/agent/chat-message';
import { builtinModel } from '@/agent/model';
import { renderProse } from '@/core/artifact/prose';
import { wholeFigure } from '@/core/pins/compare-artifacts';
import { createLogger } from '@/platform/logger';
import { findChat } from '@/store/chats';
import { listPins } from '@/store/pins';
import { ensureMembership, ensureUser } from '@/store/users';
import { onEmbeddedDatabase, type TestDatabase } from '~/tests/support/databases';
import { NOW, SHOPIFY, toOrder, writeSmallShop } from '~/tests/support/small-shop';
import { ensureConnection } from '@/store/connections';
import { writeFacts } from '@/store/write-facts';
import { createAnswerServices } from './answer-services';
import { changePin, pinAnswer, readChanges, readPins, refreshOne } from './pins';
import { endShareLink, openShared, readShareLinks, sharePin } from './share';
import { askInThread, toChatMessages } from './thread';
import { workspaceData } from './workspace-data';

/** A person who asks in the middle of March, in the chat. */
async function open({ db }: TestDatabase) {
  const workspace = await writeSmallShop(db, crypto.randomUUID());
  const user = await ensureUser(db, { email: `${crypto.randomUUID()}@example.com`, name: 'Ann', passwordHash: 'none' });
  await ensureMembership(db, user.id, { workspaceId: workspace.id, role: 'analyst' });
  const now = (): Date => NOW;
  const agent: AgentDeps = {
    model: builtinModel(),
    modelTimeoutMs: 5000,
    dataOf: (of, actor) => workspaceData(db, of, { actor, now }),
    now,
  };
  const logger = createLogger('silent');
  const deps = { db, agent, logger, clock: { now } };
  const person = { workspace, user };
  const chatId = crypto.randomUUID();
  const container = { db, answers: createAnswerServices(agent), logger } as Parameters<typeof askInThread>[0];
  const ask = async (text: string): Promise<ChatMessage> => {
    const messageId = crypto.randomUUID();
    const abortSignal = new AbortController().signal;
    const stream = await askInThread(container, { workspace, userId: user.id, role: 'analyst', chatId, messageId, text, abortSignal });
    for await (const _ of stream);
    const messages = await thread();
    return messages.at(-1) as ChatMessage;
  };
  const thread = async (): Promise<ChatMessage[]> =>
    toChatMessages((await findChat(db, { workspaceId: workspace.id, userId: user.id }, chatId))?.messages ?? []);
  /** The person approves or declines what the last answer waits for. */
  const decide = async (isApproved: boolean) => {
    const messages = (await thread()).map((message) => ({
      ...message,
      parts: message.parts.map((part) =>
        'state' in part && part.state === 'approval-requested'
          ? { ...part, state: 'approval-responded', approval: { ...part.approval, approved: isApproved } }
          : part,
      ) as ChatMessage['parts'],
    }));
    return answerQuestion(agent, { workspace, actor: { userId: user.id, role: 'analyst' }, messages });
  };
  const pins = () => listPins(db, workspace.id, user.id);
  return { db, workspace, user, deps, person, ask, decide, pins };
}

onEmbeddedDatabase('a dashboard', (get) => {
  it('keeps an answer of the chat under its question, and makes it again', async () => {
    const { deps, person, ask, db, workspace } = await open(get());
    const answer = await ask('What were my net sales last month?');
    const { id, title } = await pinAnswer({ db, now: deps.clock.now }, person, { messageId: answer.id });
    expect(title).toBe('What were my net sales last month?');
    const [card] = await readPins(deps, person);
    expect(card).toMatchObject({ id, moves: 'last month', refresh: 'queries', problem: null, isFixed: false });
    const connection = await ensureConnection(db, workspace.id, {
      marketplace: 'shopify',
      accountId: 'shopify-1',
      name: 'shopify shop',
      timeZone: 'UTC',
      currency: 'USD',
    });
    const late = toOrder({ id: '9', day: '2026-02-25', product: 'Blue mug', priceMinor: 1999, quantity: 1, customer: 'bob' });
    await writeFacts(db, { workspaceId: workspace.id, connection }, { ...SHOPIFY, orders: [late] });
    // The figure and its course are asked at once: either may come first.
    expect(wholeFigure((await refreshOne(deps, person, id)).artifact.tables[0], 'netSales')).toBe(184.99);
    expect(await readChanges(deps, person, id)).toMatchObject({
      isComputed: true,
      figures: [{ before: 165, after: 184.99, by: 19.99, isExplained: true, entries: { rows: [{ order: '#9', effect: 19.99 }] } }],
    });
    await changePin(deps, person, { id, title: 'Sales in February', isFixed: true });
    expect(await readPins(deps, person)).toMatchObject([{ title: 'Sales in February', isFixed: true, moves: 'last month' }]);
  });

  it('refuses what is no answer', async () => {
    const { deps, person, ask, db } = await open(get());
    const refused = await ask('How many visitors did I have?');
    await expect(pinAnswer({ db, now: deps.clock.now }, person, { messageId: refused.id })).rejects.toMatchObject({
      code: 'not_supported',
    });
  });

  it('pins the answer before when asked to, once the person approves', async () => {
    const { ask, decide, pins } = await open(get());
    const answer = await ask('What were my net sales last month?');
    const waiting = await ask('Pin this as Monthly sales');
    expect(waiting.parts).toContainEqual(expect.objectContaining({ type: 'tool-pinAnswer', state: 'approval-requested' }));
    expect(await pins()).toEqual([]);
    const done = await decide(true);
    expect(renderProse(done.artifact, 'en-US')).toContain('Pinned: "Monthly sales" is on your dashboard');
    expect(await pins()).toMatchObject([{ title: 'Monthly sales', messageId: answer.id }]);
  });

  it('pins an answer with names from outside, too: the built-in analyst reads nothing but the question', async () => {
    const { ask, decide, pins } = await open(get());
    const answer = await ask('Top 5 products by net sales in February 2026');
    await ask('pin this');
    await decide(true);
    expect(await pins()).toMatchObject([{ messageId: answer.id }]);
  });

  it('pins nothing when the person declines, nor where there is nothing before', async () => {
    const { ask, decide, pins } = await open(get());
    await ask('Pin this');
    const nothing = await decide(true);
    expect(renderProse(nothing.artifact, 'en-US')).toMatch(/no answer before this/);
    await ask('What were my net sales last month?');
    await ask('pin it');
    await decide(false);
    expect(await pins()).toEqual([]);
  });
});

onEmbeddedDatabase('a share link', (get) => {
  it('shows an answer without how the database is asked, and looks like nothing once it is ended', async () => {
    const { deps, person, user, workspace, ask, db } = await open(get());
    const { id: messageId } = await ask('What were my net sales last month?');
    const { id: pinId } = await pinAnswer({ db, now: deps.clock.now }, person, { messageId });
    const analyst = { workspace, user, role: 'analyst' };
    const link = await sharePin(deps, analyst, { pinId, days: 30 });
    const token = link.path.replace('/share/', '');
    expect(link.expiresAt).toBe('2026-04-14T12:00:00.000Z');
    const shared = await openShared(deps, token);
    expect(shared).toMatchObject({ sharedBy: 'Ann', artifact: { followUps: [] } });
    expect(wholeFigure(shared?.artifact.tables[0], 'netSales')).toBe(165);
    expect(JSON.stringify(shared)).not.toMatch(/SELECT|"sql"|"query"/);
    for (const wrong of [`${token}x`, token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')), '', "' OR 1=1"])
      expect(await openShared(deps, wrong)).toBeNull();
    await endShareLink(deps, analyst, { pinId, linkId: link.id });
    expect(await openShared(deps, token)).toBeNull();
    expect(await readShareLinks(deps, analyst, pinId)).toMatchObject([{ id: link.id, state: 'revoked' }]);
    expect(JSON.stringify(await readShareLinks(deps, analyst, pinId))).not.toContain(token);
    await expect(sharePin(deps, { ...analyst, role: 'viewer' }, { pinId, days: 30 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
