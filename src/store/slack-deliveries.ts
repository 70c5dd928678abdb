import { randomUUID } from 'node:crypto';
import type { Database, Prisma } from './client';
import type { SlackTeam } from './slack-installations';

/** A request that is being answered. */
export interface SlackRequestRow {
  id: string;
  teamId: string;
  body: Record<string, unknown>;
}

interface DeliveryKey {
  workspaceId: string;
  deliveryId: string;
}

/** A request is tried so often when whoever works on it dies; then it is given up. */
const MOST_ATTEMPTS = 3;

/** Keep a request. @returns its id, or null when it is here already: Slack sends again what it thinks was lost. */
export async function keepSlackDelivery(
  db: Database,
  { body, ...delivery }: SlackTeam & { deliveryKey: string; receivedAt: Date; body: Record<string, unknown> },
): Promise<string | null> {
  const id = randomUUID();
  const { count } = await db.asWorkspace(delivery.workspaceId, (tx) =>
    tx.slackDelivery.createMany({ data: [{ ...delivery, id, body: body as Prisma.InputJsonValue }], skipDuplicates: true }),
  );
  return count === 0 ? null : id;
}

/** Take a request to work on it. @returns null when it is done, given up, or somebody else is at it. */
export async function claimSlackDelivery(
  db: Database,
  { workspaceId, deliveryId, now, leaseMs }: DeliveryKey & { now: Date; leaseMs: number },
): Promise<SlackRequestRow | null> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.slackDelivery.updateMany({
      where: {
        workspaceId,
        id: deliveryId,
        processedAt: null,
        attempts: { lt: MOST_ATTEMPTS },
        OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }],
      },
      data: { leaseUntil: new Date(now.getTime() + leaseMs), attempts: { increment: 1 } },
    });
    if (count === 0) return null;
    const row = await tx.slackDelivery.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: deliveryId } } });
    return { id: row.id, teamId: row.teamId, body: row.body as Record<string, unknown> };
  });
}

/** A request is done with. What it said is kept only where it may have to be read again. */
export async function endSlackDelivery(
  db: Database,
  { workspaceId, deliveryId, outcome, keepsBody, now }: DeliveryKey & { outcome: string; keepsBody: boolean; now: Date },
): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) =>
    tx.slackDelivery.updateMany({
      where: { workspaceId, id: deliveryId },
      data: { processedAt: now, outcome, leaseUntil: null, ...(keepsBody ? {} : { body: {} }) },
    }),
  );
}

/** Have a request answered after all, whose sender was not known when it came. @returns whether there is one. */
export async function reopenSlackDelivery(db: Database, { workspaceId, deliveryId }: DeliveryKey): Promise<boolean> {
  const { count } = await db.asWorkspace(workspaceId, (tx) =>
    tx.slackDelivery.updateMany({
      where: { workspaceId, id: deliveryId, processedAt: { not: null }, outcome: 'unlinked' },
      data: { processedAt: null, outcome: null, attempts: 0 },
    }),
  );
  return count > 0;
}

/** Requests of a team that nobody finished and nobody is at. */
export async function leftSlackDeliveries(db: Database, { workspaceId, teamId }: SlackTeam, now: Date): Promise<string[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.slackDelivery.findMany({
      where: {
        workspaceId,
        teamId,
        processedAt: null,
        attempts: { lt: MOST_ATTEMPTS },
        OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }],
      },
      orderBy: { receivedAt: 'asc' },
      select: { id: true },
    }),
  );
  return rows.map(({ id }) => id);
}

/** Whether requests of a team are still to be finished, by whomever. */
export async function hasOpenSlackDeliveries(db: Database, { workspaceId, teamId }: SlackTeam): Promise<boolean> {
  const open = { workspaceId, teamId, processedAt: null, attempts: { lt: MOST_ATTEMPTS } };
  return (await db.asWorkspace(workspaceId, (tx) => tx.slackDelivery.count({ where: open }))) > 0;
}

/** Take away what is only kept to know repeats, once Slack repeats it no more, and invitations that are over. */
export async function dropOldSlackDeliveries(db: Database, { workspaceId, teamId }: SlackTeam, before: Date): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.slackDelivery.deleteMany({ where: { workspaceId, teamId, receivedAt: { lt: before } } });
    await tx.slackLinkTicket.deleteMany({ where: { workspaceId, teamId, expiresAt: { lt: before } } });
  });
}

/** A thread in Slack, as one person goes on in it. */
export interface SlackThreadKey extends SlackTeam {
  channelId: string;
  threadTs: string;
  userId: string;
}

/** The chat that a thread is for a person, or null when they have not asked in it. */
export async function chatOfSlackThread(db: Database, key: SlackThreadKey): Promise<string | null> {
  const row = await db.asWorkspace(key.workspaceId, (tx) =>
    tx.slackThread.findUnique({ where: { workspaceId_teamId_channelId_threadTs_userId: key } }),
  );
  return row?.chatId ?? null;
}

/** Remember that a thread is a chat. The chat must be there. */
export async function saveSlackThread(db: Database, key: SlackThreadKey, chatId: string): Promise<void> {
  await db.asWorkspace(key.workspaceId, (tx) =>
    tx.slackThread.upsert({
      where: { workspaceId_teamId_channelId_threadTs_userId: key },
      create: { ...key, chatId },
      update: { chatId },
    }),
  );
}
