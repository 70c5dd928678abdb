import { v7 as uuidv7 } from 'uuid';
import { digestSettingsSchema, type DigestSettings } from '@/core/digest/digest';
import { latestDigest, nextDigest } from '@/core/digest/schedule';
import { AppError } from '@/core/errors';
import type { Database, Prisma, TenantTx } from './client';
import { setDueAt } from './due';
import { queueMessage, type NewMessage } from './messages';

export interface Digest {
  id: string;
  userId: string;
  settings: DigestSettings;
  isPaused: boolean;
  unsubscribedAt: Date | null;
}

/** A digest with what is to come and what came of it last. */
export interface ListedDigest extends Digest {
  nextAt: Date | null;
  last: { dueAt: Date; outcome: string; note: string } | null;
}

export interface DueDigest extends Digest {
  dueAt: Date;
  /** Whom it goes to. */
  email: string;
}

type Row = Prisma.DigestGetPayload<object>;

function toDigest({ id, userId, isPaused, unsubscribedAt, ...row }: Row): Digest {
  return { id, userId, isPaused, unsubscribedAt, settings: digestSettingsSchema.parse(row) };
}

const toRow = ({ name, schedule, sections, byEmail, slackChannel, whenStale }: DigestSettings) => ({
  name,
  schedule: schedule as object,
  sections: sections as object[],
  byEmail,
  slackChannel,
  whenStale,
});

interface Clock {
  now: Date;
  timeZone: string;
}

/** The digests of a person, in the order they were made. */
export async function listDigests(db: Database, workspaceId: string, userId: string): Promise<ListedDigest[]> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const rows = await tx.digest.findMany({
      where: { workspaceId, userId },
      orderBy: { createdAt: 'asc' },
      include: { runs: { orderBy: { dueAt: 'desc' }, take: 1, select: { dueAt: true, outcome: true, note: true } } },
    });
    const due = await tx.due.findMany({ where: { kind: 'digest', id: { in: rows.map(({ id }) => id) } } });
    const nextOf = new Map(due.map(({ id, at }) => [id, at]));
    return rows.map(({ runs, ...row }) => ({ ...toDigest(row), nextAt: nextOf.get(row.id) ?? null, last: runs[0] ?? null }));
  });
}

/** @returns its id. */
export async function createDigest(
  db: Database,
  workspaceId: string,
  { userId, settings, clock }: { userId: string; settings: DigestSettings; clock: Clock },
): Promise<string> {
  const id = uuidv7();
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.digest.create({ data: { workspaceId, id, userId, ...toRow(settings), createdAt: clock.now } });
    await schedule(tx, { workspaceId, id, settings, clock });
  });
  return id;
}

/** Change what a digest is, or pause it, or let it go on. @throws AppError not_found. */
export async function updateDigest(
  db: Database,
  workspaceId: string,
  { userId, id, settings, isPaused, clock }: { userId: string; id: string; settings: DigestSettings; isPaused: boolean; clock: Clock },
): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.digest.updateMany({
      where: { workspaceId, userId, id },
      // Who asks for e-mails again is not unsubscribed any more.
      data: { ...toRow(settings), isPaused, ...(settings.byEmail ? { unsubscribedAt: null } : {}) },
    });
    if (count === 0) throw noSuchDigest();
    await schedule(tx, { workspaceId, id, settings, clock, isPaused });
  });
}

/** @throws AppError not_found. */
export async function removeDigest(db: Database, workspaceId: string, { userId, id }: { userId: string; id: string }): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.digest.deleteMany({ where: { workspaceId, userId, id } });
    if (count === 0) throw noSuchDigest();
    await setDueAt(tx, { kind: 'digest', id, workspaceId, at: null });
  });
}

/** Null when it is not there any more. */
export async function readDigestName(db: Database, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.asWorkspace(workspaceId, (tx) =>
    tx.digest.findUnique({ where: { workspaceId_id: { workspaceId, id } }, select: { name: true } }),
  );
  return row?.name ?? null;
}

