import type { Grain } from '@/core/model/calendar';

/** First day of the bucket that holds `day`. */
export function bucketSql(day: string, grain: Grain, weekStart: number): string {
  if (grain === 'day') return day;
  if (grain === 'half')
    return `(date_trunc('year', ${day}::timestamp) + CASE WHEN extract(month FROM ${day}) > 6 THEN interval '6 months' ELSE interval '0' END)::date`;
  if (grain === 'week' && weekStart !== 1) return `(${day} - (extract(isodow FROM ${day})::int - ${Math.trunc(weekStart)} + 7) % 7)`;
  return `date_trunc('${grain}', ${day}::timestamp)::date`;
}

/** Part of the day of an hour from 0 to 23, as core/dimensions has them. */
export function dayPartSql(hour: string): string {
  return `CASE WHEN ${hour} < 6 THEN 'night' WHEN ${hour} < 12 THEN 'morning' WHEN ${hour} < 18 THEN 'afternoon' WHEN ${hour} < 24 THEN 'evening' END`;
}
