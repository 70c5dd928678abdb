import type { CronSchedule } from '@/jobs/schedule';

/** Every minute: which accounts are due. Each has its own cadence, and the night of its workspace (core/sync/schedule.ts). */
export const syncSchedule: CronSchedule = { expression: '* * * * *', timeZone: 'UTC', job: 'sync-due' };
