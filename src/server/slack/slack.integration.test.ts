import { afterEach, expect, it } from 'vitest';
import { ACTIONS } from '@/render/slack-blocks';
import { listChats } from '@/store/chats';
import { listSlackTeams } from '@/store/slack-installations';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import type { SlackTestOptions } from '~/tests/support/slack-app';
import { buttonIds, openSlackPlace, wordsOf } from '~/tests/support/slack-place';
import { signed, type PostedMessage } from '~/tests/support/slack-server';
import { NOW } from '~/tests/support/small-shop';
import { slackAnswering } from './answer';
import { confirmSlackLink } from './link';
import { disconnectSlack } from './teams';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

onEmbeddedDatabase('the Slack app', (get) => {
  const open = (options: SlackTestOptions = {}) => openSlackPlace(get().db, closing, options);

  it('answers a command with the sentence in the channel and the chart with its words in the thread', async () => {
    const place = await open();
    const { team, slackUser, workspace, user } = await place.linked();
    const reply = await place.send('commands', place.command(team, { user: slackUser, text: 'net sales by product in February 2026' }));
    expect(await reply.json()).toEqual({ response_type: 'ephemeral', text: 'Looking at the figures…' });
    const [root, ...rest] = place.slack.messages;
    expect(root).toMatchObject({ channel: 'C1', team: team.id });
    expect(root?.thread_ts).toBeUndefined();
    expect(wordsOf(root)).toMatch(/asked: .*net sales by product in February 2026/);
    expect(root?.text).toMatch(/Oak tray/);
    expect(rest.every(({ thread_ts }) => thread_ts === root?.ts)).toBe(true);
    expect(place.slack.files).toHaveLength(1);
    expect(place.slack.files[0]).toMatchObject({ channel: 'C1', thread_ts: root?.ts });
    expect(place.slack.files[0]?.alt).toMatch(/Oak tray/);
    expect(rest.some(({ blocks }) => blocks.some(({ type }) => type === 'table'))).toBe(true);
    // The thread is a chat of the person in the web.
    const [chat] = await listChats(place.db, { workspaceId: workspace.id, userId: user.id });
    expect(JSON.stringify(rest)).toContain(`https://shopiq.example.com/c/${chat?.id}`);
    expect(place.slack.problems).toEqual([]);
  });

  it('goes on in a thread as in a conversation', async () => {
    const place = await open();
    const { team, slackUser, workspace, user } = await place.linked();
    const ts = place.slack.nextTs();
    await place.send('events', place.mention(team, { user: slackUser, text: 'net sales in February 2026', ts }));
    await place.send('events', place.mention(team, { user: slackUser, text: 'and by marketplace?', thread_ts: ts }));
    const inThread = place.slack.messages.filter((message) => message.thread_ts === ts);
    expect(inThread).toHaveLength(place.slack.messages.length);
    expect(wordsOf(inThread[0])).toContain('$165.00');
    expect(wordsOf(inThread.at(-1))).toMatch(/Flipkart/);
    expect(await listChats(place.db, { workspaceId: workspace.id, userId: user.id })).toHaveLength(1);
    expect(place.slack.problems).toEqual([]);
  });

  it('answers direct messages, each a thread of its own, and keeps quiet about its own and about edits', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    const ts = place.slack.nextTs();
    await place.send('events', place.direct(team, { user: slackUser, text: 'how many orders in February 2026?', ts }));
    expect(place.slack.messages.at(-1)).toMatchObject({ channel: `D${slackUser}`, thread_ts: ts });
    const count = place.slack.messages.length;
    await place.send('events', place.direct(team, { user: team.botUserId, text: 'how many orders?' }));
    await place.send(
      'events',
      place.event(team, { type: 'message', subtype: 'message_changed', channel: 'D1', channel_type: 'im', ts: '1.1' }),
    );
    expect(place.slack.messages).toHaveLength(count);
    expect(place.slack.problems).toEqual([]);
  });

  it('asks back with buttons and answers the reading that is pressed', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    const ts = place.slack.nextTs();
    await place.send('events', place.mention(team, { user: slackUser, text: 'best product in 2026', ts }));
    const asked = place.slack.messages.find(({ blocks }) => buttonIds(blocks).some((id) => id.startsWith(`${ACTIONS.ask}:option`)));
    if (!asked) throw new Error(`nothing was asked back: ${wordsOf(place.slack.messages.at(-1))}`);
    const isOption = ({ action_id: id }: { action_id?: string }): boolean => id === `${ACTIONS.ask}:option:0`;
    const before = place.slack.messages.length;
    await place.send('interactions', place.press(asked, slackUser, isOption));
    expect(asked.edited).toBe(true);
    expect(wordsOf(asked)).toMatch(/Chosen: /);
    expect(buttonIds(asked.blocks).filter((id) => id.startsWith(`${ACTIONS.ask}:option`))).toEqual([]);
    const answer = place.slack.messages[before];
    expect(answer?.thread_ts).toBe(ts);
    expect(wordsOf(answer)).toMatch(/Oak tray|Blue mug/);
    expect(place.slack.problems).toEqual([]);
  });

  it('acknowledges before it answers', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    place.slack.limitNext('chat.postMessage', 1);
    const reply = await place.post('events', place.mention(team, { user: slackUser, text: 'net sales in February 2026' }));
    expect(reply.status).toBe(200);
    expect(place.slack.messages).toEqual([]);
    await place.app.settled();
    expect(place.slack.messages.length).toBeGreaterThan(0);
  });

  it('does nothing twice that Slack sends again', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    const body = place.mention(team, { user: slackUser, text: 'net sales in February 2026' });
    await place.send('events', body);
    const count = place.slack.messages.length;
    expect(count).toBeGreaterThan(0);
    for (const retry of ['1', '2', '3']) {
      const answer = await place.post('events', body, { 'x-slack-retry-num': retry, 'x-slack-retry-reason': 'http_timeout' });
      expect(answer.status).toBe(200);
    }
    await place.app.settled();
    expect(place.slack.messages).toHaveLength(count);
  });

  it('refuses what Slack did not sign, or signed more than five minutes ago or ahead', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    const body = place.mention(team, { user: slackUser, text: 'net sales' });
    const at = NOW.getTime();
    const refused = [
      { ...signed(body, at, 'another secret') },
      { ...signed(body, at - 5 * 60_000 - 1000) },
      { ...signed(body, at + 5 * 60_000 + 1000) },
      { ...signed(`${body} `, at) },
      { ...signed(body, at), 'x-slack-request-timestamp': 'now' },
      { 'x-slack-signature': '', 'x-slack-request-timestamp': '' },
    ];
    for (const headers of refused) expect((await place.post('events', body, headers)).status).toBe(401);
    await place.app.settled();
    expect(place.slack.messages).toEqual([]);
    expect((await place.post('events', body)).status).toBe(200);
    await place.app.settled();
    expect(place.slack.messages.length).toBeGreaterThan(0);
  });

  it('answers the challenge of the address, once it is signed', async () => {
    const place = await open();
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c', token: 'of old' });
    expect(await (await place.post('events', body)).json()).toEqual({ challenge: 'c' });
    expect((await place.post('events', body, { 'x-slack-signature': 'v0=00' })).status).toBe(401);
  });

  it('keeps teams apart: each asks its own workspace, with its own token', async () => {
    const place = await open();
    const mine = await place.linked();
    const theirs = await place.linked();
    await place.send('events', place.mention(mine.team, { user: mine.slackUser, text: 'net sales in February 2026' }));
    await place.send('events', place.mention(theirs.team, { user: theirs.slackUser, text: 'net sales in February 2026' }));
    expect(new Set(place.slack.messages.map(({ team }) => team))).toEqual(new Set([mine.team.id, theirs.team.id]));
    const owner = { workspaceId: theirs.workspace.id, userId: mine.user.id };
    expect(await listChats(place.db, owner)).toEqual([]);
    expect(await listSlackTeams(place.db, mine.workspace.id)).toHaveLength(1);
    // Linked in one team is nobody in the other.
    const before = place.slack.messages.length;
    await place.send('events', place.mention(theirs.team, { user: mine.slackUser, text: 'net sales' }));
    const [guided] = place.slack.messages.slice(before);
    expect(guided).toMatchObject({ team: theirs.team.id, onlyFor: mine.slackUser });
    expect(place.tokenIn(guided)).not.toBe('');
  });

  it('shows people who are not linked the way, then answers what they asked', async () => {
    const place = await open();
    const { team, workspace } = await place.connect();
    const user = await place.person(workspace, 'viewer');
    await place.send('commands', place.command(team, { user: 'U7', text: 'net sales in February 2026' }));
    const [guide] = place.slack.messages;
    expect(guide).toMatchObject({ onlyFor: 'U7' });
    const token = place.tokenIn(guide);
    const { delivery } = await confirmSlackLink(place.deps, { token, userId: user.id, workspaceId: workspace.id });
    expect(delivery).not.toBeNull();
    const again = confirmSlackLink(place.deps, { token, userId: user.id, workspaceId: workspace.id });
    await expect(again).rejects.toMatchObject({ code: 'invalid_input' });
    if (delivery) await slackAnswering(place.deps)(delivery);
    expect(wordsOf(place.slack.messages[1])).toContain('$165.00');
    expect((await listSlackTeams(place.db, workspace.id))[0]?.people).toMatchObject([
      { slackUserId: 'U7', slackName: 'Ann E.', email: user.email },
    ]);
    expect(place.slack.problems).toEqual([]);
  });

  it('lets no invitation be used late, changed, or for another workspace', async () => {
    let now = NOW;
    const place = await open({ now: () => now });
    const { team, workspace, owner } = await place.connect();
    const other = await place.connect();
    await place.send('events', place.mention(team, { user: 'U8', text: 'net sales' }));
    const token = place.tokenIn(place.slack.messages[0]);
    const taking = (given: object) => confirmSlackLink(place.deps, { token, userId: owner.id, workspaceId: workspace.id, ...given });
    await expect(taking({ workspaceId: other.workspace.id })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(taking({ token: token.replace(/.{3}(?=.{20}$)/, 'AAA') })).rejects.toMatchObject({ code: 'invalid_input' });
    now = new Date(NOW.getTime() + 15 * 60_000 + 1);
    await expect(taking({})).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('tells linked people who have left the workspace, and answers nothing', async () => {
    const place = await open();
    const { team, slackUser, workspace, user } = await place.linked();
    await place.db.asWorkspace(workspace.id, (tx) => tx.membership.deleteMany({ where: { userId: user.id } }));
    await place.send('events', place.mention(team, { user: slackUser, text: 'net sales' }));
    expect(place.slack.messages).toHaveLength(1);
    expect(wordsOf(place.slack.messages[0])).toMatch(/does not belong to the workspace/);
  });

  it('posts later what Slack was asked too often for', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    place.slack.limitNext('chat.postMessage', 1);
    const from = performance.now();
    await place.send('events', place.mention(team, { user: slackUser, text: 'net sales in February 2026' }));
    expect(wordsOf(place.slack.messages[0])).toContain('$165.00');
    expect(performance.now() - from).toBeGreaterThan(990);
  });

  it('splits what Slack finds too long after all', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    place.slack.refuseNext('chat.postMessage', 'msg_blocks_too_long');
    await place.send('commands', place.command(team, { user: slackUser, text: 'net sales in February 2026' }));
    const [question, sentence] = place.slack.messages;
    expect(wordsOf(question)).toMatch(/asked: /);
    expect(wordsOf(sentence)).toContain('$165.00');
    expect(sentence?.thread_ts).toBe(question?.ts);
  });

  it('says in plain letters what is too long and cannot be split', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    place.slack.refuseNext('chat.postMessage', 'msg_blocks_too_long');
    await place.send('events', place.mention(team, { user: slackUser, text: 'net sales by product in February 2026' }));
    expect(place.slack.messages[0]).toMatchObject({ blocks: [], text: expect.stringContaining('Oak tray') as string });
  });

  it('shows a table as aligned text where Slack does not take it', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    const question = { user: slackUser, text: 'net sales by product in February 2026' };
    place.slack.refuseTables('invalid_blocks');
    await place.send('events', place.mention(team, question));
    expect(place.slack.messages.some(({ blocks }) => blocks.some(({ type }) => type === 'table'))).toBe(false);
    expect(place.slack.messages.map(wordsOf).join(' ')).toMatch(/Oak tray +\$\d/);
    expect(place.slack.problems).toEqual([]);
  });

  it('gives the answer to the person alone where it may not post', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    place.slack.refuseNext('chat.postMessage', 'not_in_channel');
    await place.send('commands', place.command(team, { user: slackUser, text: 'net sales in February 2026' }));
    expect(place.slack.messages.every(({ onlyFor }) => onlyFor === slackUser)).toBe(true);
    expect(wordsOf(place.slack.messages[0])).toContain('$165.00');
    expect(wordsOf(place.slack.messages.at(-1))).toMatch(/cannot post here/);
    expect(place.slack.problems).toEqual([]);
  });

  it('says what a chart shows where it cannot be uploaded', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    place.slack.refuseNext('files.getUploadURLExternal', 'file_uploads_disabled');
    await place.send('events', place.mention(team, { user: slackUser, text: 'net sales by product in February 2026' }));
    expect(place.slack.files).toEqual([]);
    expect(place.slack.messages.some(({ blocks }) => blocks.length === 1 && blocks[0]?.type === 'context')).toBe(true);
    expect(place.slack.problems).toEqual([]);
  });

  it('suggests questions at the top of the direct message, of no thread', async () => {
    const place = await open();
    const { team, slackUser } = await place.linked();
    await place.send('events', place.event(team, { type: 'app_home_opened', tab: 'messages', user: slackUser, channel: `D${slackUser}` }));
    const call = place.slack.calls.find(({ method }) => method === 'assistant.threads.setSuggestedPrompts');
    expect(call?.given['channel_id']).toBe(`D${slackUser}`);
    expect(call?.given).not.toHaveProperty('thread_ts');
    expect((JSON.parse(call?.given['prompts'] ?? '[]') as unknown[]).length).toBeGreaterThan(0);
    expect(place.slack.problems).toEqual([]);
  });

  it('has questions and recent threads in the home tab, and answers one that is pressed in a direct message', async () => {
    const place = await open();
    const { team, slackUser, workspace, user } = await place.linked();
    await place.send('events', place.mention(team, { user: slackUser, text: 'net sales in February 2026' }));
    await place.send('events', place.event(team, { type: 'app_home_opened', tab: 'home', user: slackUser, channel: `D${slackUser}` }));
    const home = place.slack.homes.get(slackUser) ?? [];
    expect(wordsOf({ blocks: home } as PostedMessage)).toMatch(/Small shop .*Ask .*Recent threads .*net sales in February 2026/);
    const shown: PostedMessage = { team: team.id, channel: 'none', ts: '1', text: '', blocks: home };
    const isFirst = ({ action_id: id }: { action_id?: string }): boolean => id === `${ACTIONS.ask}:home:0`;
    const pressed = place.press(shown, slackUser, isFirst, {
      channel: undefined,
      message: undefined,
      response_url: undefined,
      container: { type: 'view' },
    });
    await place.send('interactions', pressed);
    const root = place.slack.messages.findLast(({ thread_ts }) => thread_ts === undefined);
    expect(root?.channel).toBe(`D${slackUser}`);
    expect(wordsOf(root)).toMatch(/asked: /);
    // It can be gone on in.
    await place.send('events', place.direct(team, { user: slackUser, text: 'and by marketplace?', thread_ts: root?.ts ?? '' }));
    expect(await listChats(place.db, { workspaceId: workspace.id, userId: user.id })).toHaveLength(2);
    expect(place.slack.problems).toEqual([]);
  });

  it('keeps a verdict, of the person who asked alone', async () => {
    const place = await open();
    const { team, slackUser, workspace, user } = await place.linked();
    const colleague = await place.person(workspace, 'admin');
    await place.link({ workspace, team }, 'UCOLLEAGUE', colleague);
    await place.send('events', place.mention(team, { user: slackUser, text: 'net sales in February 2026' }));
    const rated = place.slack.messages.find(({ blocks }) => blocks.some(({ type }) => type === 'context_actions'));
    if (!rated) throw new Error('no verdict is asked for');
    const value = rated.blocks.flatMap(({ elements = [] }) => elements.flatMap((one) => one.negative_button?.value ?? []))[0] ?? '';
    const verdict = (by: string): string =>
      place.press(rated, by, ({ action_id: id }) => id === ACTIONS.feedback, {
        actions: [{ type: 'feedback_buttons', action_id: ACTIONS.feedback, block_id: 'b', value }],
      });
    await place.send('interactions', verdict(slackUser));
    await place.send('interactions', verdict('UCOLLEAGUE'));
    const kept = await place.db.asWorkspace(workspace.id, (tx) => tx.messageFeedback.findMany());
    expect(kept.map(({ userId, verdict: said }) => [userId, said])).toEqual([[user.id, 'down']]);
  });

  it('forgets a team that removed the app, and says so to who asks later', async () => {
    const place = await open();
    const { team, slackUser, workspace } = await place.linked();
    await place.send('events', place.event(team, { type: 'app_uninstalled' }));
    expect(await listSlackTeams(place.db, workspace.id)).toEqual([]);
    const reply = await place.send('commands', place.command(team, { user: slackUser, text: 'net sales' }));
    expect(await reply.json()).toMatchObject({ text: expect.stringMatching(/not connected/) as string });
    expect(place.slack.messages).toEqual([]);
  });

  it('forgets a team whose token was revoked, not one where only people’s own were', async () => {
    const place = await open();
    const { team, workspace } = await place.connect();
    await place.send('events', place.event(team, { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } }));
    expect(await listSlackTeams(place.db, workspace.id)).toHaveLength(1);
    await place.send('events', place.event(team, { type: 'tokens_revoked', tokens: { oauth: [], bot: [team.botUserId] } }));
    expect(await listSlackTeams(place.db, workspace.id)).toEqual([]);
  });

  it('takes its token back when it is disconnected here', async () => {
    const place = await open();
    const { team, workspace } = await place.connect();
    await disconnectSlack(place.deps, { workspaceId: workspace.id, teamId: team.id });
    expect(place.slack.calls.some(({ method, team: of }) => method === 'auth.revoke' && of === team.id)).toBe(true);
    expect(await listSlackTeams(place.db, workspace.id)).toEqual([]);
  });
});
