import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { SLACK_SCOPES } from '@/channels/slack/contract';
import { listSlackTeams } from '@/store/slack-installations';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { testSlackDeps } from '~/tests/support/slack-app';
import { DECLARED, readPublished } from '~/tests/support/slack-methods';
import { SlackServer, type SlackTeamSeed } from '~/tests/support/slack-server';
import { NOW } from '~/tests/support/small-shop';
import { newWorkspace } from '~/tests/support/workspaces';
import { beginSlack, createInstaller, finishSlack } from './oauth';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

onEmbeddedDatabase('connecting a Slack team', (get) => {
  const open = async () => {
    const { db } = get();
    const slack = await SlackServer.start();
    closing.push(() => slack.close());
    let now = NOW;
    const deps = testSlackDeps(db, slack, { now: () => now });
    const began = { workspaceId: (await newWorkspace(db)).id, userId: randomUUID() };
    const team: SlackTeamSeed = { id: `T${randomUUID()}`, name: 'Team', botUserId: 'UBOT' };
    const begin = async (by = began) => {
      const { url, cookie } = await beginSlack(deps, by);
      return { url: new URL(url), cookie, state: new URL(url).searchParams.get('state') ?? '', jar: cookie.split(';')[0] ?? '' };
    };
    const finish = (query: Record<string, string>, jar: string, isAllowed = true) =>
      finishSlack(deps, { url: `/back?${new URLSearchParams(query).toString()}`, cookie: jar, isAllowed: async () => isAllowed });
    return { db, slack, deps, began, team, begin, finish, later: (ms: number) => (now = new Date(NOW.getTime() + ms)) };
  };

  it('asks Slack for what the manifest says, of this server, in this browser alone', async () => {
    const { url, cookie } = await (await open()).begin();
    expect(url.pathname).toBe('/oauth/v2/authorize');
    expect(url.searchParams.get('scope')?.split(',')).toEqual([...SLACK_SCOPES]);
    expect(url.searchParams.get('redirect_uri')).toBe('https://shopiq.example.com/api/slack/oauth/callback');
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/Secure/);
  });

  it('keeps the token sealed, and finds it for the team alone', async () => {
    const place = await open();
    const { state, jar } = await place.begin();
    expect(await place.finish({ code: place.slack.agree(place.team), state }, jar)).toEqual({ teamName: 'Team' });
    const [row] = await place.db.asWorkspace(place.began.workspaceId, (tx) => tx.slackInstallation.findMany());
    expect(JSON.stringify(row)).not.toContain('xoxb');
    const found = await createInstaller(place.deps).authorize({
      teamId: place.team.id,
      enterpriseId: undefined,
      isEnterpriseInstall: false,
    });
    expect(found.botToken).toMatch(/^xoxb-/);
    expect(place.slack.problems).toEqual([]);
    const unknown = createInstaller(place.deps).authorize({ teamId: 'T0', enterpriseId: undefined, isEnterpriseInstall: false });
    await expect(unknown).rejects.toThrow(/not connected/);
  });

  it.each([
    ['another browser', { jar: '' }],
    ['another state', { state: 'made up' }],
    ['a quarter of an hour later', { ms: 15 * 60_000 + 1 }],
  ])('connects nothing from %s', async (_name, { jar, state, ms }: { jar?: string; state?: string; ms?: number }) => {
    const place = await open();
    const way = await place.begin();
    if (ms !== undefined) place.later(ms);
    const query = { code: place.slack.agree(place.team), state: state ?? way.state };
    await expect(place.finish(query, jar ?? way.jar)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await listSlackTeams(place.db, place.began.workspaceId)).toEqual([]);
  });

  it('connects nothing for somebody who may not, or who declined', async () => {
    const place = await open();
    const { state, jar } = await place.begin();
    await expect(place.finish({ code: place.slack.agree(place.team), state }, jar, false)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(place.finish({ error: 'access_denied', state }, jar)).rejects.toMatchObject({ code: 'authorization_lost' });
    expect(await listSlackTeams(place.db, place.began.workspaceId)).toEqual([]);
  });

  it('connects a team to one workspace at a time', async () => {
    const place = await open();
    const first = await place.begin();
    await place.finish({ code: place.slack.agree(place.team), state: first.state }, first.jar);
    const other = { workspaceId: (await newWorkspace(place.db)).id, userId: randomUUID() };
    const second = await place.begin(other);
    const taken = place.finish({ code: place.slack.agree(place.team), state: second.state }, second.jar);
    await expect(taken).rejects.toMatchObject({ code: 'conflict' });
    expect(await listSlackTeams(place.db, other.workspaceId)).toEqual([]);
    expect(await listSlackTeams(place.db, place.began.workspaceId)).toHaveLength(1);
  });
});

const published = readPublished();
describe.skipIf(!published)('against the published Web API, skipped without ../shared/specs', () => {
  const both = Object.keys(DECLARED).filter((method) => published?.[method]);

  it.each(both)('what is declared of %s is what it takes', (method) => {
    expect(published?.[method]?.names).toEqual(expect.arrayContaining([...(DECLARED[method]?.names ?? [])]));
    expect(DECLARED[method]?.required).toEqual(expect.arrayContaining([...(published?.[method]?.required ?? [])]));
  });
});
