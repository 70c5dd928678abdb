import { UNCOMPARED, type Recount } from './reconcile';

/** A stretch of the source's own clock: `from` inclusive, `to` exclusive. */
export interface Window {
  from: Date;
  to: Date;
}

/** How a stream can be asked. */
export interface StreamRules {
  /** What a window means: when records last changed, when they were made, or nothing (all there is, each time). */
  by: 'updated' | 'created' | 'snapshot';
  /** Longest window one request may ask for, in days. Absent: any. */
  windowDays?: number;
  /** Once the newest days are read, the past is asked for so many days at a time. Absent: as many as at first. */
  pastDays?: number;
  /** A delta begins this long before the newest stamp seen: lists are complete only after a while. */
  overlapMs: number;
  /** A window ends this long before now, where the vendor refuses or does not yet list what is newer. */
  lagMs?: number;
  /** Records change without a stamp for so many days: they are read again once a day. */
  rescanDays?: number;
}

/** A window being read, and how far it has been read. */
export interface Task {
  kind: 'backfill' | 'delta' | 'rescan' | 'snapshot' | 'recount';
  /** Null for a snapshot. */
  window: Window | null;
  /** Where the last page ended; null before the first. */
  cursor: string | null;
  /** Newest stamp on its pages so far. */
  newest: Date | null;
}

/** How far a stream has been read. Everything in it comes from pages that are in the store. */
export interface StreamState {
  /** Everything from here to `readTo` has been read; null before the first window. */
  readFrom: Date | null;
  /** The newest stamp of the source that was read: the next delta begins here, less the overlap. */
  readTo: Date | null;
  task: Task | null;
  /** When the last delta or snapshot ended, on our clock. */
  refreshedAt: Date | null;
  /** When the trailing days were last read again to their end. */
  rescannedAt: Date | null;
  /** How far the days have been compared with what the platform says of them: of orders only. */
  recount: Recount;
}

export const UNREAD: StreamState = {
  readFrom: null,
  readTo: null,
  task: null,
  refreshedAt: null,
  rescannedAt: null,
  recount: UNCOMPARED,
};

export interface PlanInput {
  now: Date;
  /** Nothing is older: the account was opened then. */
  since: Date;
  /** What changed is asked for when the last reading is older than this. */
  staleMs: number;
}

/** True when some of a stream's past has not been read. */
export function isPastLeft({ by }: StreamRules, { readFrom }: StreamState, since: Date): boolean {
  return by !== 'snapshot' && (readFrom === null || readFrom > since);
}

const DAY_MS = 86_400_000;
/** The past is read in windows of so many days, the newest first: one is soon read, and few are needed. */
const BACKFILL_DAYS = 30;
/** Trailing days are read again once a day. */
const RESCAN_MS = DAY_MS;
/**
 * Where the vendor does not mind, a window ends so far ahead: a change of this very second is in it, whatever the vendor's
 * clock says and however its stamps are cut.
 */
const AHEAD_MS = 3_600_000;

/** The order of what is to be done: what is not known at all, what is stale, the past, what may have changed, days that differ. */
export const PRIORITY = ['first', 'stale', 'past', 'rescan', 'recount'] as const;
export type Priority = (typeof PRIORITY)[number];

/** What to read next of a stream, and how pressing it is; null when there is nothing to do now. */
export function nextTask(rules: StreamRules, state: StreamState, input: PlanInput): { task: Task; priority: Priority } | null {
  const { now, since, staleMs } = input;
  const end = endOf(rules, now);
  const isStale = state.refreshedAt === null || now.getTime() - state.refreshedAt.getTime() >= staleMs;
  if (state.task) return { task: state.task, priority: priorityOf(state.task, state, isStale) };
  if (rules.by === 'snapshot') return isStale ? start('snapshot', null, state.refreshedAt === null ? 'first' : 'stale') : null;
  if (state.readFrom === null || state.readTo === null)
    return end > since ? start('backfill', newestWindow(rules, { from: since, to: end }), 'first') : null;
  if (isStale) {
    const from = new Date(Math.max(since.getTime(), state.readTo.getTime() - rules.overlapMs));
    if (from < end) return start('delta', oldestWindow(rules, from, end), 'stale');
  }
  if (state.readFrom > since) return start('backfill', newestWindow(rules, { from: since, to: state.readFrom }, rules.pastDays), 'past');
  const isDue = state.rescannedAt === null || now.getTime() - state.rescannedAt.getTime() >= RESCAN_MS;
  if (rules.rescanDays === undefined || !isDue) return null;
  const from = new Date(Math.max(since.getTime(), end.getTime() - rules.rescanDays * DAY_MS));
  return from < end ? start('rescan', newestWindow(rules, { from, to: end }), 'rescan') : null;
}

