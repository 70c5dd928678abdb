import type { CronSchedule } from '@/jobs/schedule';

/** Every hour: which workspaces have their night now. Their recommendations are trained anew where orders came. */
export const trainingSchedule: CronSchedule = { expression: '20 * * * *', timeZone: 'UTC', job: 'train-due' };
