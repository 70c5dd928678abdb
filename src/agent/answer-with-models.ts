import type { ModelMessage, UIMessageChunk } from 'ai';
import type { Artifact } from '@/core/artifact/artifact';
import { isAppError } from '@/core/errors';
import type { Workspace } from '@/core/model/workspace';
import { todayIn } from '@/core/query/period';
import type { ToolContext } from '@/tools/kit';
import type { AgentDeps } from './answer';
import { BudgetUsedUp, costOf, NO_BUDGET, NOTHING_SPENT } from './budget';
import { composeArtifact } from './compose';
import { evidenceOf, groundAnswer } from './ground-answer';
import { toHarmless } from './grounding/correct-answer';
import { verifyAnswer } from './grounding/verify-answer';
import { createMeter, type Meter } from './metered-model';
import { builtinModel, type ChosenModel } from './model';
import { runTurn, type Turn, type TurnSetup } from './run-turn';
import type { ToolGuard } from './tool-guard';
import { fromMicros, type ShownUsage } from './usage';

/** One question on its way to an answer. */
export interface AnswerRun {
  deps: AgentDeps;
  workspace: Workspace;
  question: string;
  instructions: string;
  /** The thread as the model is given it. */
  messages: ModelMessage[];
  abortSignal: AbortSignal | undefined;
  write(chunk: UIMessageChunk): void;
  /** A fresh context and its tools: table ids begin at t1. */
  open(): { context: ToolContext; guard: ToolGuard };
}

export interface ModelAnswer {
  artifact: Artifact;
  model: ChosenModel;
  turn: Turn;
  notice?: string;
  usage?: ShownUsage;
}

/** Answer with the chosen model, or with the built-in analyst when that one cannot. Never both: one answer comes out. */
export async function answerWithModels(run: AnswerRun): Promise<ModelAnswer> {
  const { deps } = run;
  if (deps.model.isBuiltin) return answerBuiltin(run);
  const started = performance.now();
  const day = todayIn(deps.now(), run.workspace.timeZone);
  const month = (await deps.usage?.monthSoFar(run.workspace.id, day)) ?? NOTHING_SPENT;
  const meter = createMeter(deps.budget ?? NO_BUDGET, month);
  const answered = await answerRemote(run, meter);
  const answer = 'artifact' in answered ? answered : { ...(await answerBuiltin(run)), notice: answered.why };
  await keepBooks(run, { meter, day, ms: Math.round(performance.now() - started), isFallback: answer.model.isBuiltin });
  return { ...answer, ...shownUsage(deps, meter) };
}

function setupOf(run: AnswerRun, part: { model: ChosenModel; meter: Meter; signal: AbortSignal }): TurnSetup {
  const { question, instructions, messages, write } = run;
  return { ...run.open(), ...part, question, instructions, messages, write };
}

async function answerBuiltin(run: AnswerRun): Promise<ModelAnswer> {
  const model = builtinModel();
  const setup = setupOf(run, {
    model,
    meter: createMeter(NO_BUDGET, NOTHING_SPENT),
    signal: run.abortSignal ?? new AbortController().signal,
  });
  const turn = await runTurn(setup);
  if (turn.failure !== null && !run.abortSignal?.aborted)
    throw turn.failure instanceof Error ? turn.failure : new Error('The answer could not be finished.', { cause: turn.failure });
  if (turn.needsApproval) return waiting(run, model, turn);
  const artifact = composeArtifact({ question: run.question, ...turn });
  // Its numbers are references by construction: what the check finds here is a fault of ours, and is reported as one.
  const found = verifyAnswer({ ...artifact, title: '' }, await evidenceOf(setup, turn, artifact));
  const findings = [...found.prose, ...found.options.flat(), ...found.followUps.flat()];
  if (findings.length > 0) run.deps.onFindings?.({ model: model.name, outcome: 'clean', findings });
  const harmless = toHarmless(artifact);
  say(run, harmless);
  return { artifact: harmless, model, turn };
}

