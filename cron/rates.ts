import type { CronSchedule } from '@/jobs/schedule';

/** After the European Central Bank has published its rates, about 16:00 of its own clock on working days. */
export const ratesSchedule: CronSchedule = { expression: '30 16,18 * * 1-5', timeZone: 'Europe/Berlin', job: 'refresh-rates' };
