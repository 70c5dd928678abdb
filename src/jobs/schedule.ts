import type { JobName } from './queue';

/** When a job is enqueued. Schedules enqueue and do nothing else: any number of processes may run them. */
export interface CronSchedule {
  /** Five fields: minute, hour, day of the month, month, weekday. */
  expression: string;
  /** IANA zone of the fields. */
  timeZone: string;
  job: JobName;
}
