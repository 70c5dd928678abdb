import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { startOpenAiServer, USAGE, type OpenAiServer, type Reply } from '~/tests/support/openai-server';
import { NOW, writeSmallShop } from '~/tests/support/small-shop';
import { renderProse } from '@/core/artifact/prose';
import type { Workspace } from '@/core/model/workspace';
import { recordingFetch, replayingFetch } from '@/platform/model-transcript';
import { workspaceData } from '@/server/workspace-data';
import { recordUsage, sumUsage, usageInMonth } from '@/store/model-usage';
import { answerQuestion, type AgentDeps, type FinishedAnswer } from './answer';
import { toMicros, type Budget } from './budget';
import { chooseModel } from './model';

const call: Reply = { calls: [{ name: 'queryMetrics', arguments: JSON.stringify({ metrics: ['netSales'], period: 'last_month' }) }] };
const text: Reply = { text: 'You sold [[t1/0/netSales]] last month.' };
const prices = { currency: 'USD', inputMicros: toMicros('1'), cachedMicros: toMicros('1'), outputMicros: toMicros('10') };

onEmbeddedDatabase('budgets and transcripts', (get) => {
  let workspace: Workspace;
  let server: OpenAiServer | null = null;
  let folder = '';
  beforeAll(async () => {
    workspace = await writeSmallShop(get().db, 'budget');
    folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-transcript-'));
    return () => rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => closeServer());

  async function closeServer(): Promise<void> {
    await server?.close();
    server = null;
  }

  async function ask(budget: Budget, replies: readonly Reply[] = [call, text], with_: Partial<AgentDeps> = {}): Promise<FinishedAnswer> {
    await closeServer();
    server = await startOpenAiServer(replies);
    const { db } = get();
    return answerQuestion(
      {
        model: chooseModel({ name: 'stub', apiKey: 'sk-secret-key', baseUrl: server.baseUrl }),
        modelTimeoutMs: 5000,
        dataOf: (of) => workspaceData(db, of),
        now: () => NOW,
        budget,
        usage: { monthSoFar: (id, day) => usageInMonth(db, id, day), record: (entry) => recordUsage(db, entry) },
        ...with_,
      },
      { workspace, messages: [{ id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text: 'Net sales last month?' }] }] },
    );
  }
  const prose = (answer: FinishedAnswer): string => renderProse(answer.artifact, 'en-US');

  it('says what an answer used and keeps it, by day and month', async () => {
    const answer = await ask({ prices, perQuestion: {}, perMonth: {} });
    expect(answer.usage).toEqual({
      inputTokens: 2 * USAGE.prompt_tokens,
      outputTokens: 2 * USAGE.completion_tokens,
      cost: '0.004000', // 2,400 in and 160 out
      currency: 'USD',
    });
    expect(answer.message.metadata?.usage).toEqual(answer.usage);
    const unpriced = await ask({ prices: null, perQuestion: {}, perMonth: {} });
    expect(unpriced.usage).toMatchObject({ cost: null, currency: null });
    const days = await sumUsage(get().db, workspace.id, { grain: 'day', since: '2026-03-01' });
    expect(days).toEqual([
      {
        label: '2026-03-15',
        model: 'stub',
        questions: 2,
        inputTokens: 4800,
        outputTokens: 320,
        costMicros: 4000n,
        currency: 'USD',
        unpriced: 1,
      },
    ]);
    expect((await sumUsage(get().db, workspace.id, { grain: 'month', since: '2026-01-01' }))[0]?.label).toBe('2026-03');
  });

  it('never exceeds the tokens of a question, also when the model calls tools without end', async () => {
    const limit = 6000;
    const answer = await ask({ prices: null, perQuestion: { tokens: limit }, perMonth: {} }, [call]);
    expect(answer.model).toBe('builtin');
    expect(answer.notice).toMatch(/budget of one question was used up; the built-in analyst answered/);
    expect(prose(answer)).toContain('$165.00');
    expect((server?.requests.length ?? 0) * USAGE.total_tokens).toBeLessThanOrEqual(limit);
    expect(server?.requests.every((request) => (request.max_tokens ?? Infinity) < limit)).toBe(true);
  });

  it('does not ask the model when the month is used up', async () => {
    const answer = await ask({ prices, perQuestion: {}, perMonth: { costMicros: toMicros('0.004') } });
    expect(answer.model).toBe('builtin');
    expect(answer.notice).toMatch(/month's token or cost budget is used up/);
    expect(answer.usage).toBeUndefined();
    expect(server?.requests).toHaveLength(0);
  });

  it('answers offline, in full, from what was recorded, without the key in the file', async () => {
    const file = path.join(folder, 'run.jsonl');
    const none: Budget = { prices: null, perQuestion: {}, perMonth: {} };
    const live = await startOpenAiServer([call, { text: 'You sold $1.00.' }, text]);
    const model = chooseModel({ name: 'stub', apiKey: 'sk-secret-key', baseUrl: live.baseUrl, fetch: recordingFetch(file) });
    const recorded = await ask(none, [call], { model });
    await live.close();
    expect(prose(recorded)).toBe('You sold $165.00 last month.');
    const kept = readFileSync(file, 'utf8');
    expect(kept.trim().split('\n')).toHaveLength(3);
    expect(kept).not.toContain('sk-secret-key');
    expect(kept).not.toContain('127.0.0.1');
    const replayed = chooseModel({ name: 'stub', fetch: replayingFetch(file) });
    const again = await ask(none, [call], { model: replayed });
    expect(again.artifact).toEqual(recorded.artifact);
    expect(server?.requests).toHaveLength(0);
  });

  it('says what is missing when a request is not in the transcript, and does not answer otherwise', async () => {
    const file = path.join(folder, 'run.jsonl');
    const other = chooseModel({ name: 'another-model', fetch: replayingFetch(file) });
    const answer = ask({ prices: null, perQuestion: {}, perMonth: {} }, [call], { model: other });
    await expect(answer).rejects.toMatchObject({
      code: 'model_unavailable',
      field: 'transcript',
      remedy: expect.stringMatching(/Record it again/) as string,
    });
    await expect(answer).rejects.toThrow(/run\.jsonl holds no answer to this request/);
    expect(() => replayingFetch(path.join(folder, 'none.jsonl'))).toThrow(/There is no transcript/);
  });
});
