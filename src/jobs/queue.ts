import { PgBoss, type Job } from 'pg-boss';

/** The kinds of jobs, with what they carry: ids, nothing that could be read. */
export interface Jobs {
  /** Look which accounts are due, and have each synced. */
  'sync-due': Record<string, never>;
  /** Do what the deliveries of an account ask for, and read what it lacks. */
  'sync-account': { workspaceId: string; connectionId: string };
  'refresh-rates': Record<string, never>;
  /** Look whose recommendations are to be trained anew. */
  'train-due': Record<string, never>;
  'train-recommendations': { workspaceId: string };
  /** Look which digests are to be made, and which messages are to be sent. */
  'digests-due': Record<string, never>;
  'make-digest': { workspaceId: string; id: string };
  'messages-due': Record<string, never>;
  'send-message': { workspaceId: string; id: string };
  /** Look whose alerts no sync has had checked for a while. */
  'alerts-due': Record<string, never>;
  'check-alerts': { workspaceId: string };
  /** Answer a request of Slack that was kept. */
  'answer-slack': { workspaceId: string; deliveryId: string };
}
export type JobName = keyof Jobs;
export type JobHandlers = { [Name in JobName]: (data: Jobs[Name]) => Promise<void> };

export interface JobQueue {
  /** Enqueue a job. Of jobs with one key one waits at most: a second one would find nothing left to do. */
  send<Name extends JobName>(name: Name, data: Jobs[Name], key?: string): Promise<void>;
  /** Work on jobs in this process, so many of a kind at a time. */
  work(handlers: JobHandlers, concurrency: number): Promise<void>;
  /** Stop taking jobs, and wait for those under way. */
  stop(): Promise<void>;
}

const NAMES: readonly JobName[] = [
  'sync-due',
  'sync-account',
  'refresh-rates',
  'train-due',
  'train-recommendations',
  'digests-due',
  'make-digest',
  'messages-due',
  'send-message',
  'alerts-due',
  'check-alerts',
  'answer-slack',
];

/** A worker that is not heard of for so long is dead, and its job may be begun again by another one. */
const HEARTBEAT_SECONDS = 60;
/** What is being done when the process is told to stop has so long. */
const STOP_MS = 20_000;

/**
 * Open the queue in the database, for sending and working. Its tables live in a schema of their own.
 * @param onError told of faults between jobs (a lost database connection); they are tried again.
 */
export async function openQueue(url: string, onError: (error: unknown) => void): Promise<JobQueue> {
  const boss = new PgBoss({ connectionString: url, max: 4, schedule: false });
  boss.on('error', onError);
  await boss.start();
  for (const name of NAMES)
    await boss.createQueue(name, {
      policy: 'stately',
      // What failed is due again by itself: the schedule asks for it, not the queue.
      retryLimit: 0,
      expireInSeconds: 3600,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      deleteAfterSeconds: 3600,
    });
  return {
    async send(name, data, key = name) {
      await boss.send(name, data, { singletonKey: key });
    },
    async work(handlers, concurrency) {
      for (const name of NAMES) {
        const handle = handlers[name] as (data: unknown) => Promise<void>;
        const work = async ([job]: Job<unknown>[]): Promise<void> => handle(job?.data);
        // While many wait, the next is taken without waiting for the next look.
        const options = { localConcurrency: concurrency, pollingIntervalSeconds: 1, burstWhenReadyExceeds: concurrency };
        await boss.work(name, options, work);
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_MS, close: true }),
  };
}
