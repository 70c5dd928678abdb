import { tool } from 'ai';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { chooseModel } from '@/agent/model';
import { ACTIONS } from '@/render/slack-blocks';
import type { Role } from '@/store/users';
import type { ToolEntry } from '@/tools/kit';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { startOpenAiServer, type Reply } from '~/tests/support/openai-server';
import { buttonIds, openSlackPlace, wordsOf } from '~/tests/support/slack-place';
import type { PostedMessage } from '~/tests/support/slack-server';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

onEmbeddedDatabase('a change asked for in Slack', (get) => {
  const write: Reply = { calls: [{ name: 'changePrice', arguments: JSON.stringify({ product: '<!channel> mug' }) }] };

  const ask = async (role: Role, replies: readonly Reply[] = [write, { text: 'Done.' }]) => {
    const changed: string[] = [];
    const changePrice: ToolEntry = {
      effect: 'write',
      confirm: (input) => ({ title: 'Change price?', lines: [`product “${(input as { product: string }).product}”`] }),
      create: () =>
        tool({
          description: 'Change the price of a product.',
          inputSchema: z.object({ product: z.string() }),
          execute: async ({ product }) => {
            changed.push(product);
            return { isChanged: true };
          },
        }),
    };
    const server = await startOpenAiServer(replies);
    closing.push(() => server.close());
    const model = chooseModel({ name: 'stub', apiKey: 'key', baseUrl: server.baseUrl });
    const place = await openSlackPlace(get().db, closing, { model, tools: { changePrice } });
    const member = await place.linked(role);
    await place.send('events', place.mention(member.team, { user: member.slackUser, text: 'Make the mug cheaper' }));
    const waiting = place.slack.messages.at(-1) as PostedMessage;
    const decide = (id: string, { by = member.slackUser, on = waiting } = {}): Promise<Response> =>
      place.send(
        'interactions',
        place.press(on, by, ({ action_id }) => action_id === id),
      );
    return { ...place, ...member, waiting, decide, changed };
  };

  it('waits for the person, runs once they approve, and goes on with the same answer', async () => {
    const place = await ask('analyst');
    expect(place.changed).toEqual([]);
    expect(wordsOf(place.waiting)).toMatch(/waits for your approval[\s\S]*Change price\?[\s\S]*product “<!channel> mug”/);
    const messages = () => place.db.asWorkspace(place.workspace.id, (tx) => tx.message.count());
    const before = await messages();
    await place.decide(ACTIONS.approve);
    expect(place.changed).toEqual(['<!channel> mug']);
    expect(wordsOf(place.slack.messages.at(-1))).toMatch(/Done/);
    expect(wordsOf(place.waiting)).toMatch(/Approved, said ann/);
    expect(buttonIds(place.waiting.blocks)).not.toContain(ACTIONS.approve);
    expect(await messages()).toBe(before);
    expect(place.slack.problems).toEqual([]);
  });

  it('does not run when they say not now', async () => {
    const place = await ask('owner');
    await place.decide(ACTIONS.decline);
    expect(place.changed).toEqual([]);
    expect(wordsOf(place.waiting)).toMatch(/Not now/);
  });

  it('runs once, however often it is approved', async () => {
    const place = await ask('admin');
    const on = { ...place.waiting, blocks: structuredClone(place.waiting.blocks) };
    await place.decide(ACTIONS.approve);
    await place.decide(ACTIONS.approve, { on });
    expect(place.changed).toHaveLength(1);
    expect(wordsOf(place.slack.messages.at(-1))).toMatch(/decided already/);
  });

  it('is offered to no viewer, and refused when a viewer approves all the same', async () => {
    const place = await ask('viewer');
    expect(buttonIds(place.waiting.blocks)).not.toContain(ACTIONS.approve);
    expect(wordsOf(place.waiting)).toMatch(/Your role here is viewer/);
    const ids = place.waiting.blocks.flatMap(({ elements = [] }) =>
      elements.flatMap(({ url }) => (url ? [url.split('/').at(-1) ?? ''] : [])),
    );
    const [last] = await place.db.asWorkspace(place.workspace.id, (tx) => tx.message.findMany({ orderBy: { position: 'desc' }, take: 1 }));
    const value = JSON.stringify({ chatId: ids[0], messageId: last?.id });
    const forged = place.press(place.waiting, place.slackUser, ({ action_id: id }) => id === ACTIONS.open, {
      actions: [{ type: 'button', action_id: ACTIONS.approve, block_id: 'b', value }],
    });
    await place.send('interactions', forged);
    expect(place.changed).toEqual([]);
    expect(wordsOf(place.slack.messages.at(-1))).toMatch(/you can look, not change/);
  });

  it('is decided by nobody but the person who asked', async () => {
    const place = await ask('analyst');
    const colleague = await place.person(place.workspace, 'owner');
    await place.link(place, 'UCOLLEAGUE', colleague);
    await place.decide(ACTIONS.approve, { by: 'UCOLLEAGUE' });
    expect(place.changed).toEqual([]);
    expect(place.slack.messages.at(-1)).toMatchObject({ onlyFor: 'UCOLLEAGUE' });
    expect(wordsOf(place.slack.messages.at(-1))).toMatch(/Only the person who asked/);
    expect(buttonIds(place.waiting.blocks)).toContain(ACTIONS.approve);
  });
});
