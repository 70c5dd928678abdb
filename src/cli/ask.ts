import type { Command } from 'commander';
import { v5 as uuidv5, v7 as uuidv7, validate } from 'uuid';
import { answerQuestion, type FinishedAnswer } from '@/agent/answer';
import type { ChatMessage } from '@/agent/chat-message';
import { chooseModel } from '@/agent/model';
import { renderProse } from '@/core/artifact/prose';
import type { Workspace } from '@/core/model/workspace';
import type { Container } from '@/server/container';
import { appendToThread, readThread } from '@/store/threads';
import { getWorkspaceOrThrow } from '@/store/workspaces';
import { renderTable } from './terminal-table';

interface AskFlags {
  workspace: string;
  thread?: string;
  model?: string;
  json?: boolean;
}

/** Names given to threads on the command line become ids in this namespace. */
const THREAD_NAMESPACE = '6f1c1d5e-0f0b-5e0a-9a53-1f3c8f7a2b10';

/** The stable contract of `shopiq ask --json` (design: artifact). */
export interface AskResult {
  status: FinishedAnswer['status'];
  text: string;
  artifact: FinishedAnswer['artifact'];
  toolCalls: FinishedAnswer['toolCalls'];
  model: string;
  ms: number;
}

/** Add `shopiq ask "<question>"`. */
export function registerAsk(program: Command, open: () => Promise<Container>): void {
  program
    .command('ask')
    .description('Ask a question and print the answer.')
    .argument('<question>', 'in plain language, in quotation marks')
    .option('-w, --workspace <slug>', 'workspace to ask', 'demo')
    .option('-t, --thread <id>', 'thread to continue; a new id starts one')
    .option('-m, --model <name>', 'builtin, or a model of the configured endpoint')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (question: string, flags: AskFlags) => {
      const container = await open();
      const workspace = await getWorkspaceOrThrow(container.db, flags.workspace);
      const result = await ask(container, workspace, { question, ...flags });
      process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : toTerminal(result, workspace.locale));
    });
}

/** Ask in a workspace, in a thread when one is named. */
export async function ask(
  container: Container,
  workspace: Workspace,
  request: { question: string; thread?: string; model?: string },
): Promise<AskResult> {
  const threadId =
    request.thread === undefined ? null : validate(request.thread) ? request.thread : uuidv5(request.thread, THREAD_NAMESPACE);
  const earlier = threadId === null ? [] : ((await readThread(container.db, workspace.id, threadId)) as ChatMessage[]);
  const question: ChatMessage = { id: uuidv7(), role: 'user', parts: [{ type: 'text', text: request.question }] };
  const { env } = container;
  const model =
    request.model === undefined
      ? container.agent.model
      : chooseModel({ name: request.model, apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL });
  const answer = await answerQuestion({ ...container.agent, model }, { workspace, messages: [...earlier, question] });
  if (threadId !== null) {
    const parts = answer.message.parts.filter((part) => part.type !== 'data-artifact');
    const messages = [
      { id: question.id, role: 'user' as const, parts: question.parts },
      { id: uuidv7(), role: 'assistant' as const, parts },
    ];
    await appendToThread(container.db, workspace.id, { threadId, title: request.question, messages });
  }
  return {
    status: answer.status,
    text: renderProse(answer.artifact, workspace.locale).replace(/\*\*/g, ''),
    artifact: answer.artifact,
    toolCalls: answer.toolCalls,
    model: answer.model,
    ms: answer.ms,
  };
}

function toTerminal(result: AskResult, locale: string): string {
  const lines = [result.text, ''];
  for (const table of result.artifact.tables) lines.push(renderTable(table, locale), '');
  for (const option of result.artifact.options)
    lines.push(`  ${option.label}${option.value ? ` (${option.value})` : ''}: ${option.question}`);
  const [provenance] = result.artifact.provenance;
  if (provenance)
    lines.push(
      `${provenance.periodLabel} · ${provenance.timeZone}${provenance.currency ? ` · ${provenance.currency}` : ''} · ${provenance.basis} date · ${provenance.rowsRead} rows · ${result.ms} ms`,
    );
  return `${lines.join('\n')}\n`;
}
