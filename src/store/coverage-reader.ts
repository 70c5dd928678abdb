import type { Coverage, CoverageReader } from '@/core/ports';
import type { Standing } from '@/core/sync/standing';
import type { Database } from './client';

interface CoverageRow extends Omit<Standing, 'pastUntil'> {
  id: string;
  name: string;
  marketplace: string;
  currency: string;
  timeZone: string;
  asOf: Date | null;
  /** Null for imported files. */
  openedAt: Date | null;
  /** Orders from here on were read. */
  readFrom: Date | null;
  firstDay: Date | null;
  lastDay: Date | null;
  orders: number;
  currencies: string[] | null;
}

const toDay = (value: Date | null): string | null => (value === null ? null : value.toISOString().slice(0, 10));

// Facts change only with a page of a sync, which is counted, or with an import, which moves lastSyncAt. They and how the
// accounts stand are the key of what is remembered per workspace.
const remembered = new WeakMap<Database, Map<string, { stamp: string; coverage: Promise<Coverage> }>>();

/** Reads what data a workspace holds; remembered until the next page of a sync or the next import. */
export function createCoverageReader(db: Database, workspaceId: string): CoverageReader {
  return {
    coverage: async () => {
      const stamp = await readStamp(db, workspaceId);
      const cache = remembered.get(db) ?? new Map<string, { stamp: string; coverage: Promise<Coverage> }>();
      remembered.set(db, cache);
      const known = cache.get(workspaceId);
      if (known?.stamp === stamp) return known.coverage;
      const coverage = readCoverage(db, workspaceId);
      cache.set(workspaceId, { stamp, coverage });
      coverage.catch(() => cache.delete(workspaceId));
      return coverage;
    },
    rates: async (currencies, period) => {
      const rows = await db.shared.exchangeRate.groupBy({
        by: ['quote', 'source'],
        where: { base: 'EUR', quote: { in: [...currencies] }, day: { lte: new Date(`${period.to}T00:00:00Z`) } },
        _min: { day: true },
        _max: { day: true },
      });
      return rows.map((row) => {
        const first = toDay(row._min.day) ?? '';
        return {
          quote: row.quote,
          source: row.source,
          firstDay: first > period.from ? first : period.from,
          lastDay: toDay(row._max.day) ?? '',
        };
      });
    },
  };
}

/** One statement, as every question asks: how each account stands, and how many pages of each of its streams were written. */
async function readStamp(db: Database, workspaceId: string): Promise<string> {
  const rows = await db.asWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<unknown[]>`
      SELECT x.id, x.name, x."lastSyncAt", x.status::text AS status, x."cadenceMinutes", x."retryAt", x."errorText",
        (SELECT string_agg(s.stream || ' ' || s.pages, ',' ORDER BY s.stream) FROM "SyncStream" s
          WHERE s."workspaceId" = x."workspaceId" AND s."connectionId" = x.id) AS pages
      FROM "MarketplaceConnection" x WHERE x."workspaceId" = ${workspaceId}::uuid ORDER BY x.id`,
  );
  return JSON.stringify(rows);
}

async function readCoverage(db: Database, workspaceId: string): Promise<Coverage> {
  const rows = await db.asWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<CoverageRow[]>`
      SELECT x.id, x.name, x.marketplace, x.currency, x."timeZone", x."lastSyncAt" AS "asOf", o.first AS "firstDay", o.last AS "lastDay",
        coalesce(o.orders, 0)::int AS orders, o.currencies, x.status::text AS status, x."cadenceMinutes", x."retryAt", x."errorText",
        x."openedAt", s."readFrom"
      FROM "MarketplaceConnection" x
      LEFT JOIN "SyncStream" s ON s."workspaceId" = x."workspaceId" AND s."connectionId" = x.id AND s.stream = 'orders'
      LEFT JOIN (SELECT "connectionId", min("orderedDay") AS first, max("orderedDay") AS last, count(*) AS orders, array_agg(DISTINCT currency::text) AS currencies
        FROM "UnifiedOrder" WHERE "workspaceId" = ${workspaceId}::uuid GROUP BY 1) o ON o."connectionId" = x.id
      WHERE x."workspaceId" = ${workspaceId}::uuid ORDER BY x.name`,
  );
  const days = rows.flatMap((row) => (row.firstDay && row.lastDay ? [toDay(row.firstDay) ?? '', toDay(row.lastDay) ?? ''] : []));
  return {
    connections: rows.map((row) => ({
      id: row.id,
      name: row.name,
      marketplace: row.marketplace,
      currency: row.currency,
      timeZone: row.timeZone,
      asOf: row.asOf,
      standing: standingOf(row),
      firstDay: toDay(row.firstDay),
      lastDay: toDay(row.lastDay),
      orders: row.orders,
    })),
    currencies: [...new Set(rows.flatMap((row) => row.currencies ?? []))],
    firstDay: days.length > 0 ? days.reduce((a, b) => (a < b ? a : b)) : null,
    lastDay: days.length > 0 ? days.reduce((a, b) => (a > b ? a : b)) : null,
    orders: rows.reduce((sum, row) => sum + row.orders, 0),
  };
}

function standingOf({ openedAt, readFrom, status, cadenceMinutes, retryAt, errorText }: CoverageRow): Standing | null {
  if (openedAt === null) return null;
  const pastUntil = readFrom !== null && readFrom > openedAt ? readFrom : null;
  return { status, cadenceMinutes, retryAt, errorText, pastUntil };
}
