import type { CronSchedule } from '@/jobs/schedule';

/** Every minute: alerts whose period has moved on without a sync, and new ones. A sync has them checked by itself. */
export const alertsSchedule: CronSchedule = { expression: '* * * * *', timeZone: 'UTC', job: 'alerts-due' };