/** End the e-mails of a digest. Where it goes nowhere else it is paused. @returns its name; null when it is not there any more. */
export async function unsubscribeDigest(
  db: Database,
  { workspaceId, id }: { workspaceId: string; id: string },
  now: Date,
): Promise<string | null> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const row = await tx.digest.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
    if (!row) return null;
    const isPaused = row.isPaused || row.slackChannel === null;
    await tx.digest.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { byEmail: false, unsubscribedAt: row.unsubscribedAt ?? now, isPaused },
    });
    if (isPaused) await setDueAt(tx, { kind: 'digest', id, workspaceId, at: null });
    return row.name;
  });
}

/** A digest that is due by now, with its moment; null when it is not (any more). */
export async function readDueDigest(
  db: Database,
  { workspaceId, id }: { workspaceId: string; id: string },
  { now, timeZone }: Clock,
): Promise<DueDigest | null> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const due = await tx.due.findUnique({ where: { kind_id: { kind: 'digest', id } } });
    if (!due || due.at > now) return null;
    const row = await tx.digest.findUnique({
      where: { workspaceId_id: { workspaceId, id } },
      include: { user: { select: { email: true } } },
    });
    if (!row) return null;
    const { user, ...digest } = row;
    // Whoever has left the workspace is told nothing of it any more.
    if (!(await tx.membership.findUnique({ where: { workspaceId_userId: { workspaceId, userId: row.userId } }, select: { role: true } }))) {
      await setDueAt(tx, { kind: 'digest', id, workspaceId, at: null });
      return null;
    }
    const { settings, ...rest } = toDigest(digest);
    return { ...rest, settings, dueAt: latestDigest(settings.schedule, now, timeZone), email: user.email };
  });
}

/**
 * Write down what came of a digest, put its messages into the queue and say when it is due next: all or nothing, and once
 * for each moment, whoever else made the same digest. One that was removed meanwhile is not sent.
 * @returns whether it was not done before.
 */
export async function finishDigest(
  db: Database,
  workspaceId: string,
  {
    digest,
    outcome,
    note,
    messages,
    clock,
  }: {
    digest: Pick<DueDigest, 'id' | 'dueAt'>;
    outcome: 'sent' | 'skipped';
    note: string;
    messages: readonly NewMessage[];
    clock: Clock;
  },
): Promise<boolean> {
  const { id, dueAt } = digest;
  return db.asWorkspace(workspaceId, async (tx) => {
    const row = await tx.digest.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
    if (!row) return false;
    const { count } = await tx.digestRun.createMany({
      data: [{ workspaceId, digestId: id, dueAt, outcome, note, at: clock.now }],
      skipDuplicates: true,
    });
    if (count > 0) for (const message of messages) await queueMessage(tx, workspaceId, { message, now: clock.now });
    // As it is now: it may have been changed or paused while it was made.
    await schedule(tx, { workspaceId, id, settings: toDigest(row).settings, clock, isPaused: row.isPaused });
    return count > 0;
  });
}

/** Try a digest again later: it could not be made. */
export async function postponeDigest(db: Database, { workspaceId, id }: { workspaceId: string; id: string }, at: Date): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) => tx.due.updateMany({ where: { kind: 'digest', id }, data: { at } }));
}

/** What lies between was missed, while nothing ran: one digest stands for it. */
async function schedule(
  tx: TenantTx,
  {
    workspaceId,
    id,
    settings,
    clock,
    isPaused = false,
  }: { workspaceId: string; id: string; settings: DigestSettings; clock: Clock; isPaused?: boolean },
): Promise<void> {
  const isSent = !isPaused && (settings.byEmail || settings.slackChannel !== null);
  await setDueAt(tx, { kind: 'digest', id, workspaceId, at: isSent ? nextDigest(settings.schedule, clock.now, clock.timeZone) : null });
}

const noSuchDigest = (): AppError =>
  new AppError('not_found', 'There is no such digest.', { field: 'id', remedy: 'Choose one of the list.' });
