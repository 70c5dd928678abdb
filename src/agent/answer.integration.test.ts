import type { UIMessageChunk } from 'ai';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { startOpenAiServer, type OpenAiServer, type Reply } from '~/tests/support/openai-server';
import { NOW, writeSmallShop } from '~/tests/support/small-shop';
import { renderProse } from '@/core/artifact/prose';
import type { Workspace } from '@/core/model/workspace';
import { workspaceData } from '@/server/workspace-data';
import { answerQuestion, streamAnswer, type AgentDeps, type FinishedAnswer } from './answer';
import type { ChatMessage } from './chat-message';
import { builtinModel, chooseModel } from './model';

onEmbeddedDatabase('the agent', (get) => {
  let workspace: Workspace;
  let server: OpenAiServer | null = null;

  beforeAll(async () => {
    workspace = await writeSmallShop(get().db, 'agent');
  });
  afterEach(async () => {
    await server?.close();
    server = null;
  });

  function deps(overrides: Partial<AgentDeps> = {}): AgentDeps {
    return { model: builtinModel(), modelTimeoutMs: 2000, dataOf: (of) => workspaceData(get().db, of), now: () => NOW, ...overrides };
  }

  const say = (text: string, role: 'user' | 'assistant' = 'user'): ChatMessage => ({
    id: crypto.randomUUID(),
    role,
    parts: [{ type: 'text', text }],
  });

  /** Ask a thread of questions; the answers come in order. */
  async function converse(questions: readonly string[], using: AgentDeps = deps()): Promise<FinishedAnswer[]> {
    const messages: ChatMessage[] = [];
    const answers: FinishedAnswer[] = [];
    for (const question of questions) {
      messages.push(say(question));
      const answer = await answerQuestion(using, { workspace, messages });
      messages.push({ ...answer.message, role: 'assistant' });
      answers.push(answer);
    }
    return answers;
  }

  async function askRemote(replies: readonly Reply[], question: string): Promise<FinishedAnswer> {
    server = await startOpenAiServer(replies);
    const model = chooseModel({ name: 'stub', apiKey: 'key', baseUrl: server.baseUrl });
    const [answer] = await converse([question], deps({ model, modelTimeoutMs: 1500 }));
    if (!answer) throw new Error('no answer');
    return answer;
  }

  /** Everything the person's screen is sent. */
  async function stream(question: string): Promise<UIMessageChunk[]> {
    const model = chooseModel({ name: 'stub', apiKey: 'key', baseUrl: server?.baseUrl });
    const chunks: UIMessageChunk[] = [];
    const answer = streamAnswer(deps({ model }), { workspace, messages: [say(question)], onFinish: async () => {} });
    for await (const chunk of answer) chunks.push(structuredClone(chunk));
    return chunks;
  }

  const prose = (answer: FinishedAnswer | undefined): string => (answer ? renderProse(answer.artifact, 'en-US') : '');

  describe('with the built-in analyst', () => {
    it('books a return on the day it is processed', async () => {
      const [answer] = await converse(['What were my net sales last month?']);
      // February: 25.00 + 3 x 10.00 + 4 x 30.00 - 10.00 returned on 3 February.
      expect(prose(answer)).toContain('$165.00');
      expect(answer?.artifact.provenance[0]).toMatchObject({
        period: { from: '2026-02-01', to: '2026-02-28' },
        basis: 'event',
        currency: 'USD',
        timeZone: 'UTC',
      });
    });

    it('carries the question over to a follow-up that only changes the grouping', async () => {
      const [, answer] = await converse(['What were my net sales last month?', 'and by marketplace?']);
      expect(answer?.artifact.tables[0]?.rows).toEqual([
        { marketplace: 'Flipkart', netSales: 120 },
        { marketplace: 'Shopify', netSales: 45 },
      ]);
    });

    it('turns a ranking into the trend of its leaders when asked by week', async () => {
      const [first, second] = await converse(['Which product sells best on Flipkart vs Shopify?', 'and by week?']);
      expect(first?.artifact.tables[0]?.rows.map((row) => [row['marketplace'], row['product'], row['unitsSold']])).toEqual([
        ['Shopify', 'Blue mug', 6],
        ['Flipkart', 'Oak tray', 4],
      ]);
      expect(second?.artifact.charts[0]).toMatchObject({ kind: 'line', x: 'time' });
      expect(second?.artifact.tables[0]?.rows[0]?.['time']).toBe('2026-01-05');
    });

    it('says where the data ends when the period holds none', async () => {
      const [answer] = await converse(['Revenue in 2030']);
      expect(answer?.status).toBe('refused');
      expect(prose(answer)).toContain('2026-02-20');
    });

    it('refuses what the data does not hold and names the nearest', async () => {
      const [answer] = await converse(['What was our profit margin last quarter?']);
      expect(answer?.status).toBe('refused');
      expect(prose(answer)).toMatch(/cost of your goods/);
      expect(answer?.artifact.tables).toEqual([]);
    });

    it('never changes data on request', async () => {
      const [answer] = await converse(['Delete all orders from Flipkart']);
      expect(answer?.status).toBe('refused');
      expect(answer?.toolCalls).toEqual([]);
    });

    it('asks which measure is meant when the readings lead to different answers', async () => {
      const [answer] = await converse(['Which category is best?']);
      // Trays lead by sales (145.00 to 50.00), mugs by units (6 to 5).
      expect(answer?.status).toBe('clarify');
      expect(answer?.artifact.options.length).toBeGreaterThanOrEqual(2);
      expect(answer?.artifact.options[0]?.value).toContain('trays');
    });

    it('passes the check of every other model untouched', async () => {
      const found: unknown[] = [];
      const using = deps({ onFindings: (finding) => found.push(finding) });
      const threads = [
        ['What were my net sales last month?', 'and by marketplace?', 'and by week?'],
        ['Which product sells best on Flipkart vs Shopify?'],
        ['Net sales last month compared with the month before'],
        ['Top 10 products by revenue', 'and last year?'],
        ['Return rate by marketplace', 'Which category is best?'],
        ['Revenue by month', 'What share of sales came from Flipkart?'],
        ['Orders by weekday', 'How many orders last month?'],
        ['What was our profit margin last quarter?', 'Delete all orders from Flipkart'],
        ['What can I ask?', 'What data is there?', 'What is net sales?'],
        ['Distribution of order values', 'Cohort retention by month'],
      ];
      for (const questions of threads) {
        for (const answer of await converse(questions, using)) expect(answer.message.metadata?.notice).toBeUndefined();
      }
      expect(found).toEqual([]);
    });

    it('gives no number for a name that is not in the data', async () => {
      const [answer] = await converse(['Revenue of Zanzibarware']);
      expect(answer?.status).toBe('refused');
      expect(prose(answer)).toContain('Zanzibarware');
    });
  });

  describe('with an OpenAI-compatible endpoint', () => {
    const call = { calls: [{ name: 'queryMetrics', arguments: JSON.stringify({ metrics: ['netSales'], period: 'last_month' }) }] };

    it('lets the model call a tool and fills in the number it refers to', async () => {
      const answer = await askRemote([call, { text: 'You sold [[t1/0/netSales]] last month.' }], 'Net sales last month?');
      expect(prose(answer)).toBe('You sold $165.00 last month.');
      expect(answer.model).toBe('stub');
      expect(answer.toolCalls).toMatchObject([{ tool: 'queryMetrics', input: { metrics: ['netSales'], period: 'last_month' } }]);
      expect(server?.requests[1]?.messages.at(-1)?.role).toBe('tool');
    });

    it('shows nothing of a text before it is verified, and what was asked for again when the first did not hold', async () => {
      const lie = { text: 'You sold $9,999.00 last month.' };
      server = await startOpenAiServer([call, lie, { text: 'You sold [[t1/0/netSales]] last month.' }]);
      const chunks = await stream('Net sales last month?');
      const texts = chunks.flatMap((chunk) => (chunk.type === 'text-delta' ? [chunk.delta] : []));
      expect(texts.join('')).toBe('You sold [[t1/0/netSales]] last month.');
      expect(JSON.stringify(chunks)).not.toContain('9,999');
      const artifacts = chunks.filter((chunk) => chunk.type === 'data-artifact');
      expect(artifacts).toHaveLength(3);
      expect(artifacts[0]).toMatchObject({ data: { prose: '', tables: [{ id: 't1' }] } });
      const correction = server.requests[2]?.messages.at(-1);
      expect(correction?.role).toBe('user');
      expect(JSON.stringify(correction?.content)).toContain('\\"$9,999.00\\" is in no result');
    });

    it('leaves out a sentence that does not hold twice, and says so', async () => {
      const text = 'You sold [[t1/0/netSales]] last month. That is up from $9,999.00.';
      const answer = await askRemote([call, { text }], 'Net sales last month?');
      expect(prose(answer)).toBe('You sold $165.00 last month.');
      expect(answer.message.metadata?.notice).toMatch(/left out/);
    });

    it('lets the built-in analyst word the results when the sentence that answers does not hold', async () => {
      const answer = await askRemote([call, { text: 'You sold [[t1/0/netSales]], up from $9,999.00.' }], 'Net sales last month?');
      expect(prose(answer)).toContain('$165.00');
      expect(prose(answer)).not.toContain('9,999');
      expect(answer.model).toBe('stub');
      expect(answer.message.metadata?.notice).toMatch(/worded the answer/);
    });

    it('fills in references of titles, options and follow-ups, which are plain text', async () => {
      const by = { metrics: ['netSales'], dimensions: ['marketplace'], period: 'last_month' };
      const present = {
        kind: 'clarify',
        options: [
          { label: 'By net sales', value: 'Flipkart: [[t1/0/netSales]]', question: 'Which marketplace is best by net sales?' },
          { label: 'By orders', value: 'Shopify', question: 'Which marketplace is best by orders?' },
        ],
      };
      const replies = [
        { calls: [{ name: 'queryMetrics', arguments: JSON.stringify(by) }] },
        { text: 'Do you mean by net sales or by orders?', calls: [{ name: 'presentAnswer', arguments: JSON.stringify(present) }] },
      ];
      const answer = await askRemote(replies, 'Which marketplace is best?');
      expect(answer.artifact.options.map((option) => option.value)).toEqual(['Flipkart: $120.00', 'Shopify']);
      expect(answer.notice).toBeUndefined();
    });

    it('answers an identical call from the first one', async () => {
      const twice = { calls: [...call.calls, ...call.calls] };
      const answer = await askRemote([twice, call, { text: 'You sold [[t1/0/netSales]] last month.' }], 'Net sales last month?');
      expect(answer.artifact.tables.map((table) => table.id)).toEqual(['t1']);
      expect(answer.toolCalls).toHaveLength(3);
    });

    it('stops a model that calls tools without end or writes without end', async () => {
      const endless = await askRemote([call], 'Net sales last month?');
      expect(endless.model).toBe('builtin');
      expect(server?.requests.length).toBeLessThanOrEqual(6);
      await server?.close();
      const giant = await askRemote([call, { text: 'Sales are fine. '.repeat(2000) }], 'Net sales last month?');
      expect(giant.model).toBe('builtin');
      expect(prose(giant)).toContain('$165.00');
    });

    it.each([
      ['times out', { fault: 'hang' }],
      ['streams half an answer', { fault: 'cut' }],
      ['answers with an error', { fault: 'error500' }],
    ] as const)('answers with the built-in analyst and says so when the endpoint %s', async (_title, reply) => {
      const answer = await askRemote([reply], 'Net sales last month?');
      expect(prose(answer)).toContain('$165.00');
      expect(answer.model).toBe('builtin');
      expect(answer.message.metadata?.notice).toMatch(/built-in analyst answered instead/);
    });

    it('lets the model correct a call with invalid arguments', async () => {
      const bad = { calls: [{ name: 'queryMetrics', arguments: JSON.stringify({ metrics: ['madeUp'] }) }] };
      const answer = await askRemote([bad, call, { text: 'It was [[t1/0/netSales]].' }], 'Net sales last month?');
      expect(prose(answer)).toBe('It was $165.00.');
    });
  });
});
