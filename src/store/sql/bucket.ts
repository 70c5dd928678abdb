import type { Grain } from '@/core/model/calendar';

/** First day of the bucket that holds `day`. */
export function bucketSql(day: string, grain: Grain, weekStart: number): string {
  if (grain === 'day') return day;
  if (grain === 'week' && weekStart !== 1) return `(${day} - (extract(isodow FROM ${day})::int - ${Math.trunc(weekStart)} + 7) % 7)`;
  return `date_trunc('${grain}', ${day}::timestamp)::date`;
}
