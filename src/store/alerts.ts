import { v7 as uuidv7 } from 'uuid';
import { alertSettingsSchema, type AlertEvent, type AlertSettings, type AlertStanding } from '@/core/alerts/alert';
import { artifactSchema, type Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { Prisma, type Database, type TenantTx } from './client';
import { setDueAt } from './due';
import { addToMessage, type NewMessage } from './messages';

export interface Alert {
  id: string;
  userId: string;
  settings: AlertSettings;
  isPaused: boolean;
}

/** An alert with how it stands and what it told last. */
export interface ListedAlert extends Alert {
  checkedAt: Date | null;
  reading: AlertReading;
  problem: string | null;
  /** Members beyond the limit; '' is the whole. */
  raised: { key: string; since: Date }[];
  events: (AlertEvent & { id: string; at: Date })[];
}

/** An alert that is to be checked, with whom it is for and the members it told of. */
export interface WatchedAlert extends Alert {
  email: string;
  raised: string[];
}

/** What the last check read. */
export interface AlertReading {
  /** Of the whole; null: unknown, or each member is watched. */
  value: number | null;
  /** Members whose value is known; 1 for a known whole. */
  known: number;
}

/** Between checks that no sync asks for: periods move with the clock. */
const CHECK_MS = 60 * 60_000;
/** Events shown of each. */
const MOST_EVENTS = 5;

type Row = Prisma.AlertGetPayload<object>;

const toAlert = ({ id, userId, isPaused, ...row }: Row): Alert => ({ id, userId, isPaused, settings: alertSettingsSchema.parse(row) });

const toRow = (settings: AlertSettings) => ({
  ...settings,
  filters: settings.filters as object[],
  condition: settings.condition as object,
  quiet: settings.quiet ?? Prisma.JsonNull,
});

/** The alerts of a person, in the order they were made. */
export async function listAlerts(db: Database, workspaceId: string, userId: string): Promise<ListedAlert[]> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const rows = await tx.alert.findMany({
      where: { workspaceId, userId },
      orderBy: { createdAt: 'asc' },
      include: {
        standings: { where: { isRaised: true }, orderBy: { since: 'desc' } },
        events: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: MOST_EVENTS },
      },
    });
    return rows.map(({ standings, events, ...row }) => ({
      ...toAlert(row),
      checkedAt: row.checkedAt,
      reading: { value: row.value, known: row.known },
      problem: row.problem,
      raised: standings.map(({ key, since }) => ({ key, since })),
      events: events.map(({ id, key, kind, value, at }) => ({ id, key, kind: kind as AlertEvent['kind'], value, at })),
    }));
  });
}

/** What an alert told, as it was then. @throws AppError not_found. */
export async function readEvidence(
  db: Database,
  workspaceId: string,
  { userId, eventId }: { userId: string; eventId: string },
): Promise<Artifact> {
  const row = await db.asWorkspace(workspaceId, (tx) =>
    tx.alertEvent.findFirst({ where: { workspaceId, id: eventId, alert: { userId } } }),
  );
  if (!row) throw noSuchAlert();
  return artifactSchema.parse(row.evidence);
}

/** @returns its id. It is checked at once. */
export async function createAlert(
  db: Database,
  workspaceId: string,
  { userId, settings, now }: { userId: string; settings: AlertSettings; now: Date },
): Promise<string> {
  const id = uuidv7();
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.alert.create({ data: { workspaceId, id, userId, ...toRow(settings), createdAt: now } });
    await setDueAt(tx, { kind: 'alert', id, workspaceId, at: now });
  });
  return id;
}

/** What may be changed of an alert; what it watches stays. */
export type AlertChange = Partial<Pick<AlertSettings, 'name' | 'condition' | 'byEmail' | 'slackChannel' | 'quiet'>> & {
  isPaused?: boolean;
};

/**
 * Change how an alert tells, or its limit, or pause it. With another limit it is looked at as if nothing had been told.
 * @throws AppError not_found.
 */
export async function changeAlert(
  db: Database,
  workspaceId: string,
  { userId, id, change, now }: { userId: string; id: string; change: AlertChange; now: Date },
): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    const row = await tx.alert.findFirst({ where: { workspaceId, userId, id } });
    if (!row) throw noSuchAlert();
    const before = toAlert(row);
    const { isPaused = before.isPaused, ...wanted } = change;
    const settings = alertSettingsSchema.parse({ ...before.settings, ...wanted });
    await tx.alert.update({ where: { workspaceId_id: { workspaceId, id } }, data: { ...toRow(settings), isPaused } });
    const { condition } = before.settings;
    if (settings.condition.value !== condition.value || settings.condition.is !== condition.is)
      await tx.alertStanding.deleteMany({ where: { workspaceId, alertId: id } });
    await setDueAt(tx, { kind: 'alert', id, workspaceId, at: isPaused ? null : now });
  });
}

