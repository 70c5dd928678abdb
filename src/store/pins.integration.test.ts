import { createHash, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { newArtifact } from '@/core/artifact/artifact';
import type { Workspace } from '@/core/model/workspace';
import { onEveryDatabase } from '~/tests/support/databases';
import { newWorkspace } from '~/tests/support/workspaces';
import { saveAnswer, saveQuestion } from './chats';
import type { Database } from './client';
import { createPin, getPinOrThrow, keepRefreshed, listPins, pinsOfChat, placePins, readAnswerToPin, removePin, updatePin } from './pins';
import { createShareLink, findSharedPin, listShareLinks, revokeShareLink } from './share-links';
import { ensureMembership, ensureUser, type Role } from './users';

const NOW = new Date('2026-03-15T12:00:00Z');
const LATER = new Date('2026-04-14T12:00:00Z');
const hash = (token: string): string => createHash('sha256').update(token).digest('hex');

async function person(db: Database, workspace: Workspace, role: Role = 'owner') {
  const user = await ensureUser(db, { email: `${randomUUID()}@example.com`, name: 'Ann', passwordHash: 'none' });
  await ensureMembership(db, user.id, { workspaceId: workspace.id, role });
  return { workspaceId: workspace.id, userId: user.id };
}

type Owner = Awaited<ReturnType<typeof person>>;

async function answered(db: Database, owner: Owner, { chatId = randomUUID() as string, text = 'What were my sales?' } = {}) {
  const [messageId, answerId] = [randomUUID(), randomUUID()];
  await saveQuestion(db, owner, { chatId, messageId, text });
  const artifact = newArtifact('answer', 'Net sales', 'You sold.');
  const message = { id: answerId, role: 'assistant' as const, parts: [], meta: {}, artifact };
  await saveAnswer(db, owner, { chatId, afterMessageId: messageId, message });
  return { chatId, answerId };
}

async function pinned(db: Database, owner: Owner): Promise<{ id: string; answerId: string; chatId: string }> {
  const { answerId, chatId } = await answered(db, owner);
  const answer = await readAnswerToPin(db, owner, answerId);
  const { id } = await createPin(db, owner, { answer, title: 'Sales', refresh: { kind: 'question' }, now: NOW });
  return { id, answerId, chatId };
}

onEveryDatabase('pins', (get) => {
  it('reads an answer with its question, and whether it stands alone', async () => {
    const { db } = get();
    const owner = await person(db, await newWorkspace(db));
    const first = await answered(db, owner);
    expect(await readAnswerToPin(db, owner, first.answerId)).toMatchObject({ question: 'What were my sales?', isFirst: true });
    const second = await answered(db, owner, { chatId: first.chatId, text: 'and by month?' });
    expect(await readAnswerToPin(db, owner, second.answerId)).toMatchObject({ question: 'and by month?', isFirst: false });
    await expect(readAnswerToPin(db, owner, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps an answer once, each in a place of its own', async () => {
    const { db } = get();
    const owner = await person(db, await newWorkspace(db));
    const { id, answerId, chatId } = await pinned(db, owner);
    const answer = await readAnswerToPin(db, owner, answerId);
    const again = await createPin(db, owner, { answer, title: 'Another title', refresh: { kind: 'question' }, now: LATER });
    expect(again).toEqual({ id, title: 'Sales' });
    await pinned(db, owner);
    const pins = await listPins(db, owner.workspaceId, owner.userId);
    expect(pins.map(({ title, place }) => [title, place.x, place.y])).toEqual([
      ['Sales', 0, 0],
      ['Sales', 6, 0],
    ]);
    expect(await pinsOfChat(db, owner, chatId)).toEqual(new Map([[answerId, id]]));
  });

  it('keeps its last figures when it could not be made again, and says why', async () => {
    const { db } = get();
    const owner = await person(db, await newWorkspace(db));
    const { id } = await pinned(db, owner);
    const artifact = newArtifact('answer', 'Net sales', 'You sold more.');
    await keepRefreshed(db, owner, { id, refreshed: { artifact, asOf: NOW }, now: NOW });
    await keepRefreshed(db, owner, { id, refreshed: { problem: 'Etsy does not answer.' }, now: LATER });
    const pin = await getPinOrThrow(db, owner, id);
    expect(pin).toMatchObject({ current: { prose: 'You sold more.' }, pinned: { prose: 'You sold.' }, problem: 'Etsy does not answer.' });
    expect([pin.currentAsOf, pin.triedAt]).toEqual([NOW, LATER]);
  });

  it('belongs to one person in one workspace: nobody else reads, moves, renames or ends it', async () => {
    const { db } = get();
    const workspace = await newWorkspace(db);
    const owner = await person(db, workspace);
    const { id, answerId } = await pinned(db, owner);
    const others = [await person(db, workspace), { ...owner, workspaceId: (await newWorkspace(db)).id }];
    const place = { x: 3, y: 9, w: 4, h: 4 };
    for (const other of others) {
      expect(await listPins(db, other.workspaceId, other.userId)).toEqual([]);
      await placePins(db, other, [{ id, ...place }]);
      await keepRefreshed(db, other, { id, refreshed: { problem: 'x' }, now: LATER });
      const attempts = [
        () => getPinOrThrow(db, other, id),
        () => readAnswerToPin(db, other, answerId),
        () => updatePin(db, other, { id, title: 'Mine', refresh: { kind: 'never' } }),
        () => removePin(db, other, id),
        () => createShareLink(db, other, { pinId: id, tokenHash: hash(randomUUID()), now: NOW, expiresAt: LATER }),
      ];
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await getPinOrThrow(db, owner, id)).toMatchObject({ title: 'Sales', problem: null, place: { x: 0, y: 0 } });
    await placePins(db, owner, [{ id, ...place }]);
    await updatePin(db, owner, { id, title: 'Mine', refresh: { kind: 'never' } });
    expect(await getPinOrThrow(db, owner, id)).toMatchObject({ title: 'Mine', refresh: { kind: 'never' }, place });
  });
});

onEveryDatabase('share links', (get) => {
  const open = async (role: Role = 'analyst') => {
    const { db } = get();
    const workspace = await newWorkspace(db);
    const owner = await person(db, workspace, role);
    const { id: pinId } = await pinned(db, owner);
    const token = randomUUID();
    const id = await createShareLink(db, owner, { pinId, tokenHash: hash(token), now: NOW, expiresAt: LATER });
    return { db, workspace, owner, pinId, token, id };
  };

  it('opens the answer as last refreshed to whoever has the token, until it ends', async () => {
    const { db, owner, pinId, token, id } = await open();
    const artifact = newArtifact('answer', 'Net sales', 'You sold more.');
    await keepRefreshed(db, owner, { id: pinId, refreshed: { artifact, asOf: NOW }, now: NOW });
    const shared = { title: 'Sales', artifact: { prose: 'You sold more.' }, sharedBy: 'Ann', sharedAt: NOW, expiresAt: LATER };
    expect(await findSharedPin(db, hash(token), NOW)).toMatchObject(shared);
    expect(await findSharedPin(db, token, NOW)).toBeNull();
    expect(await findSharedPin(db, hash(token), LATER)).toBeNull();
    await revokeShareLink(db, owner, { pinId, id, now: NOW });
    await revokeShareLink(db, owner, { pinId, id, now: LATER });
    expect(await findSharedPin(db, hash(token), NOW)).toBeNull();
    expect(await listShareLinks(db, owner, pinId)).toEqual([{ id, createdAt: NOW, expiresAt: LATER, revokedAt: NOW }]);
  });

  it('ends with its pin, and when whoever made it leaves or may only look', async () => {
    const first = await open();
    await removePin(first.db, first.owner, first.pinId);
    expect(await findSharedPin(first.db, hash(first.token), NOW)).toBeNull();
    expect(await first.db.shared.shareRoute.count({ where: { workspaceId: first.workspace.id } })).toBe(0);
    const second = await open();
    const key = { workspaceId_userId: { workspaceId: second.workspace.id, userId: second.owner.userId } };
    await second.db.asWorkspace(second.workspace.id, (tx) => tx.membership.update({ where: key, data: { role: 'viewer' } }));
    expect(await findSharedPin(second.db, hash(second.token), NOW)).toBeNull();
    await second.db.asWorkspace(second.workspace.id, (tx) => tx.membership.delete({ where: key }));
    expect(await findSharedPin(second.db, hash(second.token), NOW)).toBeNull();
  });

  it('is listed and ended by the person of its pin only', async () => {
    const { db, workspace, owner, pinId, token, id } = await open();
    const stranger = await person(db, workspace);
    expect(await listShareLinks(db, stranger, pinId)).toEqual([]);
    await expect(revokeShareLink(db, stranger, { pinId, id, now: NOW })).rejects.toMatchObject({ code: 'not_found' });
    const elsewhere = { ...owner, workspaceId: (await newWorkspace(db)).id };
    expect(await listShareLinks(db, elsewhere, pinId)).toEqual([]);
    expect(await findSharedPin(db, hash(token), NOW)).not.toBeNull();
    expect(await db.asWorkspace(elsewhere.workspaceId, (tx) => tx.shareRoute.count())).toBe(0);
  });
});
