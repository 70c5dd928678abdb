import { schedule, type ScheduledTask } from 'node-cron';
import type { JobName } from './queue';
import type { CronSchedule } from './schedule';

/** Run schedules in this process until stopped. */
export function runSchedules(
  schedules: readonly CronSchedule[],
  { enqueue, onError }: { enqueue(job: JobName): Promise<void>; onError(error: unknown): void },
): { stop(): Promise<void> } {
  const tasks = schedules.map(({ expression, timeZone, job }): ScheduledTask =>
    schedule(expression, () => enqueue(job).catch(onError), {
      name: job,
      timezone: timeZone,
      noOverlap: true,
      suppressMissedWarning: true,
    }),
  );
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
    },
  };
}
