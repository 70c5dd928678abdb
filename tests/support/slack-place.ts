import { randomUUID } from 'node:crypto';
import { SLACK_COMMAND } from '@/channels/slack/contract';
import type { Workspace } from '@/core/model/workspace';
import { ACTIONS } from '@/render/slack-blocks';
import { confirmSlackLink } from '@/server/slack/link';
import { beginSlack, finishSlack } from '@/server/slack/oauth';
import type { Database } from '@/store/client';
import { ensureMembership, ensureUser, type Role, type User } from '@/store/users';
import { serveSlackApp, testSlackDeps, type ServedSlackApp, type SlackTestOptions } from './slack-app';
import { everyNode } from './slack-limits';
import { signed, SlackServer, type Block, type PostedMessage, type SlackTeamSeed } from './slack-server';
import { NOW, writeSmallShop } from './small-shop';

/** A Slack of its own with the app before it, and what people do there: all of it goes over HTTP. */
export async function openSlackPlace(db: Database, closing: (() => Promise<void>)[], options: SlackTestOptions = {}) {
  const slack = await SlackServer.start();
  closing.push(() => slack.close());
  const deps = testSlackDeps(db, slack, options);
  const app: ServedSlackApp = await serveSlackApp(deps);
  closing.push(() => app.close());

  const person = async (workspace: Workspace, role: Role): Promise<User> => {
    const user = await ensureUser(db, { email: `${randomUUID()}@example.com`, name: `The ${role}`, passwordHash: '' });
    await ensureMembership(db, user.id, { workspaceId: workspace.id, role });
    return user;
  };

  /** An owner connects a team of their own to a shop of their own, by way of Slack. */
  const connect = async () => {
    const workspace = await writeSmallShop(db, randomUUID());
    const id = `T${randomUUID().slice(0, 8).toUpperCase()}`;
    const team: SlackTeamSeed = { id, name: `Team ${id}`, botUserId: `UBOT${id}` };
    const owner = await person(workspace, 'owner');
    const { url, cookie } = await beginSlack(deps, { workspaceId: workspace.id, userId: owner.id });
    const state = new URL(url).searchParams.get('state') ?? '';
    const back = `/api/slack/oauth/callback?${new URLSearchParams({ code: slack.agree(team), state }).toString()}`;
    await finishSlack(deps, { url: back, cookie: cookie.split(';')[0] ?? '', isAllowed: async (began) => began.userId === owner.id });
    return { workspace, team, owner };
  };

  const post = async (door: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${app.url}/${door}`, { method: 'POST', body, headers: { ...signed(body, NOW.getTime()), ...headers } });
  const send = async (door: string, body: string): Promise<Response> => {
    const answer = await post(door, body);
    await app.settled();
    return answer;
  };
  const command = (team: SlackTeamSeed, given: { user: string; text: string; channel?: string }): string =>
    new URLSearchParams({
      token: 'of old',
      team_id: team.id,
      user_id: given.user,
      user_name: 'ann',
      command: SLACK_COMMAND,
      text: given.text,
      channel_id: given.channel ?? 'C1',
      channel_name: 'sales',
      trigger_id: randomUUID(),
      response_url: slack.responseUrl(team.id, given.user, given.channel ?? 'C1'),
      api_app_id: 'A1',
    }).toString();
  const event = (team: SlackTeamSeed, inner: object, eventId = `Ev${randomUUID()}`): string =>
    JSON.stringify({
      token: 'of old',
      type: 'event_callback',
      team_id: team.id,
      api_app_id: 'A1',
      event: { event_ts: slack.nextTs(), ...inner },
      event_id: eventId,
      event_time: 1,
      authorizations: [{ enterprise_id: null, team_id: team.id, user_id: team.botUserId, is_bot: true }],
    });
  const mention = (team: SlackTeamSeed, given: { user: string; text: string; thread_ts?: string; ts?: string }): string => {
    const { ts = slack.nextTs(), text, ...rest } = given;
    return event(team, { type: 'app_mention', channel: 'C1', ts, text: `<@${team.botUserId}> ${text}`, ...rest });
  };
  const direct = (team: SlackTeamSeed, given: { user: string; text: string; ts?: string; thread_ts?: string }): string =>
    event(team, { type: 'message', channel: `D${given.user}`, channel_type: 'im', ts: slack.nextTs(), ...given });
  /** Press a button of a message. */
  const press = (
    message: PostedMessage,
    user: string,
    isIt: (button: { action_id?: string; text?: { text: string } }) => boolean,
    others: object = {},
  ): string => {
    const button = message.blocks.flatMap(({ elements = [] }) => elements).find(isIt);
    if (!button) throw new Error('there is no such button');
    return new URLSearchParams({
      payload: JSON.stringify({
        type: 'block_actions',
        team: { id: message.team, domain: 'x' },
        user: { id: user, name: 'ann', team_id: message.team },
        channel: { id: message.channel, name: 'sales' },
        container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: message.onlyFor !== undefined },
        message: {
          type: 'message',
          ts: message.ts,
          text: message.text,
          blocks: message.blocks,
          ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
        },
        actions: [{ ...button, block_id: 'b', action_ts: '1.1' }],
        trigger_id: randomUUID(),
        response_url: slack.responseUrl(message.team, user, message.channel),
        api_app_id: 'A1',
        ...others,
      }),
    }).toString();
  };

  /** The token of the invitation a message carries. */
  const tokenIn = (message: PostedMessage | undefined): string => {
    const url = everyNode(message?.blocks).flatMap((node) => (node['action_id'] === ACTIONS.link ? [String(node['url'])] : []))[0];
    return new URL(url ?? 'https://nothing.example').searchParams.get('token') ?? '';
  };
  /** Link somebody in Slack, as they do from the button they are shown. */
  const link = async (place: { workspace: Workspace; team: SlackTeamSeed }, slackUser: string, user: User): Promise<void> => {
    await send('events', event(place.team, { type: 'app_home_opened', tab: 'home', user: slackUser, channel: `D${slackUser}` }));
    const home = slack.homes.get(slackUser) ?? [];
    await confirmSlackLink(deps, {
      token: tokenIn({ blocks: home } as PostedMessage),
      userId: user.id,
      workspaceId: place.workspace.id,
    });
  };
  const linked = async (role: Role = 'analyst') => {
    const place = await connect();
    const user = await person(place.workspace, role);
    const slackUser = `U${randomUUID().slice(0, 8).toUpperCase()}`;
    await link(place, slackUser, user);
    return { ...place, user, slackUser };
  };
  return { db, slack, deps, app, person, connect, post, send, command, event, mention, direct, press, tokenIn, link, linked };
}

/** All words of a message. */
export const wordsOf = (message: Pick<PostedMessage, 'blocks'> | undefined): string =>
  everyNode(message?.blocks)
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
    .join(' | ');

/** Names of the buttons in blocks. */
export const buttonIds = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(({ elements = [] }) => elements.flatMap(({ action_id: id }) => (id === undefined ? [] : [id])));
