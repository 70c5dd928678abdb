import type { DaySum, Difference, Recount } from '@/core/sync/reconcile';
import { UNREAD, type StreamState } from '@/core/sync/stream-plan';
import type { Prisma } from './client';

type StreamRow = Prisma.SyncStreamModel;

/** Where a stream stands, from its row. */
export function toState(row: StreamRow): StreamState {
  const { readFrom, readTo, refreshedAt, rescannedAt, taskKind, taskFrom, taskTo, taskNewest, cursor } = row;
  const state = { readFrom, readTo, refreshedAt, rescannedAt, recount: toRecount(row) };
  if (taskKind === null) return { ...UNREAD, ...state };
  const window = taskFrom && taskTo ? { from: taskFrom, to: taskTo } : null;
  return { ...state, task: { kind: taskKind, window, cursor, newest: taskNewest } };
}

/** Columns of a stream's row, from where it stands. */
export function toColumns({ task, recount: { comparedAt, days, told, left }, ...state }: StreamState) {
  return {
    ...state,
    taskKind: task?.kind ?? null,
    taskFrom: task?.window?.from ?? null,
    taskTo: task?.window?.to ?? null,
    taskNewest: task?.newest ?? null,
    cursor: task?.cursor ?? null,
    comparedAt,
    recount: { days: [...days], told: [...told], left: left.map(toJson) },
  };
}

/** JSON has no bigint: amounts are text. */
type Stored<T> = T extends bigint ? string : T extends object ? { [K in keyof T]: Stored<T[K]> } : T;

const toJson = ({ day, here, there }: Difference): Stored<Difference> => ({ day, here: sumToJson(here), there: sumToJson(there) });

const sumToJson = ({ orders, totalMinor }: DaySum): Stored<DaySum> => ({ orders, totalMinor: totalMinor?.toString() ?? null });

function toRecount({ comparedAt, recount }: StreamRow): Recount {
  // Empty until the first comparison.
  const { days = [], told = [], left = [] } = recount as unknown as Partial<Stored<Omit<Recount, 'comparedAt'>>>;
  const sumOf = ({ orders, totalMinor }: Stored<DaySum>): DaySum => ({
    orders,
    totalMinor: totalMinor === null ? null : BigInt(totalMinor),
  });
  return { comparedAt, days, told, left: left.map(({ day, here, there }) => ({ day, here: sumOf(here), there: sumOf(there) })) };
}
