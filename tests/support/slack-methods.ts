import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a method of Slack's Web API takes: all names, and those it cannot do without. */
export interface MethodParameters {
  names: readonly string[];
  required: readonly string[];
}

/** As docs.slack.dev/reference/methods lists them. */
export const DECLARED: Readonly<Record<string, MethodParameters>> = {
  'auth.revoke': { names: ['test'], required: [] },
  'auth.test': { names: [], required: [] },
  'chat.postEphemeral': { names: ['blocks', 'channel', 'text', 'thread_ts', 'user'], required: ['channel', 'user'] },
  'chat.postMessage': {
    names: ['blocks', 'channel', 'mrkdwn', 'text', 'thread_ts', 'unfurl_links', 'unfurl_media'],
    required: ['channel'],
  },
  'chat.update': { names: ['blocks', 'channel', 'text', 'ts'], required: ['channel', 'ts'] },
  'oauth.v2.access': { names: ['client_id', 'client_secret', 'code', 'redirect_uri'], required: ['code'] },
  'users.info': { names: ['user'], required: [] },
  'views.publish': { names: ['hash', 'user_id', 'view'], required: ['user_id', 'view'] },
  // Younger than the published specification of 2021.
  'assistant.threads.setStatus': {
    names: ['channel_id', 'loading_messages', 'status', 'thread_ts'],
    required: ['channel_id', 'status', 'thread_ts'],
  },
  'assistant.threads.setSuggestedPrompts': { names: ['channel_id', 'prompts', 'thread_ts', 'title'], required: ['channel_id', 'prompts'] },
  'files.completeUploadExternal': {
    names: ['blocks', 'channel_id', 'channels', 'files', 'initial_comment', 'thread_ts'],
    required: ['files'],
  },
  'files.getUploadURLExternal': { names: ['alt_txt', 'filename', 'length', 'snippet_type'], required: ['filename', 'length'] },
};

const FILE = path.resolve(import.meta.dirname, '../../../shared/specs/slack/slack_web_openapi_v2_without_examples.json');

interface PublishedMethod {
  parameters?: { name: string; required?: boolean }[];
}

/** The same from the specification Slack published; null where it is not on this machine. */
export function readPublished(): Readonly<Record<string, MethodParameters>> | null {
  if (!existsSync(FILE)) return null;
  const { paths } = JSON.parse(readFileSync(FILE, 'utf8')) as { paths: Record<string, Record<string, PublishedMethod>> };
  return Object.fromEntries(
    Object.entries(paths).map(([name, verbs]) => {
      // The token goes with every call, in the header.
      const parameters = Object.values(verbs)
        .flatMap((method) => method.parameters ?? [])
        .filter((parameter) => parameter.name !== 'token');
      return [
        name.slice(1),
        { names: parameters.map((parameter) => parameter.name), required: parameters.flatMap((one) => (one.required ? [one.name] : [])) },
      ];
    }),
  );
}

/** What a call gives that its method does not take, and what it lacks. */
export function parameterProblems(
  method: string,
  given: Readonly<Record<string, string>>,
  published: Readonly<Record<string, MethodParameters>> | null,
): string[] {
  const known = published?.[method] ?? DECLARED[method];
  if (!known) return [`${method} is no method`];
  // The library adds the team to every call.
  const unknown = Object.keys(given).filter((name) => name !== 'team_id' && !known.names.includes(name));
  const missing = known.required.filter((name) => (given[name] ?? '') === '');
  return [...unknown.map((name) => `${method}: unknown ${name}`), ...missing.map((name) => `${method}: ${name} is missing`)];
}
