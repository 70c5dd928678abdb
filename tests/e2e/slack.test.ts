import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { SLACK_COMMAND } from '@/channels/slack/contract';
import { ACTIONS } from '@/render/slack-blocks';
import { everyNode } from '~/tests/support/slack-limits';
import { wordsOf } from '~/tests/support/slack-place';
import { signed, SLACK_APP, SlackServer } from '~/tests/support/slack-server';
import { inBrowser, signIn } from './browser-suite';
import { lookAtPage } from './pictures';

const slack = await SlackServer.start();
afterAll(() => slack.close());
const team = { id: 'T1', name: 'Juniper & Clay', botUserId: 'UBOT' };
const member = 'U1';

const environment = {
  SLACK_CLIENT_ID: SLACK_APP.clientId,
  SLACK_CLIENT_SECRET: SLACK_APP.clientSecret,
  SLACK_SIGNING_SECRET: SLACK_APP.signingSecret,
  SLACK_API_URL: slack.apiUrl,
  // A very small demo shop: figures are not what this is about.
  SHOPIQ_DEMO_SCALE: '0.02',
};

await inBrowser(
  'Slack',
  (get) => {
    it('is connected in the settings, linked by the person, and answers them', async () => {
      const test = get();
      const { page, app } = test;
      slack.agreeing = team;
      await signIn(test);
      await page.goto(`${app.url}/settings`);
      await page.getByRole('heading', { name: 'Slack' }).scrollIntoViewIfNeeded();
      await lookAtPage(page, 'settings-slack-off');
      await page.getByRole('button', { name: 'Connect Slack' }).click();
      await page.getByText('The Slack team is connected').waitFor();
      await page.getByText('Nobody has linked yet').waitFor();

      const body = new URLSearchParams({
        team_id: team.id,
        user_id: member,
        command: SLACK_COMMAND,
        text: 'net sales by marketplace last month',
        channel_id: 'C1',
        channel_name: 'sales',
        trigger_id: randomUUID(),
        response_url: slack.responseUrl(team.id, member, 'C1'),
      }).toString();
      const reply = await fetch(`${app.url}/api/slack/commands`, {
        method: 'POST',
        body,
        headers: { ...signed(body, Date.now()), 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(reply.status).toBe(200);
      await expect.poll(() => slack.messages.length, { timeout: 30_000 }).toBe(1);

      const url =
        everyNode(slack.messages[0]?.blocks).flatMap((node) => (node['action_id'] === ACTIONS.link ? [String(node['url'])] : []))[0] ?? '';
      await page.goto(url);
      await page.getByText('Ann E.', { exact: true }).waitFor();
      await lookAtPage(page, 'slack-link');
      await page.getByRole('button', { name: 'This is me: link' }).click();
      await page.getByText('Go back to Slack').waitFor();
      await expect.poll(() => slack.messages.length, { timeout: 60_000 }).toBeGreaterThan(1);
      expect(wordsOf(slack.messages[1])).toMatch(/asked: .*net sales by marketplace last month/);
      expect(slack.messages[1]?.text).toMatch(/\$/);
      // The chart follows in the thread: a picture, and in words for those who cannot see it.
      await expect.poll(() => slack.files.length, { timeout: 30_000 }).toBe(1);
      expect(slack.files[0]).toMatchObject({ channel: 'C1', thread_ts: slack.messages[1]?.ts });
      expect(slack.files[0]?.bytes.subarray(1, 4).toString()).toBe('PNG');
      expect(slack.files[0]?.alt).toMatch(/\d/);
      expect(slack.problems).toEqual([]);

      await page.goto(`${app.url}/settings`);
      await page.getByText('Ann E. is demo@shopiq.local').waitFor();
      await lookAtPage(page, 'settings-slack');
      expect((await fetch(`${app.url}/api/slack/commands`, { method: 'POST', body })).status).toBe(401);
      await page.getByRole('button', { name: 'Disconnect' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
      await page.getByRole('button', { name: 'Connect Slack' }).waitFor();
      expect(test.pageErrors).toEqual([]);
    });
  },
  environment,
);