/** The model's verified answer, or why there is none. */
async function answerRemote(run: AnswerRun, meter: Meter): Promise<ModelAnswer | { why: string }> {
  const { deps } = run;
  const { model } = deps;
  const signal = AbortSignal.any([AbortSignal.timeout(deps.modelTimeoutMs), ...(run.abortSignal ? [run.abortSignal] : [])]);
  const setup = setupOf(run, { model, meter, signal });
  const turn = await runTurn(setup);
  if (run.abortSignal?.aborted) return { why: 'The question was stopped.' };
  if (turn.needsApproval) return waiting(run, model, turn);
  if (turn.failure !== null || turn.text.trim() === '') return { why: whyNot(run, turn.failure) };
  const grounded = await groundAnswer(setup, turn);
  if (grounded.outcome !== 'clean') deps.onFindings?.({ model: model.name, outcome: grounded.outcome, findings: grounded.findings });
  if (grounded.outcome === 'replaced')
    return { why: `What ${model.name} wrote did not match the data; the built-in analyst answered instead.` };
  say(run, grounded.artifact);
  return { artifact: grounded.artifact, model, turn, ...(grounded.notice ? { notice: grounded.notice } : {}) };
}

const WAITING = 'This changes something and waits for your approval. Nothing was changed yet.';

/** The answer ends here until the person has decided; it goes on in the same message then. */
function waiting(run: AnswerRun, model: ChosenModel, turn: Turn): ModelAnswer {
  const artifact = composeArtifact({ question: run.question, ...turn, text: WAITING, present: null });
  say(run, artifact);
  return { artifact, model, turn };
}

/** @throws AppError of the transcript: a run that must be repeatable does not fall back. */
function whyNot(run: AnswerRun, failure: unknown): string {
  const { name } = run.deps.model;
  for (let cause = failure; cause instanceof Error; cause = cause.cause) {
    if (isAppError(cause) && cause.field === 'transcript') throw cause;
    if (cause instanceof BudgetUsedUp)
      return cause.scope === 'question'
        ? `The token or cost budget of one question was used up; the built-in analyst answered instead of ${name}.`
        : `This month's token or cost budget is used up; the built-in analyst answered instead of ${name}.`;
  }
  run.deps.onModelFailure?.(failure);
  return `The model ${name} did not finish an answer; the built-in analyst answered instead.`;
}

/** The text that was held back, now that it is verified and clean. */
function say(run: AnswerRun, artifact: Artifact): void {
  const id = 'answer';
  if (artifact.prose === '') return;
  run.write({ type: 'text-start', id });
  for (const delta of artifact.prose.match(/\S+\s*/g) ?? []) run.write({ type: 'text-delta', id, delta });
  run.write({ type: 'text-end', id });
}

function shownUsage(deps: AgentDeps, meter: Meter): { usage?: ShownUsage } {
  const spent = meter.spent();
  if (spent.calls === 0) return {};
  const prices = deps.budget?.prices ?? null;
  const cost = costOf(spent, prices);
  return {
    usage: {
      inputTokens: spent.inputTokens,
      outputTokens: spent.outputTokens,
      cost: cost === null ? null : fromMicros(cost),
      currency: prices?.currency ?? null,
    },
  };
}

async function keepBooks(run: AnswerRun, entry: { meter: Meter; day: string; ms: number; isFallback: boolean }): Promise<void> {
  const { deps, workspace } = run;
  const spent = entry.meter.spent();
  if (!deps.usage || spent.calls === 0) return;
  const prices = deps.budget?.prices ?? null;
  try {
    await deps.usage.record({
      ...spent,
      workspaceId: workspace.id,
      day: entry.day,
      model: deps.model.name,
      costMicros: costOf(spent, prices),
      currency: prices?.currency ?? null,
      ms: entry.ms,
      isFallback: entry.isFallback,
    });
  } catch (error) {
    // The person has waited for the answer; a line missing in the books must not take it away.
    deps.onFailure?.(error);
  }
}
