import type { Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { SlackPorts } from '@/channels/slack/contract';
import { AppError } from '@/core/errors';
import type { Env } from '@/platform/env';
import type { Logger } from '@/platform/logger';
import type { Vault } from '@/platform/vault';
import { renderChartPng } from '@/render/chart-image';
import type { Database } from '@/store/client';
import type { AnswerServices } from '../answer-services';
import type { SyncDeps } from '../sync';

/** The Slack app of this installation, from its developer's page at Slack. */
export interface SlackConfig {
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  /** Address of the Web API, with a slash at the end. */
  apiUrl: string;
}

/** What the Slack app needs. */
export interface SlackDeps {
  db: Database;
  vault: Vault;
  /** Null when the app is not configured. */
  config: SlackConfig | null;
  publicUrl: string;
  answers: AnswerServices;
  chartImage: SlackPorts['chartImage'];
  now(): Date;
  fetch: typeof fetch;
  logger: Logger;
}

const VARIABLES = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET'] as const;

/** Variables that are missing for the Slack app; all of them when it is not set up, none when it is. */
export const missingSlackVariables = (env: Env): string[] => VARIABLES.filter((name) => env[name] === undefined);

/** The app of the environment, or null when any of it is missing. */
function slackConfigOf(env: Env): SlackConfig | null {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_SIGNING_SECRET: signingSecret } = env;
  if (clientId === undefined || clientSecret === undefined || signingSecret === undefined) return null;
  return { clientId, clientSecret, signingSecret, apiUrl: env.SLACK_API_URL.replace(/\/?$/, '/') };
}

/** @throws AppError not_supported naming what is missing. */
export function slackConfigOrThrow({ config }: Pick<SlackDeps, 'config'>): SlackConfig {
  if (config) return config;
  throw new AppError('not_supported', 'Slack is not set up on this server.', {
    field: 'slack',
    remedy: `Set ${VARIABLES.join(', ')}; docs/slack.md says where they come from.`,
  });
}

/** The same from what the product is wired of. */
export function slackDepsOf({
  db,
  env,
  sync,
  answers,
  logger,
}: Pick<SlackDeps, 'db' | 'answers' | 'logger'> & { env: Env; sync: SyncDeps }): SlackDeps {
  return {
    db,
    get vault() {
      return sync.vault;
    },
    config: slackConfigOf(env),
    publicUrl: sync.publicUrl,
    answers,
    chartImage: async (chart, table, locale) => renderChartPng(chart, table, { theme: 'light', locale }),
    now: sync.now,
    fetch: sync.fetch,
    logger,
  };
}

/** Slack's libraries speak through our log. What they say of single requests is not kept: it holds what people wrote. */
export function toBoltLogger(logger: Logger): BoltLogger {
  const say =
    (level: 'warn' | 'error') =>
    (...message: unknown[]): void =>
      logger[level]({ slack: message.map((entry) => (entry instanceof Error ? entry.message : String(entry))).join(' ') }, 'Slack');
  return {
    debug: () => {},
    info: () => {},
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => 'warn' as LogLevel,
    setName: () => {},
  };
}
