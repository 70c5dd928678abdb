import { v7 as uuidv7 } from 'uuid';
import { artifactSchema, type Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { pinPlaceSchema, pinRefreshSchema, type Pin, type PinPlace, type PinRefresh } from '@/core/pins/pin';
import { inReadingOrder, placeForNew } from '@/core/pins/places';
import type { ChatOwner } from './chats';
import type { Database, Prisma } from './client';

type Row = Prisma.PinGetPayload<object>;
type Json = Prisma.InputJsonValue;

function toPin({ workspaceId: _workspace, x, y, w, h, refresh, pinned, current, ...row }: Row): Pin {
  return {
    ...row,
    refresh: pinRefreshSchema.parse(refresh),
    pinned: artifactSchema.parse(pinned),
    current: artifactSchema.parse(current),
    place: pinPlaceSchema.parse({ x, y, w, h }),
  };
}

/** The pins of a person, in the order they are read on the dashboard. */
export async function listPins(db: Database, workspaceId: string, userId: string): Promise<Pin[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) => tx.pin.findMany({ where: { workspaceId, userId } }));
  return inReadingOrder(rows).map(toPin);
}

/** A pin of a person's. @throws AppError not_found. */
export async function getPinOrThrow(db: Database, { workspaceId, userId }: ChatOwner, id: string): Promise<Pin> {
  const row = await db.asWorkspace(workspaceId, (tx) => tx.pin.findFirst({ where: { workspaceId, userId, id } }));
  if (!row) throw noSuchPin();
  return toPin(row);
}

/** Which answers of a thread are on the person's dashboard: ids of pins by those of messages. */
export async function pinsOfChat(db: Database, { workspaceId, userId }: ChatOwner, chatId: string): Promise<Map<string, string>> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const messages = await tx.message.findMany({ where: { workspaceId, chatId, chat: { userId } }, select: { id: true } });
    const pins = await tx.pin.findMany({
      where: { workspaceId, userId, messageId: { in: messages.map(({ id }) => id) } },
      select: { id: true, messageId: true },
    });
    return new Map(pins.map(({ id, messageId }) => [messageId, id]));
  });
}

/** An answer as it stands in a thread, with what is needed to make it again. */
export interface AnswerToPin {
  messageId: string;
  artifact: Artifact;
  /** When it was computed. */
  asOf: Date;
  question: string;
  /** Nothing was asked before it in its thread. */
  isFirst: boolean;
}

/** An answer in a thread of the person's. @throws AppError not_found. */
export async function readAnswerToPin(db: Database, { workspaceId, userId }: ChatOwner, messageId: string): Promise<AnswerToPin> {
  return db.asWorkspace(workspaceId, async (tx) => {
    const message = await tx.message.findFirst({ where: { workspaceId, id: messageId, chat: { userId } }, include: { artifact: true } });
    if (!message?.artifact)
      throw new AppError('not_found', 'This answer is not kept, or it is not in a thread of yours.', {
        field: 'messageId',
        remedy: 'Ask the question again, then pin its answer.',
      });
    const asked = await tx.message.findFirst({
      where: { workspaceId, chatId: message.chatId, role: 'user', position: { lt: message.position } },
      orderBy: { position: 'desc' },
    });
    return {
      messageId,
      artifact: artifactSchema.parse(message.artifact.body),
      asOf: message.artifact.createdAt,
      question: textOf(asked?.parts),
      isFirst: asked?.position === 0,
    };
  });
}

function textOf(parts: unknown): string {
  const list = Array.isArray(parts) ? (parts as { type?: string; text?: string }[]) : [];
  return list
    .flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : []))
    .join(' ')
    .trim();
}

export interface NewPin {
  answer: AnswerToPin;
  title: string;
  refresh: PinRefresh;
  now: Date;
}

/** Keep an answer on a person's dashboard. An answer that is there already stays as it is. */
export async function createPin(
  db: Database,
  { workspaceId, userId }: ChatOwner,
  { answer, title, refresh, now }: NewPin,
): Promise<{ id: string; title: string }> {
  const body = answer.artifact as unknown as Json;
  return db.asWorkspace(workspaceId, async (tx) => {
    const taken = await tx.pin.findMany({ where: { workspaceId, userId }, select: { x: true, y: true, w: true, h: true } });
    await tx.pin.createMany({
      data: [
        {
          workspaceId,
          id: uuidv7(),
          userId,
          messageId: answer.messageId,
          title,
          question: answer.question,
          refresh: refresh as unknown as Json,
          pinned: body,
          pinnedAsOf: answer.asOf,
          current: body,
          currentAsOf: answer.asOf,
          triedAt: answer.asOf,
          createdAt: now,
          ...placeForNew(taken),
        },
      ],
      skipDuplicates: true,
    });
    return tx.pin.findFirstOrThrow({ where: { workspaceId, userId, messageId: answer.messageId }, select: { id: true, title: true } });
  });
}

/** Give a pin another title, or another way of being made again. @throws AppError not_found. */
export async function updatePin(
  db: Database,
  { workspaceId, userId }: ChatOwner,
  { id, title, refresh }: { id: string; title: string; refresh: PinRefresh },
): Promise<void> {
  const { count } = await db.asWorkspace(workspaceId, (tx) =>
    tx.pin.updateMany({ where: { workspaceId, userId, id }, data: { title, refresh: refresh as unknown as Json } }),
  );
  if (count === 0) throw noSuchPin();
}

/** Where cards stand now; those that are gone meanwhile are passed over. */
export async function placePins(
  db: Database,
  { workspaceId, userId }: ChatOwner,
  places: readonly (PinPlace & { id: string })[],
): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    for (const { id, x, y, w, h } of places) await tx.pin.updateMany({ where: { workspaceId, userId, id }, data: { x, y, w, h } });
  });
}

/** What came of making a pin again: the answer of now, or why there is none; then the last one stays. */
export type PinRefreshed = { artifact: Artifact; asOf: Date } | { problem: string };

export async function keepRefreshed(
  db: Database,
  { workspaceId, userId }: ChatOwner,
  { id, refreshed, now }: { id: string; refreshed: PinRefreshed; now: Date },
): Promise<void> {
  const made =
    'artifact' in refreshed
      ? { current: refreshed.artifact as unknown as Json, currentAsOf: refreshed.asOf, problem: null }
      : { problem: refreshed.problem };
  await db.asWorkspace(workspaceId, (tx) => tx.pin.updateMany({ where: { workspaceId, userId, id }, data: { ...made, triedAt: now } }));
}

/** Take a pin off the dashboard; its links end with it. @throws AppError not_found. */
export async function removePin(db: Database, { workspaceId, userId }: ChatOwner, id: string): Promise<void> {
  const { count } = await db.asWorkspace(workspaceId, (tx) => tx.pin.deleteMany({ where: { workspaceId, userId, id } }));
  if (count === 0) throw noSuchPin();
}

export const noSuchPin = (): AppError =>
  new AppError('not_found', 'This pin is not on your dashboard.', { field: 'id', remedy: 'Load the page again.' });
