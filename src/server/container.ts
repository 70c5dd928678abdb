import type { AgentDeps } from '@/agent/answer';
import type { SendMessage } from '@/channels/channel';
import type { JobQueue } from '@/jobs/queue';
import type { Clock } from '@/platform/clock';
import type { Env } from '@/platform/env';
import type { Logger } from '@/platform/logger';
import type { Database } from '@/store/client';
import type { Channel } from '@/store/messages';
import type { AnswerServices } from './answer-services';
import type { SlackDeps } from './slack/deps';
import type { SyncDeps } from './sync';

/** Everything the web needs, wired once per process. */
export interface Container {
  env: Env;
  databaseKind: 'embedded' | 'native';
  databaseUrl: string;
  db: Database;
  clock: Clock;
  logger: Logger;
  agent: AgentDeps;
  /** What connecting and syncing need. */
  sync: SyncDeps;
  answers: AnswerServices;
  /** How messages leave, by channel. */
  senders: Readonly<Record<Channel, SendMessage>>;
  /** What the Slack app needs. */
  slack: SlackDeps;
  /** The job queue, opened when it is first needed. */
  queue(): Promise<JobQueue>;
  /** Compute ahead what questions about a workspace need, after it was written to. */
  settle(workspaceId: string): Promise<void>;
  /** The same for all workspaces. */
  settleAll(): Promise<void>;
  /** Train the recommendations of a workspace when its orders are others than last time. */
  train(workspaceId: string): Promise<void>;
  close(): Promise<void>;
}

const holder = globalThis as typeof globalThis & { shopiqContainer?: Promise<Container> };

/**
 * What the routes share. Kept on globalThis, because development reloads modules and Next bundles routes apart, and
 * each would otherwise open connections of its own. A failed start is not kept: the next request tries again.
 * The parts are loaded here and not above: Next would put a copy of all of them into the bundle of every route.
 * @throws AppError invalid_env, database_unavailable.
 */
export function getContainer(): Promise<Container> {
  holder.shopiqContainer ??= open().catch((error: unknown) => {
    delete holder.shopiqContainer;
    throw error;
  });
  return holder.shopiqContainer;
}

async function open(): Promise<Container> {
  const { createContainer } = await import('./create-container');
  return createContainer(undefined, 'share', 'behind');
}
