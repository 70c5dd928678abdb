import { dayOf } from '@/core/model/calendar';
import { soldLines, type OrderFact } from '@/core/model/facts';
import { isStanding } from '@/core/model/order-state';
import { chunksOf, toJson } from './bulk-upsert';
import type { TenantTx } from './client';
import type { RowContext } from './fact-rows';
import { NEVER } from './sql/visits';

/**
 * Where an order stands among those of its person, as columns of its row. A visit is an order with a line sold; visits
 * follow each other by day, then instant, then id, so that whoever had none in a period before this one is known by one day.
 */
interface History {
  /** The person's first order that stands; null when it does not stand or nobody is named. */
  isFirst: boolean | null;
  /** Days of the visit before this one and of the one before that; NEVER when there is none, null when this is no visit. */
  previousDay: string | null;
  earlierDay: string | null;
  /** Instant of the visit before. */
  previousAt: string | null;
}

/** What is known of a page before it is written. */
export interface PageHistory {
  of: (order: OrderFact) => History;
  /** People of the page of whom orders are stored: what is said of these may change, or the page come before them. */
  people: readonly string[];
}

interface Visit {
  day: string;
  at: number;
  externalId: string;
}

interface StoredVisit {
  customerId: string;
  day: string;
  at: Date;
  externalId: string;
  isFirst: boolean | null;
}

/**
 * The history of a page's orders as their people's last stored visits and the page itself tell: written with the rows, so
 * that a page of new orders is not written twice. Whatever else is stored of these people is for `correctHistory`.
 * `known` are ids of orders of the page that are stored, in another state.
 */
export async function historyOf(
  tx: TenantTx,
  { ids, workspaceId }: RowContext & { workspaceId: string },
  { page, known }: { page: readonly OrderFact[]; known: readonly string[] },
): Promise<PageHistory> {
  const ofPeople = page.filter((order) => order.customerExternalId && soldLines(order) > 0);
  const personOf = (order: OrderFact): string => ids.customer(order.customerExternalId ?? '');
  const stored = await readLastVisits(tx, workspaceId, {
    people: [...new Set(ofPeople.map(personOf))],
    except: known,
  });
  const facts = new Map<Visit, OrderFact>();
  const visits = new Map<string, Visit[]>();
  const firsts = new Map<string, Visit>();
  const add = (person: string, visit: Visit, stands: boolean | null): void => {
    visits.set(person, [...(visits.get(person) ?? []), visit]);
    const first = firsts.get(person);
    if (stands && (!first || byInstant(visit, first) < 0)) firsts.set(person, visit);
  };
  for (const { customerId, day, at, externalId, isFirst } of stored) add(customerId, { day, at: at.getTime(), externalId }, isFirst);
  for (const order of ofPeople) {
    const visit = { day: dayOf(order.ordered), at: order.ordered.at.getTime(), externalId: order.externalId };
    facts.set(visit, order);
    add(personOf(order), visit, isStanding(order));
  }
  const histories = new Map<OrderFact, History>();
  for (const [person, those] of visits) {
    those.sort((a, b) => compare(a.day, b.day) || byInstant(a, b));
    those.forEach((visit, place) => {
      const order = facts.get(visit);
      if (!order) return;
      const previous = those[place - 1];
      histories.set(order, {
        isFirst: isStanding(order) ? firsts.get(person) === visit : null,
        previousDay: previous?.day ?? NEVER,
        earlierDay: those[place - 2]?.day ?? NEVER,
        previousAt: previous ? new Date(previous.at).toISOString() : null,
      });
    });
  }
  return { of: (order) => histories.get(order) ?? NO_HISTORY, people: [...new Set(stored.map((visit) => visit.customerId))] };
}

const NO_HISTORY: History = { isFirst: null, previousDay: null, earlierDay: null, previousAt: null };

