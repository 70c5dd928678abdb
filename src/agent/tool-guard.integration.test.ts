import { tool } from 'ai';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { startOpenAiServer, type OpenAiServer, type Reply } from '~/tests/support/openai-server';
import { NOW, writeSmallShop } from '~/tests/support/small-shop';
import type { Workspace } from '@/core/model/workspace';
import { workspaceData } from '@/server/workspace-data';
import type { ToolEntry } from '@/tools/kit';
import { TOOLS } from '@/tools/registry';
import { answerQuestion, type FinishedAnswer } from './answer';
import type { ChatMessage } from './chat-message';
import { chooseModel } from './model';

onEmbeddedDatabase('a tool that writes', (get) => {
  let workspace: Workspace;
  let server: OpenAiServer | null = null;
  let changed: string[] = [];

  const changePrice: ToolEntry = {
    effect: 'write',
    confirm: (input) => ({ title: 'Change price?', lines: [`product “${(input as { product: string }).product}”`] }),
    create: () =>
      tool({
        description: 'Change the price of a product.',
        inputSchema: z.object({ product: z.string() }),
        execute: async ({ product }) => {
          changed.push(product);
          return { isChanged: true };
        },
      }),
  };

  beforeAll(async () => {
    workspace = await writeSmallShop(get().db, 'writes');
  });
  afterEach(async () => {
    await server?.close();
    server = null;
    changed = [];
  });

  const say = (text: string): ChatMessage => ({ id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] });
  const write: Reply = { calls: [{ name: 'changePrice', arguments: JSON.stringify({ product: 'Blue mug' }) }] };
  const readNames: Reply = {
    calls: [{ name: 'queryMetrics', arguments: JSON.stringify({ metrics: ['unitsSold'], dimensions: ['product'] }) }],
  };
  const done: Reply = { text: 'Done.' };

  async function ask(replies: readonly Reply[], messages: ChatMessage[]): Promise<FinishedAnswer> {
    await server?.close();
    server = await startOpenAiServer(replies);
    return answerQuestion(
      {
        model: chooseModel({ name: 'stub', apiKey: 'key', baseUrl: server.baseUrl }),
        modelTimeoutMs: 5000,
        dataOf: (of) => workspaceData(get().db, of),
        now: () => NOW,
        tools: { ...TOOLS, changePrice },
      },
      { workspace, messages },
    );
  }

  /** The thread after the person pressed "approve" or "deny" on the pending call. */
  function decide(question: ChatMessage, answer: FinishedAnswer, isApproved: boolean): ChatMessage[] {
    const parts = answer.message.parts.map((part) =>
      part.type === 'tool-changePrice' && 'approval' in part && part.approval
        ? { ...part, state: 'approval-responded' as const, approval: { ...part.approval, approved: isApproved } }
        : part,
    );
    return [question, { ...answer.message, parts: parts as ChatMessage['parts'] }];
  }

  it('waits for the person, and runs once they approve', async () => {
    const question = say('Make the blue mug cheaper');
    const waiting = await ask([write], [question]);
    expect(changed).toEqual([]);
    expect(waiting.artifact.prose).toMatch(/waits for your approval/);
    expect(waiting.message.parts.some((part) => part.type === 'tool-changePrice' && part.state === 'approval-requested')).toBe(true);
    await ask([done], decide(question, waiting, true));
    expect(changed).toEqual(['Blue mug']);
  });

  it('does not run when they deny', async () => {
    const question = say('Make the blue mug cheaper');
    await ask([done], decide(question, await ask([write], [question]), false));
    expect(changed).toEqual([]);
  });

  it('is neither offered nor run in a turn that has read names from outside', async () => {
    const answer = await ask([readNames, write, done], [say('Make the blue mug cheaper')]);
    expect(changed).toEqual([]);
    const names = (index: number): string[] =>
      ((server?.requests[index]?.tools ?? []) as { function: { name: string } }[]).map((entry) => entry.function.name);
    expect(names(0)).toContain('changePrice');
    expect(names(1)).not.toContain('changePrice');
    expect(JSON.stringify(answer.message.parts)).not.toContain('approval-requested');
  });

  it('does not run on an approval given before names from outside were read', async () => {
    const question = say('Make the blue mug cheaper');
    const both: Reply = { calls: [...('calls' in readNames ? readNames.calls : []), ...('calls' in write ? write.calls : [])] };
    const waiting = await ask([both], [question]);
    await ask([done], decide(question, waiting, true));
    expect(changed).toEqual([]);
  });

  it('is not run in a later turn of a thread that has read names from outside', async () => {
    const first = say('Which products sell?');
    const answer = await ask([readNames, { text: 'Blue mug leads.' }], [first]);
    const question = say('Make the blue mug cheaper');
    await ask([write, done], [first, { ...answer.message, role: 'assistant' }, question]);
    expect(changed).toEqual([]);
  });
});
