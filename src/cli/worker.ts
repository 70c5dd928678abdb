import type { Command } from 'commander';
import { runSchedules } from '@/jobs/run-schedules';
import type { Container } from '@/server/container';
import { jobHandlers } from '@/server/job-handlers';
import { SCHEDULES } from '~/cron/schedules';

/** Jobs of a kind at a time. They wait for marketplaces most of the time. */
const CONCURRENCY = 4;

/** Add `shopiq worker`: one more process that syncs. `npm start` has one of its own. */
export function registerWorker(program: Command, open: () => Promise<Container>): void {
  program
    .command('worker')
    .description('Sync accounts as they are due, until stopped. Any number of workers may run.')
    .action(async () => {
      const worker = await startWorker(await open());
      process.stdout.write('Working. Stop with Ctrl-C.\n');
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      await worker.stop();
    });
}

/** Run schedules and work on jobs in this process. */
export async function startWorker(container: Container): Promise<{ stop(): Promise<void> }> {
  const { logger } = container;
  const queue = await container.queue();
  await queue.work(jobHandlers(container, queue), CONCURRENCY);
  // What is due now does not wait for the next minute.
  for (const job of ['sync-due', 'digests-due', 'messages-due', 'alerts-due'] as const) await queue.send(job, {});
  const schedules = runSchedules(SCHEDULES, {
    enqueue: (job) => queue.send(job, {}),
    onError: (error) => logger.error({ err: error }, 'a job could not be enqueued'),
  });
  return {
    stop: async () => {
      await schedules.stop();
      await queue.stop();
    },
  };
}