/** The last two visits stored of some people and their first order, `except` left out. */
async function readLastVisits(
  tx: TenantTx,
  workspaceId: string,
  asked: { people: readonly string[]; except: readonly string[] },
): Promise<StoredVisit[]> {
  const found: StoredVisit[] = [];
  for (const chunk of chunksOf(asked.people)) {
    found.push(
      ...(await tx.$queryRawUnsafe<StoredVisit[]>(
        `SELECT "customerId", "orderedDay"::text AS day, "orderedAt" AS at, "externalId", "isFirst" FROM (
  SELECT o."customerId", o."orderedDay", o."orderedAt", o."externalId", o."isFirst", row_number() OVER (PARTITION BY o."customerId"
    ORDER BY o."orderedDay" DESC, o."orderedAt" DESC, o."externalId" COLLATE "C" DESC) AS place
  FROM "UnifiedOrder" o WHERE o."workspaceId" = $3::uuid AND o."itemCount" > 0
    AND o."customerId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS asked(id)))
    AND o.id NOT IN (SELECT id::uuid FROM json_array_elements_text($2::text::json) AS sent(id))) visits
WHERE place <= 2 OR "isFirst"`,
        toJson(chunk),
        toJson(asked.except),
        workspaceId,
      )),
    );
  }
  return found;
}

const byInstant = (a: Visit, b: Visit): number => a.at - b.at || compare(a.externalId, b.externalId);

/** Texts in the order of their bytes, as the database's collation "C" has them. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * Say again where every order of some people stands among theirs: after a page changed what was stored of them. Where pages
 * come in the order of time nothing is left to change; an order that comes late changes those that follow it.
 * @returns ids of the orders of which something else is said now.
 */
export async function correctHistory(tx: TenantTx, workspaceId: string, people: readonly string[]): Promise<string[]> {
  const changed: string[] = [];
  for (const chunk of chunksOf([...new Set(people)])) {
    // Read first and changed by their ids: joined in one statement, a planner that does not yet know the workspace's rows compares all with all.
    const rows = await tx.$queryRawUnsafe<(History & { id: string })[]>(
      `SELECT id, "isFirst", "previousDay"::text, "earlierDay"::text, "previousAt" FROM (${HISTORY_SQL}) told
WHERE (was_first, was_previous, was_earlier, was_at) IS DISTINCT FROM ("isFirst", "previousDay", "earlierDay", "previousAt")`,
      toJson(chunk),
      workspaceId,
    );
    for (const some of chunksOf(rows)) await saveHistory(tx, workspaceId, some);
    changed.push(...rows.map((row) => row.id));
  }
  return changed;
}

async function saveHistory(tx: TenantTx, workspaceId: string, rows: readonly (History & { id: string })[]): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "UnifiedOrder" o SET "isFirst" = s."isFirst", "previousDay" = s."previousDay", "earlierDay" = s."earlierDay", "previousAt" = s."previousAt"
FROM json_to_recordset($1::text::json) AS s(id uuid, "isFirst" boolean, "previousDay" date, "earlierDay" date, "previousAt" timestamptz)
WHERE o."workspaceId" = $2::uuid AND o.id = s.id`,
    toJson(rows),
    workspaceId,
  );
}

/** Orders that stand. */
const STANDS = `(o.status NOT IN ('canceled', 'unavailable') AND o."itemCount" > 0)`;

/** Every order of the people in $1, as its row has its history and as it is. */
const HISTORY_SQL = `SELECT o.id, o."isFirst" AS was_first, o."previousDay" AS was_previous, o."earlierDay" AS was_earlier, o."previousAt" AS was_at,
    CASE WHEN ${STANDS} THEN row_number() OVER (PARTITION BY o."customerId", ${STANDS} ORDER BY o."orderedAt", o."externalId" COLLATE "C") = 1 END AS "isFirst",
    CASE WHEN o."itemCount" > 0 THEN lag(o."orderedDay", 1, '${NEVER}'::date) OVER visits END AS "previousDay",
    CASE WHEN o."itemCount" > 0 THEN lag(o."orderedDay", 2, '${NEVER}'::date) OVER visits END AS "earlierDay",
    CASE WHEN o."itemCount" > 0 THEN lag(o."orderedAt") OVER visits END AS "previousAt"
  FROM "UnifiedOrder" o WHERE o."workspaceId" = $2::uuid AND o."customerId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS sent(id)))
  WINDOW visits AS (PARTITION BY o."customerId", o."itemCount" > 0 ORDER BY o."orderedDay", o."orderedAt", o."externalId" COLLATE "C")`;