/** @throws AppError not_found. */
export async function removeAlert(db: Database, workspaceId: string, { userId, id }: { userId: string; id: string }): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.alert.deleteMany({ where: { workspaceId, userId, id } });
    if (count === 0) throw noSuchAlert();
    await setDueAt(tx, { kind: 'alert', id, workspaceId, at: null });
  });
}

/** End the e-mails of all alerts of a person. They are checked and shown as before. */
export async function unsubscribeAlerts(db: Database, { workspaceId, userId }: { workspaceId: string; userId: string }): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) => tx.alert.updateMany({ where: { workspaceId, userId }, data: { byEmail: false } }));
}

/** Alerts of a workspace that are not paused, of people who belong to it. */
export async function watchedAlerts(db: Database, workspaceId: string): Promise<WatchedAlert[]> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const rows = await tx.alert.findMany({
      where: { workspaceId, isPaused: false },
      orderBy: { createdAt: 'asc' },
      include: { user: { select: { email: true } }, standings: { where: { isRaised: true }, select: { key: true } } },
    });
    const members = new Set(
      (await tx.membership.findMany({ where: { workspaceId }, select: { userId: true } })).map(({ userId }) => userId),
    );
    for (const { id } of rows.filter(({ userId }) => !members.has(userId)))
      await setDueAt(tx, { kind: 'alert', id, workspaceId, at: null });
    return rows
      .filter(({ userId }) => members.has(userId))
      .map(({ user, standings, ...row }) => ({ ...toAlert(row), email: user.email, raised: standings.map(({ key }) => key) }));
  });
}

/** What a check found: events with their evidence, and the messages that tell of them. */
export interface AlertFindings {
  events: { event: AlertEvent; evidence: Artifact }[];
  messages: readonly NewMessage[];
}

export interface CheckRecord {
  id: string;
  now: Date;
  /** When its messages may go. */
  sendAt: Date;
  found: AlertReading;
  /** What changed against what was known. */
  decide(standings: readonly AlertStanding[]): AlertFindings;
}

/**
 * Write down a check: what changed, and the messages of it, all or nothing. Two checks at once come one after the other,
 * and the second finds what the first has told.
 */
export async function recordCheck(db: Database, workspaceId: string, { id, now, sendAt, found, decide }: CheckRecord): Promise<number> {
  return db.asWorkspace(workspaceId, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`alert ${id}`}, 0))`;
    const { count } = await tx.alert.updateMany({
      where: { workspaceId, id, isPaused: false },
      data: { ...found, checkedAt: now, problem: null },
    });
    if (count === 0) return 0;
    const { events, messages } = decide(await tx.alertStanding.findMany({ where: { workspaceId, alertId: id } }));
    for (const { event, evidence } of events) await keepEvent(tx, { workspaceId, alertId: id, now, event, evidence });
    for (const message of messages) await addToMessage(tx, workspaceId, { message, now, sendAt });
    await setDueAt(tx, { kind: 'alert', id, workspaceId, at: new Date(now.getTime() + CHECK_MS) });
    return events.length;
  });
}

async function keepEvent(
  tx: TenantTx,
  {
    workspaceId,
    alertId,
    now,
    event,
    evidence,
  }: { workspaceId: string; alertId: string; now: Date; event: AlertEvent; evidence: Artifact },
): Promise<void> {
  const { key, kind, value } = event;
  const standing = { isRaised: kind === 'raised', since: now };
  const proof: object = evidence;
  await tx.alertStanding.upsert({
    where: { workspaceId_alertId_key: { workspaceId, alertId, key } },
    create: { workspaceId, alertId, key, ...standing },
    update: standing,
  });
  await tx.alertEvent.create({ data: { workspaceId, id: uuidv7(), alertId, key, kind, value, at: now, evidence: proof } });
}

/** An alert that could not be checked says why, and is checked again later. */
export async function noteProblem(
  db: Database,
  workspaceId: string,
  { id, problem, now }: { id: string; problem: string; now: Date },
): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.alert.updateMany({ where: { workspaceId, id }, data: { problem } });
    if (count > 0) await setDueAt(tx, { kind: 'alert', id, workspaceId, at: new Date(now.getTime() + CHECK_MS) });
  });
}

const noSuchAlert = (): AppError =>
  new AppError('not_found', 'There is no such alert.', { field: 'id', remedy: 'Choose one of the list.' });
