import type { CronSchedule } from '@/jobs/schedule';

/** Every five minutes: alerts whose period has moved on without a sync, and new ones. A sync has them checked by itself. */
export const alertsSchedule: CronSchedule = { expression: '*/5 * * * *', timeZone: 'UTC', job: 'alerts-due' };
