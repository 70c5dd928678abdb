import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { SETTINGS } from '~/tests/support/workspaces';
import { newArtifact } from '@/core/artifact/artifact';
import {
  deleteChat,
  findChat,
  getArtifactOrThrow,
  getChatOrThrow,
  listChats,
  renameChat,
  replaceArtifact,
  saveAnswer,
  saveQuestion,
  type ChatOwner,
  type StoredMessage,
} from './chats';
import type { Database } from './client';
import { ensureMembership, ensureUser, findCredentials } from './users';
import { ensureWorkspace, listWorkspacesOf } from './workspaces';

async function newOwner(db: Database): Promise<ChatOwner> {
  const name = uuidv7();
  const workspace = await ensureWorkspace(db, name, SETTINGS);
  const user = await ensureUser(db, { email: `${name}@example.com`, name: 'Kim', passwordHash: 'none' });
  await ensureMembership(db, user.id, { workspaceId: workspace.id, role: 'owner' });
  return { workspaceId: workspace.id, userId: user.id };
}

function answer(prose: string): StoredMessage {
  return {
    id: uuidv7(),
    role: 'assistant',
    parts: [{ type: 'text', text: prose }],
    meta: { ms: 12 },
    artifact: newArtifact('answer', 'Title', prose),
  };
}

/** A thread with one question and its answer. */
async function newThread(
  db: Database,
  owner: ChatOwner,
  question = 'Net sales?',
): Promise<{ chatId: string; questionId: string; answerId: string }> {
  const [chatId, questionId, message] = [uuidv7(), uuidv7(), answer('It was much.')];
  await saveQuestion(db, owner, { chatId, messageId: questionId, text: question });
  await saveAnswer(db, owner, { chatId, afterMessageId: questionId, message });
  return { chatId, questionId, answerId: message.id };
}

onEveryDatabase('threads', (get) => {
  it('give the artifact of an answer to its person only', async () => {
    const { db } = get();
    const [owner, other] = [await newOwner(db), await newOwner(db)];
    const { answerId, questionId } = await newThread(db, owner);
    expect(await getArtifactOrThrow(db, owner, answerId)).toMatchObject({ prose: 'It was much.' });
    for (const [who, id] of [
      [other, answerId],
      [{ ...owner, userId: other.userId }, answerId],
      [{ ...other, userId: owner.userId }, answerId],
      [owner, questionId],
    ] as const)
      await expect(getArtifactOrThrow(db, who, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps questions and answers in order, with the artifact', async () => {
    const { db } = get();
    const owner = await newOwner(db);
    const { chatId } = await newThread(db, owner);
    const next = uuidv7();
    await saveQuestion(db, owner, { chatId, messageId: next, text: 'And by month?' });
    await saveAnswer(db, owner, { chatId, afterMessageId: next, message: answer('Monthly.') });
    const chat = await getChatOrThrow(db, owner, chatId);
    expect(chat.title).toBe('Net sales?');
    expect(chat.messages.map((message) => message.role)).toEqual(['user', 'assistant', 'user', 'assistant']);
    expect(chat.messages[3]).toMatchObject({ meta: { ms: 12 }, artifact: { prose: 'Monthly.' } });
  });

  it('drops what came after a question that is edited, and asks a failed one again without doubling it', async () => {
    const { db } = get();
    const owner = await newOwner(db);
    const { chatId, questionId } = await newThread(db, owner);
    await saveQuestion(db, owner, { chatId, messageId: questionId, text: 'Gross sales?' });
    await saveQuestion(db, owner, { chatId, messageId: questionId, text: 'Gross sales?' });
    const { messages } = await getChatOrThrow(db, owner, chatId);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.parts).toEqual([{ type: 'text', text: 'Gross sales?' }]);
  });

  it('does not keep an answer whose question was edited meanwhile', async () => {
    const { db } = get();
    const owner = await newOwner(db);
    const { chatId, questionId } = await newThread(db, owner);
    const edited = uuidv7();
    await saveQuestion(db, owner, { chatId, messageId: edited, text: 'Other?', replaces: questionId });
    await saveAnswer(db, owner, { chatId, afterMessageId: questionId, message: answer('Late.') });
    expect((await getChatOrThrow(db, owner, chatId)).messages.map((message) => message.id)).toEqual([edited]);
  });

  it('replaces the artifact of an answer in place', async () => {
    const { db } = get();
    const owner = await newOwner(db);
    const { chatId, answerId } = await newThread(db, owner);
    await replaceArtifact(db, owner, { chatId, messageId: answerId, artifact: newArtifact('answer', 'Title', 'In euros.') });
    expect((await getChatOrThrow(db, owner, chatId)).messages[1]?.artifact?.prose).toBe('In euros.');
  });

  it('lists the latest thread first, finds words of titles, renames and deletes', async () => {
    const { db } = get();
    const owner = await newOwner(db);
    const first = await newThread(db, owner, 'Orders by country');
    const second = await newThread(db, owner, `Returns ${'very '.repeat(40)}long`);
    expect((await listChats(db, owner)).map((chat) => chat.id)).toEqual([second.chatId, first.chatId]);
    expect((await listChats(db, owner))[0]?.title.length).toBeLessThanOrEqual(80);
    expect((await listChats(db, owner, 'COUNTRY')).map((chat) => chat.id)).toEqual([first.chatId]);
    await renameChat(db, owner, { id: first.chatId, title: '  By   country ' });
    expect((await findChat(db, owner, first.chatId))?.title).toBe('By country');
    await deleteChat(db, owner, first.chatId);
    expect(await findChat(db, owner, first.chatId)).toBeNull();
    await expect(deleteChat(db, owner, first.chatId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it("never shows, extends or deletes another person's thread, in the same workspace or another", async () => {
    const { db } = get();
    const owner = await newOwner(db);
    const { chatId, questionId } = await newThread(db, owner);
    const stranger = await newOwner(db);
    for (const other of [stranger, { workspaceId: owner.workspaceId, userId: stranger.userId }]) {
      expect(await findChat(db, other, chatId)).toBeNull();
      await expect(deleteChat(db, other, chatId)).rejects.toMatchObject({ code: 'not_found' });
      await expect(renameChat(db, other, { id: chatId, title: 'Mine' })).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(
      saveQuestion(db, { workspaceId: owner.workspaceId, userId: stranger.userId }, { chatId, messageId: questionId, text: 'x' }),
    ).rejects.toMatchObject({ code: 'not_found' });
    expect((await getChatOrThrow(db, owner, chatId)).messages).toHaveLength(2);
  });
});

onEveryDatabase('people', (get) => {
  it('finds an account by its address in any case, and leaves an existing one as it is', async () => {
    const { db } = get();
    const first = await ensureUser(db, { email: 'Kim@Example.com', name: 'Kim', passwordHash: 'one' });
    const second = await ensureUser(db, { email: 'kim@example.com ', name: 'Other', passwordHash: 'two' });
    expect(second).toEqual(first);
    expect(await findCredentials(db, ' KIM@example.com')).toEqual({ ...first, passwordHash: 'one' });
  });

  it('keeps the role a member has', async () => {
    const { db } = get();
    const { workspaceId, userId } = await newOwner(db);
    await ensureMembership(db, userId, { workspaceId, role: 'viewer' });
    expect((await listWorkspacesOf(db, userId)).map((entry) => entry.role)).toEqual(['owner']);
  });
});
