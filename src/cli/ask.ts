import { writeFile } from 'node:fs/promises';
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
import { EXPORT_FORMATS, exportAnswer, type ExportFormat } from '@/render/export-answer';
import { renderTerminal } from '@/render/terminal';
import type { Container } from '@/server/container';
import { modelFromEnv } from '@/server/model-choice';
import { appendToThread, readThread } from '@/store/threads';
import { getWorkspaceOrThrow } from '@/store/workspaces';

interface AskFlags {
  workspace: string;
  thread?: string;
  model?: string;
  json?: boolean;
  format?: string;
  out?: string;
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
    .option('-f, --format <format>', `write the answer to --out as ${EXPORT_FORMATS.join(', ')}`)
    .option('-o, --out <file>', 'file to write')
    .action(async (question: string, flags: AskFlags) => {
      const transcript = transcriptOf(flags);
      const wanted = exportOf(flags);
      const container = await open();
      const workspace = await getWorkspaceOrThrow(container.db, flags.workspace);
      const result = await ask(container, workspace, { question, ...flags, ...(transcript ? { transcript } : {}) });
      if (wanted)
        await writeFile(wanted.out, (await exportAnswer(result.artifact, { format: wanted.format, locale: workspace.locale })).content);
      process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : toTerminal(result, workspace.locale));
    });
}

/** The file to write, or none. */
function exportOf({ format, out }: AskFlags): { format: ExportFormat; out: string } | null {
  if (format === undefined && out === undefined) return null;
  const known = EXPORT_FORMATS.find((candidate) => candidate === format);
  if (known === undefined || out === undefined)
    throw new AppError('invalid_input', 'A file needs its format and its name.', {
      field: known === undefined ? 'format' : 'out',
      remedy: `Give --format ${EXPORT_FORMATS.join('|')} and --out <file>.`,
    });
  return { format: known, out: path.resolve(out) };
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

function toTerminal(result: AskResult, workspaceLocale: string): string {
  const rows = result.artifact.provenance.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
  const lines = [
    renderTerminal(result.artifact, workspaceLocale),
    '',
    ...(result.notice ? [result.notice] : []),
    `${rows} rows read · ${result.ms} ms`,
    ...(result.usage
      ? [
          `${result.model} · ${result.usage.inputTokens} tokens in, ${result.usage.outputTokens} out · ${result.usage.cost === null ? 'cost unknown' : `${result.usage.cost} ${result.usage.currency}`}`,
        ]
      : []),
  ];
  return `${withoutUnseen(lines.join('\n'))}\n`;
}
