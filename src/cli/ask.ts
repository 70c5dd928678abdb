import path from 'node:path';
import type { Command } from 'commander';
import { v5 as uuidv5, v7 as uuidv7, validate } from 'uuid';
import { answerQuestion, type FinishedAnswer } from '@/agent/answer';
import type { ChatMessage } from '@/agent/chat-message';
import type { ShownUsage } from '@/agent/usage';
import { withoutUnseen } from '@/core/artifact/plain-text';
import { renderProse } from '@/core/artifact/prose';
import { AppError } from '@/core/errors';
import type { Workspace } from '@/core/model/workspace';
import type { Transcript } from '@/platform/model-transcript';
import type { Container } from '@/server/container';
import { modelFromEnv } from '@/server/model-choice';
import { appendToThread, readThread } from '@/store/threads';
import { getWorkspaceOrThrow } from '@/store/workspaces';
import { renderTable } from './terminal-table';

interface AskFlags {
  workspace: string;
  thread?: string;
  model?: string;
  json?: boolean;
  record?: string;
  replay?: string;
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
  /** Only when there is something the person must know. */
  notice?: string;
  /** Only for models that are not built in. */
  usage?: ShownUsage;
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
    .option('--record <file>', 'write down what the model is asked and answers, without the key')
    .option('--replay <file>', 'answer the model from such a file, offline')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (question: string, flags: AskFlags) => {
      const transcript = transcriptOf(flags);
      const container = await open();
      const workspace = await getWorkspaceOrThrow(container.db, flags.workspace);
      const result = await ask(container, workspace, { question, ...flags, ...(transcript ? { transcript } : {}) });
      process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : toTerminal(result, result.artifact.locale ?? workspace.locale));
    });
}

function transcriptOf({ record, replay }: AskFlags): Transcript | null {
  if (record !== undefined && replay !== undefined)
    throw new AppError('invalid_input', 'A transcript is either recorded or replayed.', {
      field: 'replay',
      remedy: 'Give --record or --replay, not both.',
    });
  const file = record ?? replay;
  return file === undefined ? null : { mode: record === undefined ? 'replay' : 'record', file: path.resolve(file) };
}

/** Ask in a workspace, in a thread when one is named. */
export async function ask(
  container: Container,
  workspace: Workspace,
  request: { question: string; thread?: string; model?: string; transcript?: Transcript },
): Promise<AskResult> {
  const threadId =
    request.thread === undefined ? null : validate(request.thread) ? request.thread : uuidv5(request.thread, THREAD_NAMESPACE);
  const earlier = threadId === null ? [] : ((await readThread(container.db, workspace.id, threadId)) as ChatMessage[]);
  const question: ChatMessage = { id: uuidv7(), role: 'user', parts: [{ type: 'text', text: request.question }] };
  const model =
    request.model === undefined && request.transcript === undefined
      ? container.agent.model
      : modelFromEnv(container.env, { name: request.model, transcript: request.transcript });
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
    ...(answer.notice === undefined ? {} : { notice: answer.notice }),
    ...(answer.usage === undefined ? {} : { usage: answer.usage }),
  };
}

function toTerminal(result: AskResult, locale: string): string {
  const lines = [result.text, '', ...(result.notice ? [result.notice, ''] : [])];
  for (const table of result.artifact.tables) lines.push(renderTable(table, locale), '');
  for (const option of result.artifact.options)
    lines.push(`  ${option.label}${option.value ? ` (${option.value})` : ''}: ${option.question}`);
  const [provenance] = result.artifact.provenance;
  if (provenance)
    lines.push(
      `${provenance.periodLabel} · ${provenance.timeZone}${provenance.currency ? ` · ${provenance.currency}` : ''} · ${provenance.basis} date · ${provenance.rowsRead} rows · ${result.ms} ms`,
    );
  if (result.usage)
    lines.push(
      `${result.model} · ${result.usage.inputTokens} tokens in, ${result.usage.outputTokens} out · ${result.usage.cost === null ? 'cost unknown' : `${result.usage.cost} ${result.usage.currency}`}`,
    );
  // Names come from marketplaces: nothing in them may command the terminal.
  return `${withoutUnseen(lines.join('\n'))}\n`;
}
