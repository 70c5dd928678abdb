import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { SETTINGS } from '~/tests/support/workspaces';
import { newArtifact } from '@/core/artifact/artifact';
import type { Workspace } from '@/core/model/workspace';
import { exportFeedback } from '@/server/feedback-export';
import { getChatOrThrow, saveAnswer, saveQuestion, type ChatOwner } from './chats';
import type { Database } from './client';
import { listDownVotes, readFeedback, saveFeedback } from './feedback';
import { recordUsage, sumUsage, usageInMonth } from './model-usage';
import { ensureWorkspace } from './workspaces';

async function person(db: Database, workspace: Workspace): Promise<ChatOwner> {
  const userId = uuidv7();
  await db.shared.user.create({ data: { id: userId, email: `${userId}@example.com`, name: 'Ann' } });
  return { workspaceId: workspace.id, userId };
}

/** A thread of two questions; the ids of its answers. */
async function thread(db: Database, owner: ChatOwner): Promise<{ chatId: string; answers: string[] }> {
  const chatId = uuidv7();
  const answers: string[] = [];
  for (const text of ['Net sales last month?', 'and by week?']) {
    const [messageId, id] = [uuidv7(), uuidv7()];
    await saveQuestion(db, owner, { chatId, messageId, text });
    const parts = [
      { type: 'tool-queryMetrics', toolCallId: 'c', state: 'output-available', input: { metrics: ['netSales'] }, output: {} },
      { type: 'tool-presentAnswer', toolCallId: 'p', state: 'output-available', input: {}, output: {} },
      { type: 'text', text: 'It was so.' },
    ];
    const message = {
      id,
      role: 'assistant' as const,
      parts,
      meta: { model: 'stub' },
      artifact: newArtifact('answer', 'Sales', 'It was so.'),
    };
    await saveAnswer(db, owner, { chatId, afterMessageId: messageId, message });
    answers.push(id);
  }
  return { chatId, answers };
}

onEveryDatabase('feedback', (get) => {
  it('is one verdict a person and answer: it can be changed and taken back', async () => {
    const { db } = get();
    const owner = await person(db, await ensureWorkspace(db, 'feedback', SETTINGS));
    const { chatId, answers } = await thread(db, owner);
    const messageId = answers[0] ?? '';
    await saveFeedback(db, owner, { chatId, messageId, feedback: { verdict: 'up', reason: '' } });
    await saveFeedback(db, owner, { chatId, messageId, feedback: { verdict: 'down', reason: 'Wrong month' } });
    expect(await readFeedback(db, owner, chatId)).toEqual(new Map([[messageId, { verdict: 'down', reason: 'Wrong month' }]]));
    await saveFeedback(db, owner, { chatId, messageId, feedback: null });
    expect(await readFeedback(db, owner, chatId)).toEqual(new Map());
  });

  it('is for answers of own threads only, and another workspace sees none of it', async () => {
    const { db } = get();
    const mine = await ensureWorkspace(db, 'mine', SETTINGS);
    const theirs = await ensureWorkspace(db, 'theirs', SETTINGS);
    const [ann, bob, eve] = [await person(db, mine), await person(db, mine), await person(db, theirs)];
    const { chatId, answers } = await thread(db, ann);
    const rate = { chatId, messageId: answers[0] ?? '', feedback: { verdict: 'down' as const, reason: '' } };
    await expect(saveFeedback(db, bob, rate)).rejects.toMatchObject({ code: 'not_found' });
    await expect(saveFeedback(db, eve, rate)).rejects.toMatchObject({ code: 'not_found' });
    const question = (await getChatOrThrow(db, ann, chatId)).messages[0]?.id ?? '';
    await expect(saveFeedback(db, ann, { ...rate, messageId: question })).rejects.toMatchObject({ code: 'not_found' });
    await saveFeedback(db, ann, rate);
    expect(await listDownVotes(db, theirs.id)).toEqual([]);
    const seen = await db.asWorkspace(theirs.id, (tx) => tx.messageFeedback.findMany());
    expect(seen).toEqual([]);
    const write = db.asWorkspace(theirs.id, (tx) =>
      tx.messageFeedback.create({ data: { workspaceId: mine.id, messageId: answers[1] ?? '', userId: ann.userId, verdict: 'up' } }),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it('turns a down-vote into a draft eval case', async () => {
    const { db } = get();
    const workspace = await ensureWorkspace(db, 'drafts', SETTINGS);
    const owner = await person(db, workspace);
    const { chatId, answers } = await thread(db, owner);
    await saveFeedback(db, owner, { chatId, messageId: answers[0] ?? '', feedback: { verdict: 'up', reason: '' } });
    await saveFeedback(db, owner, { chatId, messageId: answers[1] ?? '', feedback: { verdict: 'down', reason: 'Not by week' } });
    const lines = (await exportFeedback(db, workspace)).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      id: `feedback-${answers[1]}`,
      question: 'and by week?',
      history: ['Net sales last month?'],
      data: 'drafts',
      expected: null,
      reason: 'Not by week',
      status: 'answered',
      toolCalls: [{ tool: 'queryMetrics', input: { metrics: ['netSales'] } }],
      model: 'stub',
    });
  });
});

onEveryDatabase('model use', (get) => {
  const entry = {
    day: '2026-01-31',
    model: 'stub',
    calls: 2,
    inputTokens: 100,
    cachedTokens: 10,
    outputTokens: 20,
    costMicros: 300n,
    currency: 'USD',
    ms: 900,
    isFallback: false,
  };

  it('is added up by calendar month, for one workspace', async () => {
    const { db } = get();
    const mine = await ensureWorkspace(db, 'use-mine', SETTINGS);
    const theirs = await ensureWorkspace(db, 'use-theirs', SETTINGS);
    await recordUsage(db, { ...entry, workspaceId: mine.id });
    await recordUsage(db, { ...entry, workspaceId: mine.id, day: '2026-02-01', costMicros: null, currency: null });
    await recordUsage(db, { ...entry, workspaceId: theirs.id });
    expect(await usageInMonth(db, mine.id, '2026-01-15')).toEqual({ inputTokens: 100, cachedTokens: 10, outputTokens: 20, calls: 2 });
    expect(await usageInMonth(db, mine.id, '2026-03-01')).toMatchObject({ inputTokens: 0, calls: 0 });
    expect(
      (await sumUsage(db, mine.id, { grain: 'month', since: '2026-01-01' })).map(({ label, costMicros, unpriced }) => [
        label,
        costMicros,
        unpriced,
      ]),
    ).toEqual([
      ['2026-02', null, 1],
      ['2026-01', 300n, 0],
    ]);
  });

  it('is not rewritten by the application', async () => {
    const { db } = get();
    const mine = await ensureWorkspace(db, 'use-mine', SETTINGS);
    await expect(db.asWorkspace(mine.id, (tx) => tx.$executeRawUnsafe('UPDATE "ModelUsage" SET "inputTokens" = 0'))).rejects.toThrow(
      /permission denied/,
    );
  });
});
