import { Check, ChevronRight, CircleAlert, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { findDimension } from '@/core/dimensions/registry';
import { findMetric } from '@/core/metrics/registry';

export interface Step {
  id: string;
  /** Name of the tool. */
  tool: string;
  state: 'running' | 'done' | 'failed';
  /** What the tool was called with, as far as it is known. */
  input: unknown;
  /** Why it failed. */
  error?: string | undefined;
}

const NAMES: Readonly<Record<string, string>> = {
  queryMetrics: 'Adding up the numbers',
  describeData: 'Looking at what data there is',
  findEntities: 'Looking up names',
  searchReviews: 'Reading reviews',
  checkFreshness: 'Looking at how fresh the data is',
  syncNow: 'Reading what is new',
  explainDifference: 'Listing what makes up the difference',
  pinAnswer: 'Pinning the answer to the dashboard',
};

/** What a step does, in words: "Adding up net sales by marketplace". */
export function stepLabel(step: Pick<Step, 'tool' | 'input'>): string {
  const { metrics, dimensions, text, query, accounts } = (typeof step.input === 'object' && step.input !== null ? step.input : {}) as {
    metrics?: unknown;
    dimensions?: unknown;
    text?: unknown;
    query?: unknown;
    accounts?: unknown;
  };
  const titles = namesOf(metrics, (id) => findMetric(id)?.title.toLowerCase());
  if (step.tool === 'queryMetrics' && titles.length > 0) {
    const by = namesOf(dimensions, (id) => findDimension(id)?.title.toLowerCase());
    return `Adding up ${titles.join(', ')}${by.length > 0 ? ` by ${by.join(' and ')}` : ''}`;
  }
  if (step.tool === 'findEntities' && typeof text === 'string') return `Looking up "${text}"`;
  if (step.tool === 'searchReviews' && typeof query === 'string') return `Reading reviews for "${query}"`;
  if (step.tool === 'syncNow' && Array.isArray(accounts)) return `Reading what is new: ${accounts.join(', ')}`;
  return NAMES[step.tool] ?? 'Working on it';
}

function namesOf(ids: unknown, name: (id: string) => string | undefined): string[] {
  return Array.isArray(ids) ? ids.flatMap((id: unknown) => (typeof id === 'string' ? (name(id) ?? []) : [])) : [];
}

export interface StepsProps {
  steps: readonly Step[];
  isRunning: boolean;
  /** Milliseconds the whole answer took, when finished. */
  ms?: number | undefined;
  /** Who worded it. */
  model?: string | undefined;
  /** What it used; absent for the built-in analyst. */
  usage?: StepsUsage | undefined;
}

export interface StepsUsage {
  inputTokens: number;
  outputTokens: number;
  /** Decimal amount; null: unknown. */
  cost: string | null;
  currency: string | null;
}

/** Named steps while an answer is made; one line when it is there. Nothing is shown before 300 ms. */
export function Steps({ steps, isRunning, ms, model, usage }: StepsProps): ReactNode {
  if (isRunning) {
    return (
      <ul className="appear-late grid gap-1 text-sm text-muted">
        {steps.length === 0 && <Line state="running" label="Reading the question" />}
        {steps.map((step) => (
          <Line key={step.id} state={step.state} label={stepLabel(step)} />
        ))}
      </ul>
    );
  }
  if (steps.length === 0 && !usage) return null;
  const failed = steps.filter((step) => step.state === 'failed').length;
  return (
    <details className="group/steps text-xs text-muted">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-sm hover:text-text [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/steps:rotate-90" />
        {steps.length === 0 ? 'No steps' : steps.length === 1 ? '1 step' : `${steps.length} steps`}
        {ms === undefined ? '' : `, ${formatSeconds(ms)}`}
        {failed > 0 ? `, ${failed} failed` : ''}
      </summary>
      <ul className="mt-1.5 grid gap-1 pl-4.5">
        {steps.map((step) => (
          <li key={step.id} className="wrap-anywhere">
            {stepLabel(step)}
            {step.error ? `: ${step.error}` : ''}
          </li>
        ))}
        {model && <li className="wrap-anywhere">{usageLabel(model, usage)}</li>}
      </ul>
    </details>
  );
}

/** "gpt-5-mini, 1,280 tokens in, 80 out, cost unknown". */
export function usageLabel(model: string, usage: StepsUsage | undefined): string {
  if (!usage) return model === 'builtin' ? 'Worded by the built-in analyst' : `Worded by ${model}`;
  const tokens = `${usage.inputTokens.toLocaleString('en-US')} tokens in, ${usage.outputTokens.toLocaleString('en-US')} out`;
  const cost = usage.cost === null ? 'cost unknown' : `${usage.currency ?? ''} ${usage.cost.replace(/0+$/, '').replace(/\.$/, '')}`.trim();
  return `${model === 'builtin' ? 'Worded by the built-in analyst after a model was asked' : `Worded by ${model}`}: ${tokens}, ${cost}`;
}

function formatSeconds(ms: number): string {
  return ms < 100 ? '< 0.1 s' : `${(ms / 1000).toFixed(1)} s`;
}

function Line({ state, label }: { state: Step['state']; label: string }): ReactNode {
  const Icon = state === 'running' ? LoaderCircle : state === 'done' ? Check : CircleAlert;
  return (
    <li className="flex items-center gap-2">
      <Icon aria-hidden className={state === 'running' ? 'size-4 animate-spin' : state === 'done' ? 'size-4' : 'size-4 text-negative'} />
      <span className="min-w-0 wrap-anywhere">{label}</span>
    </li>
  );
}
