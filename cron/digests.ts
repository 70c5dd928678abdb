import type { CronSchedule } from '@/jobs/schedule';

/** Every minute: which digests are to be made. Each has its own time, on the clock of its shop (core/digest/schedule.ts). */
export const digestsSchedule: CronSchedule = { expression: '* * * * *', timeZone: 'UTC', job: 'digests-due' };

/** Every minute: which messages wait to be sent, or to be sent again. */
export const messagesSchedule: CronSchedule = { expression: '* * * * *', timeZone: 'UTC', job: 'messages-due' };
