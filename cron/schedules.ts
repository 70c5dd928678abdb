import type { CronSchedule } from '@/jobs/schedule';
import { alertsSchedule } from './alerts';
import { digestsSchedule, messagesSchedule } from './digests';
import { ratesSchedule } from './rates';
import { syncSchedule } from './sync';
import { trainingSchedule } from './training';

/** All schedules. A new one is a file beside this one and a line here. */
export const SCHEDULES: readonly CronSchedule[] = [
  syncSchedule,
  ratesSchedule,
  trainingSchedule,
  digestsSchedule,
  messagesSchedule,
  alertsSchedule,
];
