import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SLACK_COMMAND, SLACK_SCOPES } from './contract';

interface Manifest {
  features: { slash_commands: { command: string; url: string }[]; agent_view: { agent_description: string; suggested_prompts: unknown[] } };
  oauth_config: { redirect_urls: string[]; scopes: { bot: string[] } };
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] };
    interactivity: { request_url: string };
    org_deploy_enabled: boolean;
  };
}

const manifest = JSON.parse(readFileSync('docs/slack-manifest.json', 'utf8')) as Manifest;
const { features, oauth_config: oauth, settings } = manifest;

it('the manifest asks for the scopes the app asks for', () => {
  expect(oauth.scopes.bot).toEqual([...SLACK_SCOPES]);
});

it('the manifest sends to routes there are', () => {
  const addresses = [
    ...features.slash_commands.map(({ url }) => url),
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
    ...oauth.redirect_urls,
  ];
  for (const address of addresses) expect(existsSync(path.join('src/app', new URL(address).pathname, 'route.ts')), address).toBe(true);
});

it('the manifest has the command and the events the app listens to, as an agent', () => {
  expect(features.slash_commands.map(({ command }) => command)).toEqual([SLACK_COMMAND]);
  const listeners = readFileSync('src/channels/slack/app.ts', 'utf8');
  // Direct messages are the one kind of message that is answered.
  for (const event of settings.event_subscriptions.bot_events)
    expect(listeners, event).toContain(event === 'message.im' ? `app.message(` : `app.event('${event}'`);
  expect(features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
  expect(features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
  expect(settings.org_deploy_enabled).toBe(false);
});
