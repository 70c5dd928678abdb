import type { Freshness, Provenance, Table } from '@/core/artifact/artifact';

const MINUTE_MS = 60_000;

/** "12 min ago", "3 days ago": in English, like the words around it. */
export function formatAgo(iso: string, nowMs: number): string {
  const minutes = Math.round((Date.parse(iso) - nowMs) / MINUTE_MS);
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
  if (minutes > -1) return 'just now';
  if (minutes > -60) return format.format(minutes, 'minute');
  if (minutes > -60 * 24) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / 1440), 'day');
}

/** The oldest sync among the connections an answer read: an answer is as fresh as its stalest source. */
export function oldestSync(freshness: readonly Freshness[]): string | null {
  const known = freshness.map((entry) => entry.asOf);
  if (known.length === 0 || known.includes(null)) return null;
  return known.reduce((oldest, asOf) => (oldest === null || (asOf !== null && asOf < oldest) ? asOf : oldest), null);
}

/** Whether anything is missing from what was asked: rows cut by a limit, or known gaps in the data. */
export function completenessLabel(provenance: Provenance, tables: readonly Table[]): { label: string; isWhole: boolean } {
  const cut = tables.find((table) => provenance.tableIds.includes(table.id) && !table.complete);
  if (provenance.gaps.length > 0)
    return { label: provenance.gaps.length === 1 ? '1 thing to know' : `${provenance.gaps.length} things to know`, isWhole: false };
  if (cut) return { label: `${cut.rows.length} of ${cut.totalRows} rows`, isWhole: false };
  return { label: 'Complete', isWhole: true };
}