const endOf = ({ lagMs }: StreamRules, now: Date): Date => new Date(now.getTime() + (lagMs === undefined ? AHEAD_MS : -lagMs));

/** The end of a window that held nothing: what was asked for ahead of now may still come. */
const reachedBy = ({ to }: Window, { now }: PlanInput): Date => (to < now ? to : now);

/** What was begun is ended first: it stands before what is stale of its stream. */
function priorityOf({ kind }: Task, { readTo, refreshedAt }: StreamState, isStale: boolean): Priority {
  if (kind === 'snapshot') return refreshedAt === null ? 'first' : 'stale';
  if (kind === 'backfill' && readTo === null) return 'first';
  if (kind === 'delta' || isStale) return 'stale';
  return kind === 'backfill' ? 'past' : kind;
}

const start = (kind: Task['kind'], window: Window | null, priority: Priority): { task: Task; priority: Priority } => ({
  task: { kind, window, cursor: null, newest: null },
  priority,
});

/** The last days of a stretch, as many as one request may ask for. */
function newestWindow({ windowDays = Infinity }: StreamRules, { from, to }: Window, most = BACKFILL_DAYS): Window {
  const days = Math.min(windowDays, most);
  return { from: new Date(Math.max(from.getTime(), to.getTime() - days * DAY_MS)), to };
}

/** The first days of a stretch: a delta that is cut off must not leave a hole behind the newest stamp. */
function oldestWindow({ windowDays }: StreamRules, from: Date, to: Date): Window {
  return { from, to: windowDays === undefined ? to : new Date(Math.min(to.getTime(), from.getTime() + windowDays * DAY_MS)) };
}

/** The state after a page of a task is in the store. `next` null: it was the last page of its window. */
export function afterPage(
  rules: StreamRules,
  state: StreamState,
  { task, page, input }: { task: Task; page: { next: string | null; newest: Date | null }; input: PlanInput },
): StreamState {
  const newest = laterOf(task.newest, page.newest);
  if (page.next !== null) return { ...state, task: { ...task, cursor: page.next, newest } };
  const done: StreamState = { ...state, task: null };
  const { window } = task;
  // A day was read by when its orders were made: how far the stream was read is another matter.
  if (task.kind === 'recount') return done;
  if (window === null) return { ...done, refreshedAt: input.now, readTo: laterOf(state.readTo, newest) };
  if (task.kind === 'backfill') {
    // Of the first window, its newest stamp; where it held nothing, its end less the overlap cannot have been missed.
    const isFirst = state.readTo === null;
    return {
      ...done,
      readFrom: window.from,
      readTo: isFirst ? (newest ?? reachedBy(window, input)) : state.readTo,
      refreshedAt: isFirst ? input.now : state.refreshedAt,
    };
  }
  if (task.kind === 'delta') {
    // A whole window may have others behind it: its end counts, as nothing newer was asked for.
    const isLast = rules.windowDays === undefined || window.to.getTime() - window.from.getTime() < rules.windowDays * DAY_MS;
    return {
      ...done,
      readTo: isLast ? laterOf(state.readTo, newest) : laterOf(window.to, newest),
      refreshedAt: isLast ? input.now : state.refreshedAt,
    };
  }
  return afterRescan(rules, done, { window, input });
}

/** A rescan goes back window by window like the past, and is done once a day. */
function afterRescan(rules: StreamRules, done: StreamState, { window, input }: { window: Window; input: PlanInput }): StreamState {
  const oldest = Math.max(input.since.getTime(), endOf(rules, input.now).getTime() - (rules.rescanDays ?? 0) * DAY_MS);
  if (window.from.getTime() <= oldest) return { ...done, rescannedAt: input.now };
  const next = newestWindow(rules, { from: new Date(oldest), to: window.from });
  return { ...done, task: { kind: 'rescan', window: next, cursor: null, newest: null } };
}

const laterOf = (one: Date | null, other: Date | null): Date | null => {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
};
